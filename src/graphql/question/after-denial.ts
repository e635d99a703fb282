import type { QueryAfterDenialArgs, Resolvers } from '../../generated/schema.ts';
import { InvalidArgument } from '../../graph/errors.ts';
import { remedyKinds } from '../../graph/kinds.ts';
import type { Claim, ClaimOf, EntityOf, Remedy } from '../../graph/records.ts';
import { entitiesAt, entityAt, momentOf } from '../../kind/claim-fields.ts';
import type { Context } from '../../kind/context.ts';
import { type Candidate, listedAlternatives, type Reasons, ranked, reasonsFor, turnsOn } from '../../law/after-denial.ts';
import { assess, type NextFact, nextFact } from '../../law/assess.ts';
import type { Facts } from '../../law/facts.ts';
import type { Moment } from '../../law/in-force.ts';
import { both } from '../../law/sentence.ts';
import { factsFrom, named } from './arguments.ts';
import { sentenceFor } from './assess.ts';
import { claimsInForce, closure, lawOf } from './remedy-law.ts';

/** What is known about the case, once the arguments are checked. */
interface Case {
  readonly denied: Remedy;
  readonly stage: EntityOf<'PROCEEDING_STAGE'> | null;
  readonly reasons: Reasons;
  readonly facts: Facts;
  readonly moment: Moment;
}

export interface AfterDenialAnswer {
  readonly denied: Remedy;
  readonly stage: EntityOf<'PROCEEDING_STAGE'> | null;
  readonly asOf: string;
  readonly options: readonly OptionAnswer[];
  readonly warnings: readonly Claim[];
  readonly nextQuestion: NextFact | null;
}

export interface OptionAnswer extends Candidate {
  readonly stage: EntityOf<'PROCEEDING_STAGE'> | null;
  readonly moment: Moment;
}

/** Root field `afterDenial`: what remains, ranked. The rules are in `src/law/after-denial.ts` and `src/law/assess.ts`. */
async function afterDenial(_: unknown, args: QueryAfterDenialArgs, context: Context): Promise<AfterDenialAnswer> {
  const known = await caseFrom(args, context);
  const listed = await alternativesIn(known, context);
  const remedies = new Set(listed.map(({ to }) => to));
  if (args.scope === 'ALL_AT_STAGE') for (const id of await remediesAt(known, context)) remedies.add(id);
  const [candidates, warnings] = await Promise.all([
    Promise.all([...remedies].map((id) => candidate(id, listed, known, context))),
    warningsFor(known, context),
  ]);
  const { denied, stage, moment } = known;
  const options = ranked(candidates).map((one) => ({ ...one, stage, moment }));
  const question = nextFact(options.map(({ assessment }) => assessment));
  return { denied, stage, asOf: moment.asOf, options, warnings, nextQuestion: question };
}

async function caseFrom(args: QueryAfterDenialArgs, context: Context): Promise<Case> {
  const moment = momentOf(args, context);
  if (args.scope === 'ALL_AT_STAGE' && args.stage == null) {
    throw new InvalidArgument('scope ALL_AT_STAGE needs a stage, but none was given.');
  }
  const [denied, stage, because, facts] = await Promise.all([
    named('relief', args.relief, remedyKinds, context),
    args.stage == null ? null : named('stage', args.stage, ['PROCEEDING_STAGE'], context),
    Promise.all((args.because ?? []).map((id) => named('because', id, ['ELIGIBILITY_FACTOR', 'GROUND'], context))),
    factsFrom(args.facts, context),
  ]);
  const closures = await Promise.all(because.map(({ id }) => closure(id, 'COUNTS_AS', moment, context)));
  return { denied, stage, reasons: new Map(because.map(({ id }, index) => [id, closures[index] as Set<string>])), facts, moment };
}

/** Claims that name what remains, from what was denied and from everything it is a form of. */
async function alternativesIn({ denied, stage, reasons, moment }: Case, context: Context): Promise<ClaimOf<'ALTERNATIVE_TO'>[]> {
  const origins = await closure(denied.id, 'FORM_OF', moment, context);
  const claims = await Promise.all([...origins].map((id) => claimsInForce(id, 'OUT', ['ALTERNATIVE_TO'], moment, context)));
  const barred = await isBarredBy(denied, reasons, moment, context);
  return listedAlternatives(claims.flat(), { denied: denied.id, barred, stage: stage?.id ?? null });
}

/** Whether one of the reasons is a bar to the remedy: a factor or ground that bars it, or counts as one that does. */
async function isBarredBy(remedy: Remedy, reasons: Reasons, moment: Moment, context: Context): Promise<boolean> {
  const [bars, grounds] = await Promise.all([
    claimsInForce(remedy.id, 'OUT', ['BARRED_BY'], moment, context),
    claimsInForce(remedy.id, 'IN', ['BARS'], moment, context),
  ]);
  const barring = new Set([...bars.map(({ to }) => to), ...grounds.map(({ from }) => from)]);
  return [...reasons.values()].some((ids) => [...ids].some((id) => barring.has(id)));
}

async function remediesAt({ denied, stage, moment }: Case, context: Context): Promise<string[]> {
  if (stage === null) return [];
  const claims = await claimsInForce(stage.id, 'IN', ['AVAILABLE_AT'], moment, context);
  return claims.map(({ from }) => from).filter((id) => id !== denied.id);
}

async function candidate(
  id: string,
  listed: readonly ClaimOf<'ALTERNATIVE_TO'>[],
  { stage, reasons, facts, moment }: Case,
  context: Context,
): Promise<Candidate> {
  const remedy = await entityAt(id, remedyKinds, context);
  const law = await lawOf(remedy, stage?.id ?? null, moment, context);
  const { availableAt: availability, confers, deadlines } = law;
  const alternatives = listed.filter(({ to }) => to === id);
  const assessment = assess(law, facts, moment);
  return { assessment, alternatives, availability, sameGround: turnsOn(assessment, reasons), confers, deadlines };
}

/** Risks of asking for what was denied, of motions that ask for it, and of the stage, in that order. */
async function warningsFor({ denied, stage, moment }: Case, context: Context): Promise<Claim[]> {
  const motions = await claimsInForce(denied.id, 'IN', ['ASKS_FOR'], moment, context);
  const sources = new Set([denied.id, ...motions.map(({ from }) => from), ...(stage === null ? [] : [stage.id])]);
  return (await Promise.all([...sources].map((id) => claimsInForce(id, 'OUT', ['RISKS'], moment, context)))).flat();
}

/** The assessment in words, and that the option turns on a reason of the denial. */
async function optionSentence({ assessment, sameGround }: OptionAnswer, context: Context): Promise<string> {
  const sentence = await sentenceFor(assessment, context);
  if (sameGround.length === 0) return sentence;
  const titles = (await entitiesAt(sameGround, null, context)).map(({ title }) => `“${title}”`);
  return `${sentence} It turns on a reason given for the denial too: ${both(titles)}.`;
}

export const afterDenialQuestion: Resolvers = {
  Query: { afterDenial },
  Option: {
    remedy: ({ assessment }) => assessment.remedy,
    status: ({ assessment }) => assessment.status,
    because: reasonsFor,
    sentence: (option, _, context) => optionSentence(option, context),
    alternative: ({ alternatives }) => alternatives,
    sameGround: ({ sameGround }, _, context) => entitiesAt(sameGround, null, context),
  },
};
