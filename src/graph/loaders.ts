import DataLoader from 'dataloader';
import type { Relationship } from '../generated/schema.ts';
import type { Reading } from './graph.ts';
import { group } from './group.ts';
import type { Claim, Entity, Way } from './records.ts';
import { relationshipNames } from './relationships.ts';
import type { Soon } from './soon.ts';

/** The claims of some relationships in one direction at one entity. */
export interface ClaimsKey {
  readonly id: string;
  readonly way: Way;
  readonly relationships: readonly Relationship[];
}

/** Gives the value of a key: at once where it is at hand, else with everything that is asked for in the same tick. */
export interface Loader<Key, Value> {
  load(key: Key): Soon<Value>;
}

/** The reads of one request: what is at hand is given at once, anything else becomes one read per level. */
export interface Loaders {
  readonly reading: Reading;
  /** An entity by id; null when there is none. */
  readonly entity: Loader<string, Entity | null>;
  /** A claim by id; null when there is none. */
  readonly claim: Loader<string, Claim | null>;
  /** All claims of a key by claim id; null when there are more than `adjacencyLimit`. */
  readonly claimsOf: Loader<ClaimsKey, readonly Claim[] | null>;
}

export function loadersOn(reading: Reading): Loaders {
  const { atHand } = reading;
  return {
    reading,
    entity: loader(
      (id: string) => atHand.entity(id),
      () => new DataLoader((ids) => reading.entitiesById(ids)),
    ),
    claim: loader(
      (id: string) => atHand.claim(id),
      () => new DataLoader((ids) => reading.claimsById(ids)),
    ),
    claimsOf: loader(
      ({ id, way, relationships }) => atHand.claimsOf(id, way, relationships),
      () => new DataLoader((keys: readonly ClaimsKey[]) => claimsByKey(reading, keys), { cacheKeyFn: keyText }),
    ),
  };
}

/** @param batched makes the loader of what is not at hand, once it is needed */
function loader<Key, Value>(atHand: (key: Key) => Value | undefined, batched: () => Loader<Key, Value>): Loader<Key, Value> {
  let batch: Loader<Key, Value> | null = null;
  return {
    load: (key) => {
      const value = atHand(key);
      if (value !== undefined) return value;
      batch ??= batched();
      return batch.load(key);
    },
  };
}

/** What is read together: the same relationships in the same direction. */
const groupText = ({ way, relationships }: Omit<ClaimsKey, 'id'>): string =>
  `${way} ${relationships.length === relationshipNames.length ? 'all' : relationships.join('|')}`;

const keyText = (key: ClaimsKey): string => `${groupText(key)} ${key.id}`;

/** Keys of one way and one set of relationships, each at another entity. */
type Batch = readonly [ClaimsKey, ...ClaimsKey[]];

/** One read for every direction and set of entities: relationships asked for at the same entities share it. */
async function claimsByKey(reading: Reading, keys: readonly ClaimsKey[]): Promise<(readonly Claim[] | null)[]> {
  const found = new Map<string, readonly Claim[] | null>();
  await Promise.all(
    sharedReads(keys).map(async (batches) => {
      const [first] = batches[0];
      const ids = batches[0].map(({ id }) => id);
      const relationships = [...new Set(batches.flatMap(([key]) => key.relationships))];
      const lists = await reading.claimsOf(ids, first.way, relationships);
      for (const batch of batches) {
        for (const [index, key] of batch.entries()) found.set(keyText(key), part(lists[index], key, relationships.length));
      }
    }),
  );
  return keys.map((key) => found.get(keyText(key)) ?? null);
}

/** The claims that a key asked for, out of a list that was read for others too. */
function part(claims: readonly Claim[] | null | undefined, { relationships }: ClaimsKey, read: number): readonly Claim[] | null {
  if (claims == null || relationships.length === read) return claims ?? null;
  return claims.filter(({ relationship }) => relationships.includes(relationship));
}

/** Batches that share a read: the same way at the same entities. */
function sharedReads(keys: readonly ClaimsKey[]): (readonly [Batch, ...Batch[]])[] {
  return group(group(keys, groupText), (batch) => `${batch[0].way} ${batch.map(({ id }) => id).join(' ')}`);
}
