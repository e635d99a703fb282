import type { QueryAssessArgs, Resolvers } from '../../generated/schema.ts';
import { remedyKinds } from '../../graph/kinds.ts';
import { relationships } from '../../graph/relationships.ts';
import type { Soon } from '../../graph/soon.ts';
import { told } from '../../kind/claim.ts';
import { entitiesAt, entityAt, momentOf } from '../../kind/claim-fields.ts';
import type { Context } from '../../kind/context.ts';
import { type Assessment, assess } from '../../law/assess.ts';
import { assessmentSentence, elementSentence, type Wording } from '../../law/explain.ts';
import { sentenceOf } from '../../law/sentence.ts';
import { factsFrom, named } from './arguments.ts';
import { lawOf } from './remedy-law.ts';

/** Root field `assess`. */
async function assessOne(_: unknown, args: QueryAssessArgs, context: Context): Promise<Assessment> {
  const [remedy, stage, facts] = await Promise.all([
    named('remedy', args.remedy, remedyKinds, context),
    args.stage == null ? null : named('stage', args.stage, ['PROCEEDING_STAGE'], context),
    factsFrom(args.facts, context),
  ]);
  const moment = momentOf(args, context);
  return assess(await lawOf(remedy, stage?.id ?? null, moment, context), facts, moment);
}

/** What is said of a remedy or an element, in the words of its claims and the titles of what they name. */
const inWords = (say: (wording: Wording) => string, context: Context): Soon<string> =>
  told((titleOf) => say({ titleOf, sentence: (claim) => sentenceOf(claim, 'OUT', relationships, titleOf) }), context);

/** The status of an assessment and its reasons in words. */
export const sentenceFor = (assessment: Assessment, context: Context): Soon<string> =>
  inWords((wording) => assessmentSentence(assessment, wording), context);

export const assessment: Resolvers = {
  Query: { assess: assessOne },
  Assessment: {
    sentence: (answer, _, context) => sentenceFor(answer, context),
    missing: ({ missing }, _, context) => entitiesAt(missing, ['ELIGIBILITY_FACTOR'], context),
    policy: ({ policy }) => policy.map(({ claim }) => claim),
  },
  ElementFinding: {
    sentence: (element, _, context) => inWords((wording) => elementSentence(element, wording), context),
    liftedBy: ({ liftedBy }, _, context) => entitiesAt(liftedBy, ['ELIGIBILITY_FACTOR'], context),
    waivers: ({ waivers }, _, context) => entitiesAt(waivers, ['RELIEF_TYPE'], context),
  },
  Question: {
    factor: ({ factor }, _, context) => entityAt(factor, ['ELIGIBILITY_FACTOR'], context),
    text: async ({ factor }, _, context) => (await entityAt(factor, ['ELIGIBILITY_FACTOR'], context)).question,
  },
};
