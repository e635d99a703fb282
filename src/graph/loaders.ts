import DataLoader from 'dataloader';
import type { Relationship } from '../generated/schema.ts';
import type { Reading } from './graph.ts';
import type { Claim, Entity, Way } from './records.ts';

/** The claims of one relationship in one direction at one entity. */
export interface ClaimsKey {
  readonly id: string;
  readonly way: Way;
  readonly relationship: Relationship;
}

/** Batches the reads of one request: whatever is asked for in the same tick becomes one read per level. */
export interface Loaders {
  readonly reading: Reading;
  /** An entity by id; null when there is none. */
  readonly entity: DataLoader<string, Entity | null>;
  /** A claim by id; null when there is none. */
  readonly claim: DataLoader<string, Claim | null>;
  /** All claims of a key by claim id; null when there are more than `adjacencyLimit`. */
  readonly claimsOf: DataLoader<ClaimsKey, readonly Claim[] | null, string>;
}

export const loadersOn = (reading: Reading): Loaders => ({
  reading,
  entity: new DataLoader((ids) => reading.entitiesById(ids)),
  claim: new DataLoader((ids) => reading.claimsById(ids)),
  claimsOf: new DataLoader((keys) => claimsByKey(reading, keys), { cacheKeyFn: keyText }),
});

const keyText = ({ id, way, relationship }: ClaimsKey): string => `${way} ${relationship} ${id}`;

/** One read for every direction and set of entities: relationships asked for at the same entities share it. */
async function claimsByKey(reading: Reading, keys: readonly ClaimsKey[]): Promise<(readonly Claim[] | null)[]> {
  const found = new Map<string, readonly Claim[] | null>();
  await Promise.all(
    sharedReads(keys).map(async ({ ids, way, relationships }) => {
      const lists = await reading.claimsOf(ids, way, relationships);
      for (const [index, id] of ids.entries()) {
        for (const relationship of relationships) found.set(keyText({ id, way, relationship }), part(lists[index], relationship));
      }
    }),
  );
  return keys.map((key) => found.get(keyText(key)) ?? null);
}

const part = (claims: readonly Claim[] | null | undefined, relationship: Relationship): readonly Claim[] | null =>
  claims?.filter((claim) => claim.relationship === relationship) ?? null;

interface SharedRead {
  readonly ids: readonly string[];
  readonly way: Way;
  readonly relationships: readonly Relationship[];
}

function sharedReads(keys: readonly ClaimsKey[]): SharedRead[] {
  const idsOf = group(keys, ({ way, relationship }) => `${way} ${relationship}`);
  const reads = group([...idsOf.values()], (same) => `${same[0]?.way} ${same.map(({ id }) => id).join(' ')}`);
  return [...reads.values()].map((same) => {
    const first = same[0] as ClaimsKey[];
    return {
      ids: first.map(({ id }) => id),
      way: (first[0] as ClaimsKey).way,
      relationships: same.map((keysOfOne) => (keysOfOne[0] as ClaimsKey).relationship),
    };
  });
}

function group<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const list = groups.get(key);
    if (list) list.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
