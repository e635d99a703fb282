import { setImmediate } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import MiniSearch from 'minisearch';
import type { EntityKind } from '../generated/schema.ts';
import { kindNames } from '../graph/kinds.ts';
import type { Entity } from '../graph/records.ts';
import { everyEntity } from '../kind/connection.ts';
import type { Context } from '../kind/context.ts';
import { type Name, namesOf, textsOf } from './name.ts';
import { termsOf } from './normalise.ts';

/** What is kept of a dataset to search it. */
export interface SearchIndex {
  readonly words: MiniSearch;
  /** Names of each entity, by its id. */
  readonly names: ReadonlyMap<string, readonly Name[]>;
  /** Names by their key; the names of one key by id. */
  readonly byKey: ReadonlyMap<string, readonly Name[]>;
  /** All names, by key then id. */
  readonly sorted: readonly Name[];
  readonly kindOf: ReadonlyMap<string, EntityKind>;
  /** Number of entities that hold a term. */
  readonly frequency: ReadonlyMap<string, number>;
}

/** Fields that are searched, and how much a word found in each counts. */
export const boosts = { title: 3, aliases: 3, citation: 3, summary: 1 };

/** Entities that are indexed at a stretch. */
const batch = 50;

const indexedField = (field: string): string => (field === 'parallel' || field === 'number' ? 'citation' : field);

/**
 * The index of some entities. The order in which they come makes no difference. It lets other work go on every so often: the whole takes
 * about a second for two thousand entities.
 */
export async function buildIndex(entities: readonly Entity[]): Promise<SearchIndex> {
  const inOrder = [...entities].sort((a, b) => (a.id < b.id ? -1 : 1));
  const words = new MiniSearch({
    fields: Object.keys(boosts),
    tokenize: (text) => text.split(' '),
    processTerm: (term) => term,
  });
  const names = new Map<string, readonly Name[]>();
  const frequency = new Map<string, number>();
  for (const [at, entity] of inOrder.entries()) {
    const fields = fieldTerms(entity);
    words.add({ id: entity.id, ...fields });
    names.set(entity.id, namesOf(entity));
    for (const term of new Set(Object.values(fields).join(' ').split(' '))) frequency.set(term, (frequency.get(term) ?? 0) + 1);
    if (at % batch === 0) await setImmediate();
  }
  const sorted = [...names.values()].flat().sort((a, b) => compare(a.key, b.key) || compare(a.id, b.id));
  return {
    words,
    names,
    byKey: byKey(sorted),
    sorted,
    kindOf: new Map(inOrder.map(({ id, kind }) => [id, kind])),
    frequency,
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

function byKey(names: readonly Name[]): Map<string, Name[]> {
  const found = new Map<string, Name[]>();
  for (const name of names) found.set(name.key, [...(found.get(name.key) ?? []), name]);
  return found;
}

/** Names whose key begins with a key, by key then id. */
export const beginningWith = (key: string, { sorted }: SearchIndex): readonly Name[] =>
  sorted.slice(firstFrom(key, sorted), firstFrom(`${key}\uffff`, sorted));

/** Whether any name's key begins with a key. */
export const beginsAny = (key: string, { sorted }: SearchIndex): boolean =>
  sorted[firstFrom(key, sorted)]?.key.startsWith(key) ?? false;

/** Index of the first name whose key is not before a key, by bisection. */
function firstFrom(key: string, sorted: readonly Name[]): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as Name).key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The terms of each field, with spaces between. */
function fieldTerms(entity: Entity): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [field, text] of textsOf(entity)) {
    const name = indexedField(field);
    const terms = termsOf(text).map(({ plain }) => plain);
    fields[name] = [...(fields[name] === undefined ? [] : [fields[name]]), ...terms].join(' ');
  }
  return fields;
}

/** Two versions at most: the one that is served, and the next while requests still read the last one. */
const built = new LRUCache<string, Promise<SearchIndex>>({ max: 2 });

/**
 * The index of the version that a request reads. It is built by the first request that needs it, and the ones that come meanwhile wait for
 * the same; when that request fails or goes away, the next one builds it. A version is a hash of its content, so engines can share an index.
 *
 * @throws GraphUnavailable when the entities cannot be read
 */
export async function searchIndex(context: Pick<Context, 'reading'>): Promise<SearchIndex> {
  const { version } = context.reading.dataset;
  for (let waiting = built.get(version); waiting !== undefined; waiting = built.get(version)) {
    const index = await waiting.catch(() => null);
    if (index !== null) return index;
  }
  const building = readIndex(context);
  built.set(version, building);
  building.catch(() => built.get(version) === building && built.delete(version));
  return building;
}

async function readIndex(context: Pick<Context, 'reading'>): Promise<SearchIndex> {
  return buildIndex((await Promise.all(kindNames.map((kind) => everyEntity<EntityKind>(kind, context)))).flat());
}
