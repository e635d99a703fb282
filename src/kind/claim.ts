import type { Resolvers } from '../generated/schema.ts';
import { remedyKinds } from '../graph/kinds.ts';
import type { Claim, Dataset, SourceReference, Test, Way } from '../graph/records.ts';
import { relationships } from '../graph/relationships.ts';
import { andThen, type Soon } from '../graph/soon.ts';
import { sentenceOf, type TitleOf, testSentence } from '../law/sentence.ts';
import { entitiesAt, entityAt } from './claim-fields.ts';
import type { Context } from './context.ts';

/** What is told with titles of entities: those that are not at hand are found by telling it, then read all together. */
export function told<Text>(tell: (titleOf: TitleOf) => Text, context: Context): Soon<Text> {
  const { atHand } = context.reading;
  const titles = new Map<string, string>();
  const attempt = (): Soon<Text> => {
    const missing = new Set<string>();
    const text = tell((id) => {
      const title = titles.get(id) ?? atHand.entity(id)?.title;
      if (title === undefined) missing.add(id);
      return title ?? id;
    });
    if (missing.size === 0) return text;
    return andThen(entitiesAt([...missing], null, context), (entities) => {
      for (const { id, title } of entities) titles.set(id, title);
      return attempt();
    });
  };
  return attempt();
}

/** Sentences of claims by dataset, which never changes once loaded; they go with the records. */
const sentences = new WeakMap<Dataset, Record<Way, WeakMap<Claim, string>>>();

function sentencesOf({ dataset }: Context['reading']): Record<Way, WeakMap<Claim, string>> {
  const known = sentences.get(dataset);
  if (known !== undefined) return known;
  const none = { OUT: new WeakMap<Claim, string>(), IN: new WeakMap<Claim, string>() };
  sentences.set(dataset, none);
  return none;
}

/** A claim as one plain sentence, read from its start (`OUT`) or from its end. */
export function claimSentence(claim: Claim, way: Way, context: Context): Soon<string> {
  const known = sentencesOf(context.reading)[way];
  return (
    known.get(claim) ??
    andThen(
      told((titleOf) => sentenceOf(claim, way, relationships, titleOf), context),
      (sentence) => {
        known.set(claim, sentence);
        return sentence;
      },
    )
  );
}

const common = {
  from: (claim: Claim, _: unknown, context: Context) => entityAt(claim.from, null, context),
  to: (claim: Claim, _: unknown, context: Context) => entityAt(claim.to, null, context),
  sentence: (claim: Claim, _: unknown, context: Context) => claimSentence(claim, 'OUT', context),
};

const factors = ['ELIGIBILITY_FACTOR'] as const;
const stages = ['PROCEEDING_STAGE'] as const;
const consequences = ['CONSEQUENCE'] as const;
const documents = ['AUTHORITY', 'POLICY_INSTRUMENT'] as const;

const remedyAtStart = (claim: Claim, _: unknown, context: Context) => entityAt(claim.from, remedyKinds, context);

/** Resolvers of the object types of claims, and of what hangs on them. */
export const claimTypes: Resolvers = {
  Claim: { __resolveType: ({ relationship }) => relationships[relationship].type },
  Link: common,
  Requirement: {
    ...common,
    remedy: remedyAtStart,
    factor: ({ to }, _, context) => entityAt(to, factors, context),
  },
  Bar: {
    ...common,
    remedy: remedyAtStart,
    unless: ({ unless }, _, context) => entitiesAt(unless, factors, context),
    waivedBy: ({ waivedBy }, _, context) => entitiesAt(waivedBy, ['RELIEF_TYPE'], context),
  },
  Availability: { ...common, remedy: remedyAtStart, stage: ({ to }, _, context) => entityAt(to, stages, context) },
  Unavailability: { ...common, remedy: remedyAtStart, stage: ({ to }, _, context) => entityAt(to, stages, context) },
  Alternative: {
    ...common,
    remedy: ({ to }, _, context) => entityAt(to, remedyKinds, context),
    stages: (claim, _, context) => entitiesAt(claim.stages, stages, context),
  },
  Conferral: { ...common, consequence: ({ to }, _, context) => entityAt(to, consequences, context) },
  Risk: { ...common, consequence: ({ to }, _, context) => entityAt(to, consequences, context) },
  Suspension: { ...common, target: common.to },
  LeadsTo: {
    ...common,
    stage: ({ to }, _, context) => entityAt(to, stages, context),
    deadline: ({ deadline }, _, context) => (deadline === null ? null : entityAt(deadline, ['DEADLINE'], context)),
  },
  Governance: { ...common, document: ({ to }, _, context) => entityAt(to, documents, context) },
  TopicLink: { ...common, topic: ({ from }, _, context) => entityAt(from, ['TOPIC'], context) },
  Source: {
    document: ({ authority }, _, context) => entityAt(authority, documents, context),
    citation: (source, _, context) => andThen(documentOf(source, context), (document) => citationOf(document, source.pinpoint)),
    url: (source, _, context) => andThen(documentOf(source, context), pageOf),
  },
  SourceDocument: { __resolveType: ({ kind }) => (kind === 'AUTHORITY' ? 'Authority' : 'PolicyInstrument') },
  Test: { value: testValue, sentence: testSentence },
};

const documentOf = ({ authority }: SourceReference, context: Context) => entityAt(authority, documents, context);

type Document = Awaited<ReturnType<typeof documentOf>>;

/** A citation with its pinpoint: `INA 240A` and `(b)(1)` make `INA 240A(b)(1)`. */
export function citationOf(document: Document, pinpoint: string | null): string {
  const citation = document.citation ?? document.title;
  if (pinpoint === null) return citation;
  return pinpoint.startsWith('(') ? `${citation}${pinpoint}` : `${citation}, ${pinpoint}`;
}

/** The official page of an authority, or the first page that was read for the document. */
const pageOf = (document: Document): string | null =>
  (document.kind === 'AUTHORITY' ? document.url : null) ?? document.pages[0] ?? null;

function testValue({ value }: Test): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}
