import type {
  EntityKind,
  KindCount,
  QueryResolveArgs,
  QuerySearchArgs,
  QuerySuggestArgs,
  Resolvers,
} from '../../generated/schema.ts';
import { InvalidArgument } from '../../graph/errors.ts';
import { kindNames } from '../../graph/kinds.ts';
import { entityAt } from '../../kind/claim-fields.ts';
import { type Connection, checkSize, counted, listConnection } from '../../kind/connection.ts';
import type { Context } from '../../kind/context.ts';
import { highlightsOf } from '../../search/highlight.ts';
import { searchIndex } from '../../search/index.ts';
import { type Hit, searchFor } from '../../search/rank.ts';
import { type Mention, mentionsIn } from '../../search/resolve.ts';
import { type Completion, completionsOf } from '../../search/suggest.ts';

/** A page of what a text finds, and how much it finds of each kind. */
export interface SearchPage extends Connection<Hit> {
  readonly facets: readonly KindCount[];
}

/** A mention, and the text it stands in. */
export interface ResolutionAnswer extends Mention {
  readonly passage: string;
}

const longestText = 10_000;
const scoreOrder = [{ field: 'score', descending: true }];

/** @throws InvalidArgument when a text is too long */
function checkText(name: string, text: string): void {
  if (text.length > longestText)
    throw new InvalidArgument(`${name} must be at most ${longestText} characters, but got ${text.length}.`);
}

const asked =
  (kinds: readonly EntityKind[] | null | undefined) =>
  (kind: EntityKind): boolean =>
    kinds?.includes(kind) ?? true;

const counts = (hits: readonly Hit[]): KindCount[] =>
  kindNames.map((kind) => ({ kind, count: hits.filter((hit) => hit.kind === kind).length })).filter(({ count }) => count > 0);

/** Root field `search`: a page of what a text finds, best first; the ranking is in `src/search/rank.ts`. */
async function search(_: unknown, { text, kinds, first, after }: QuerySearchArgs, context: Context): Promise<SearchPage> {
  checkText('text', text);
  const hits = searchFor(text, await searchIndex(context));
  const page = listConnection(
    hits.filter(({ kind }) => asked(kinds)(kind)),
    scoreOrder,
    { first: first ?? 20, after: after ?? null },
  );
  return { ...page, facets: counts(hits) };
}

/** Root field `suggest`: what a beginning may grow into. */
async function suggest(_: unknown, { prefix, kinds, first }: QuerySuggestArgs, context: Context): Promise<Completion[]> {
  checkText('prefix', prefix);
  checkSize('first', first);
  return completionsOf(prefix, asked(kinds), await searchIndex(context)).slice(0, first ?? 10);
}

/** Root field `resolve`: the entities that a passage names. */
async function resolve(_: unknown, { text, first }: QueryResolveArgs, context: Context): Promise<ResolutionAnswer[]> {
  checkText('text', text);
  checkSize('first', first);
  const mentions = mentionsIn(text, await searchIndex(context));
  return mentions.slice(0, first ?? 10).map((mention) => ({ ...mention, passage: text }));
}

export const searchQuestions: Resolvers = {
  Query: { search, suggest, resolve },
  SearchConnection: counted,
  SearchResult: {
    entity: ({ id }, _, context) => entityAt(id, null, context),
    highlights: async (hit, _, context) => highlightsOf(await entityAt(hit.id, null, context), hit),
  },
  Suggestion: { entity: ({ id }, _, context) => entityAt(id, null, context) },
  Resolution: {
    entity: ({ name }, _, context) => entityAt(name.id, null, context),
    text: ({ passage, start, end }) => passage.slice(start, end),
  },
};
