import type { QueryAssessArgs, Resolvers } from '../../generated/schema.ts';
import { remedyKinds } from '../../graph/kinds.ts';
import type { Claim } from '../../graph/records.ts';
import { relationships } from '../../graph/relationships.ts';
import { titlesFor } from '../../kind/claim.ts';
import { entitiesAt, entityAt, momentOf } from '../../kind/claim-fields.ts';
import type { Context } from '../../kind/context.ts';
import { type Assessment, assess, type Element } from '../../law/assess.ts';
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

/** What puts claims and elements into words: their sentences, and the titles of what they name. */
export async function wordingFor(claims: readonly Claim[], elements: readonly Element[], context: Context): Promise<Wording> {
  const all = [...claims, ...elements.flatMap((element) => element.claims)];
  const more = elements.flatMap(({ liftedBy, waivers }) => [...liftedBy, ...waivers]);
  const titleOf = await titlesFor(all, context, more);
  return { titleOf, sentence: (claim) => sentenceOf(claim, 'OUT', relationships, titleOf) };
}

/** The status of an assessment and its reasons in words. */
export async function sentenceFor(assessment: Assessment, context: Context): Promise<string> {
  const elements = [...assessment.requirements, ...assessment.bars];
  return assessmentSentence(assessment, await wordingFor(assessment.because, elements, context));
}

export const assessment: Resolvers = {
  Query: { assess: assessOne },
  Assessment: {
    sentence: (answer, _, context) => sentenceFor(answer, context),
    missing: ({ missing }, _, context) => entitiesAt(missing, ['ELIGIBILITY_FACTOR'], context),
    policy: ({ policy }) => policy.map(({ claim }) => claim),
  },
  ElementFinding: {
    sentence: async (element, _, context) => elementSentence(element, await wordingFor([], [element], context)),
    liftedBy: ({ liftedBy }, _, context) => entitiesAt(liftedBy, ['ELIGIBILITY_FACTOR'], context),
    waivers: ({ waivers }, _, context) => entitiesAt(waivers, ['RELIEF_TYPE'], context),
  },
  Question: {
    factor: ({ factor }, _, context) => entityAt(factor, ['ELIGIBILITY_FACTOR'], context),
    text: async ({ factor }, _, context) => (await entityAt(factor, ['ELIGIBILITY_FACTOR'], context)).question,
  },
};
