import type { QueryScreenArgs, Resolvers } from '../../generated/schema.ts';
import { InvalidArgument } from '../../graph/errors.ts';
import type { EntityOf, Remedy } from '../../graph/records.ts';
import { momentOf } from '../../kind/claim-fields.ts';
import { everyEntity } from '../../kind/connection.ts';
import type { Context } from '../../kind/context.ts';
import { type Assessment, assess, type NextFact, nextFact } from '../../law/assess.ts';
import { canBeHad, existsOn, screened } from '../../law/screen.ts';
import { both } from '../../law/sentence.ts';
import { factsFrom, named } from './arguments.ts';
import { lawOf } from './remedy-law.ts';

export interface ScreeningAnswer {
  readonly asOf: string;
  readonly stage: EntityOf<'PROCEEDING_STAGE'> | null;
  readonly assessments: readonly Assessment[];
  readonly nextQuestion: NextFact | null;
}

/** Root field `screen`: `assess` for every remedy that exists on the day and can be had at the stage. */
async function screen(_: unknown, args: QueryScreenArgs, context: Context): Promise<ScreeningAnswer> {
  const moment = momentOf(args, context);
  const [stage, facts, remedies] = await Promise.all([
    args.stage == null ? null : named('stage', args.stage, ['PROCEEDING_STAGE'], context),
    factsFrom(args.facts, context),
    remediesOf(args.categories ?? null, context),
  ]);
  const existing = remedies.filter((remedy) => existsOn(remedy, moment.asOf));
  const laws = await Promise.all(existing.map((remedy) => lawOf(remedy, stage?.id ?? null, moment, context)));
  const assessments = screened(laws.filter((law) => canBeHad(law, moment)).map((law) => assess(law, facts, moment)));
  return { asOf: moment.asOf, stage, assessments, nextQuestion: nextFact(assessments) };
}

/**
 * Every relief and motion, or the reliefs of some categories.
 *
 * @throws InvalidArgument for a category that no relief has
 */
async function remediesOf(categories: readonly string[] | null, context: Context): Promise<readonly Remedy[]> {
  if (categories === null) {
    return (await Promise.all([everyEntity('RELIEF_TYPE', context), everyEntity('MOTION', context)])).flat();
  }
  const reliefs = await everyEntity('RELIEF_TYPE', context);
  const known = new Set(reliefs.map(({ category }) => category));
  const unknown = categories.find((category) => !known.has(category));
  if (unknown !== undefined) {
    const right = both([...known].sort());
    throw new InvalidArgument(`categories must be categories of reliefs, but got "${unknown.slice(0, 60)}". There are ${right}.`);
  }
  return reliefs.filter(({ category }) => categories.includes(category));
}

export const screenQuestion: Resolvers = { Query: { screen } };
