import type { Actor, QueryNextStepsArgs, Resolvers } from '../../generated/schema.ts';
import type { ClaimOf } from '../../graph/records.ts';
import { entityAt, momentOf } from '../../kind/claim-fields.ts';
import type { Context } from '../../kind/context.ts';
import { named } from './arguments.ts';
import { claimsInForce } from './remedy-law.ts';

const actorWords: Readonly<Record<Actor, string>> = {
  RESPONDENT: 'the respondent',
  DHS: 'DHS',
  ADJUDICATOR: 'the adjudicator',
  EITHER: 'either side',
  TIME: 'the passing of time',
};

/** Root field `nextSteps`: LEADS_TO claims in force from a stage, by claim id. */
async function nextSteps(_: unknown, args: QueryNextStepsArgs, context: Context): Promise<ClaimOf<'LEADS_TO'>[]> {
  const stage = await named('stage', args.stage, ['PROCEEDING_STAGE'], context);
  return claimsInForce(stage.id, 'OUT', ['LEADS_TO'], momentOf(args, context), context);
}

export const nextStepsQuestion: Resolvers = {
  Query: { nextSteps },
  NextStep: {
    claim: (claim) => claim,
    stage: ({ to }, _, context) => entityAt(to, ['PROCEEDING_STAGE'], context),
    actor: ({ actor }) => actorWords[actor],
    deadline: ({ deadline }, _, context) => (deadline === null ? null : entityAt(deadline, ['DEADLINE'], context)),
  },
};
