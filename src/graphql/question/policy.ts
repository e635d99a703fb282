import type { QueryLawChangesArgs, Resolvers } from '../../generated/schema.ts';
import { InvalidArgument } from '../../graph/errors.ts';
import { changeLimit } from '../../graph/graph.ts';
import { kindNames } from '../../graph/kinds.ts';
import { relationships } from '../../graph/relationships.ts';
import type { Soon } from '../../graph/soon.ts';
import { told } from '../../kind/claim.ts';
import { entitiesAt, entityAt } from '../../kind/claim-fields.ts';
import { type Connection, counted, everyEntity, listConnection } from '../../kind/connection.ts';
import type { Context } from '../../kind/context.ts';
import { type Change, changeSentence, changesBetween } from '../../law/changes.ts';
import { comparePolicy, erasBetween, instrumentOn, type PolicyRecords, policyOn } from '../../law/policy.ts';
import { sentenceOf } from '../../law/sentence.ts';

async function policyRecords(context: Context): Promise<PolicyRecords> {
  const [eras, instruments, tracks] = await Promise.all([
    everyEntity('POLICY_ERA', context),
    everyEntity('POLICY_INSTRUMENT', context),
    everyEntity('POLICY_TRACK', context),
  ]);
  return { eras, instruments, tracks };
}

/** A page of changes. */
export type ChangesPage = Connection<Change>;

/** Root field `lawChanges`: what began or ended in a span, by day. */
async function lawChanges(_: unknown, args: QueryLawChangesArgs, context: Context): Promise<ChangesPage> {
  const { from, to } = args;
  if (to < from) throw new InvalidArgument(`from must not be after to, but got ${from} and ${to}.`);
  const asked = args.kinds ?? kindNames;
  const [claims, instruments, eras, reliefs] = await Promise.all([
    context.reading.claimsChanging({ from, to, kinds: asked }),
    asked.includes('POLICY_INSTRUMENT') ? everyEntity('POLICY_INSTRUMENT', context) : [],
    asked.includes('POLICY_ERA') ? everyEntity('POLICY_ERA', context) : [],
    asked.includes('RELIEF_TYPE') ? everyEntity('RELIEF_TYPE', context) : [],
  ]);
  if (claims === null)
    throw new InvalidArgument(
      `More than ${changeLimit} claims change between ${from} and ${to}. Please ask about a shorter span.`,
    );
  return listConnection(changesBetween({ claims, instruments, dated: [...eras, ...reliefs] }, from, to), dateOrder, args);
}

const dateOrder = [{ field: 'date', descending: false }];

const sentenceOfChange = (change: Change, context: Context): Soon<string> =>
  told((titleOf) => {
    const sentence = change.claim === null ? null : sentenceOf(change.claim, 'OUT', relationships, titleOf);
    return changeSentence(change, titleOf(change.entity), sentence);
  }, context);

export const policyQuestions: Resolvers = {
  Query: {
    policyOn: async (_, { date }, context) => policyOn(await policyRecords(context), date),
    policyTimeline: async (_, { from, to }, context) =>
      erasBetween(await everyEntity('POLICY_ERA', context), from ?? null, to ?? null),
    lawChanges,
    comparePolicy: async (_, { from, to }, context) => comparePolicy(await policyRecords(context), from, to),
  },
  PolicySnapshot: {
    instruments: ({ instruments }, { states }) => instruments.filter(({ state }) => states == null || states.includes(state)),
  },
  LawChangeConnection: counted,
  LawChange: {
    entity: ({ entity }, _, context) => entityAt(entity, null, context),
    sentence: (change, _, context) => sentenceOfChange(change, context),
  },
  PolicyInstrument: { statusOn: (instrument, { date }) => instrumentOn(instrument, date) },
  TrackOnDate: {
    governing: ({ governing }, _, context) => entitiesAt(governing, ['POLICY_INSTRUMENT'], context),
  },
};
