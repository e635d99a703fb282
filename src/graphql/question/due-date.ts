import type { QueryDueDateArgs, Resolvers } from '../../generated/schema.ts';
import { InvalidArgument } from '../../graph/errors.ts';
import type { EntityOf } from '../../graph/records.ts';
import { citationOf } from '../../kind/claim.ts';
import { entityAt } from '../../kind/claim-fields.ts';
import type { Context } from '../../kind/context.ts';
import { type Due, dueDate } from '../../law/due-date.ts';
import { named } from './arguments.ts';
import { claimsInForce } from './remedy-law.ts';

export interface DueDateAnswer extends Due {
  readonly deadline: EntityOf<'DEADLINE'>;
  readonly triggered: string;
}

const [firstDay, lastDay] = ['1900-01-01', '2199-12-31'];

/** Root field `dueDate`. The computation is in `src/law/due-date.ts`. */
async function dueOn(_: unknown, args: QueryDueDateArgs, context: Context): Promise<DueDateAnswer> {
  const { triggered } = args;
  if (triggered < firstDay || triggered > lastDay) {
    throw new InvalidArgument(`triggered must be between ${firstDay} and ${lastDay}, but got ${triggered}.`);
  }
  const deadline = await named('deadline', args.deadline, ['DEADLINE'], context);
  const due = dueDate(deadline, triggered, await sourceOf(deadline, triggered, context));
  if (due === null) {
    throw new InvalidArgument(
      `deadline must have a fixed length, but the sources set none for "${deadline.id}" (${deadline.title}).`,
    );
  }
  return { ...due, deadline, triggered };
}

/** Citations of what governs a deadline on the day it starts, each once, by claim id; empty when none is recorded. */
async function sourceOf({ id }: EntityOf<'DEADLINE'>, asOf: string, context: Context): Promise<string> {
  const claims = await claimsInForce(id, 'OUT', ['GOVERNED_BY'], { asOf, circuit: null }, context);
  const citations = claims.map(async ({ to, pinpoint }) =>
    citationOf(await entityAt(to, ['AUTHORITY', 'POLICY_INSTRUMENT'], context), pinpoint),
  );
  return [...new Set(await Promise.all(citations))].join('; ');
}

export const dueDateQuestion: Resolvers = { Query: { dueDate: dueOn } };
