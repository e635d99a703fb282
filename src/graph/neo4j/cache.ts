import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** A value that was kept; null says that there is none in the graph. */
export interface Kept {
  readonly value: unknown;
}

/** Answers that are kept, the longest unused going first when there are too many. */
export interface Cache {
  get(key: string): Kept | undefined;
  keep(key: string, value: unknown): void;
}

/**
 * What was read of one load, for all requests: it never changes, so it is right for as long as it is kept. `records` keeps entities,
 * claims and adjacency lists, `asks` pages and counts.
 */
export interface LoadCache {
  readonly records: Cache;
  readonly asks: Cache;
}

/** Pages take at most this part, so that many different ones cannot push the records out. */
const partForAsks = 0.25;

/** What an entry takes beside its key and value, roughly, in bytes. */
const entryBytes = 100;

/** @param bytes bound on the sum of all values, each taken as long as its JSON text */
export const loadCache = (bytes: number): LoadCache => ({
  records: cacheOf(bytes * (1 - partForAsks)),
  asks: cacheOf(bytes * partForAsks),
});

function cacheOf(bytes: number): Cache {
  const entries = new LRUCache<string, Kept>({
    maxSize: Math.max(1, Math.floor(bytes)),
    sizeCalculation: ({ value }, key) => key.length + entryBytes + JSON.stringify(value).length,
  });
  return {
    get: (key) => entries.get(key),
    keep: (key, value) => {
      entries.set(key, { value });
    },
  };
}

/** A short key for a question of any length. It keeps nothing of the question in clear. */
export const askKey = (name: string, ask: unknown): string =>
  `${name} ${createHash('sha256').update(JSON.stringify(ask)).digest('base64url')}`;
