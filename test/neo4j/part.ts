import type { Snapshot } from '../../src/graph/records.ts';

/** The entities of some kinds, and the claims among them. */
export function partOf({ dataset, entities, claims }: Snapshot, kinds: readonly string[]): Snapshot {
  const kept = entities.filter(({ kind }) => kinds.includes(kind));
  const ids = new Set(kept.map(({ id }) => id));
  return { dataset, entities: kept, claims: claims.filter(({ from, to }) => ids.has(from) && ids.has(to)) };
}
