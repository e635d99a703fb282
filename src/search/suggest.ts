import type { EntityKind } from '../generated/schema.ts';
import { beginningWith, type SearchIndex } from './index.ts';
import type { Name } from './name.ts';
import { keyOf } from './normalise.ts';
import { searchFor } from './rank.ts';

/** A name that a beginning may grow into, and the entity it names. */
export interface Completion {
  readonly id: string;
  readonly text: string;
}

/**
 * Completions of a beginning, one for each entity: names that begin with it, shortest first, ties by id; then the titles of what a search
 * finds, for a beginning that stands inside a name or is misspelt. An empty beginning has none.
 */
export function completionsOf(prefix: string, isAsked: (kind: EntityKind) => boolean, index: SearchIndex): Completion[] {
  const key = keyOf(prefix);
  if (key === '') return [];
  const kindOf = ({ id }: { readonly id: string }): EntityKind => index.kindOf.get(id) as EntityKind;
  const begun = beginningWith(key, index).filter((name) => name.text !== name.id && isAsked(kindOf(name)));
  const found = searchFor(prefix, index).filter((hit) => isAsked(kindOf(hit)));
  const titles = found.map(({ id }) => ({ id, text: titleOf(id, index) }));
  const completions = [...begun].sort(shortestFirst).map(({ id, text }) => ({ id, text }));
  const firstOfEach = new Map<string, Completion>();
  for (const completion of [...completions, ...titles])
    if (!firstOfEach.has(completion.id)) firstOfEach.set(completion.id, completion);
  return [...firstOfEach.values()];
}

/** The title of an entity: it is the first of its names. */
const titleOf = (id: string, { names }: SearchIndex): string => names.get(id)?.[0]?.text ?? id;

const shortestFirst = (a: Name, b: Name): number => a.key.length - b.key.length || (a.id < b.id ? -1 : 1);
