import type { Relationship } from '../../generated/schema.ts';
import { adjacencyLimit } from '../graph.ts';
import type { Claim, Way } from '../records.ts';
import type { Means } from './means.ts';
import { type ClaimRow, claimOf } from './rows.ts';
import { claimsOf as adjacent } from './statements.ts';

/** Which claims of an entity. */
export interface Adjacency {
  readonly way: Way;
  readonly relationships: readonly Relationship[];
}

/**
 * The claims of some relationships in one direction at each entity, as `Reading.claimsOf` gives them. One list per relationship is kept,
 * the empty ones too; that there are too many is kept by the whole question.
 */
export async function claimsOf(means: Means, ids: readonly string[], adjacency: Adjacency): Promise<(readonly Claim[] | null)[]> {
  const { way, relationships } = adjacency;
  if (relationships.length === 0) return ids.map(() => []);
  const unique = [...new Set(ids)];
  const found = new Map(unique.map((id) => [id, keptClaims(means, id, adjacency)]));
  const missing = unique.filter((id) => found.get(id) === undefined);
  if (missing.length > 0) {
    const rows = (await means.read(adjacent(missing, way, relationships))) as readonly AdjacencyRow[];
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const id of missing) found.set(id, keepClaims(means, byId.get(id) ?? { id, many: false, claims: [] }, adjacency));
  }
  return ids.map((id) => found.get(id) ?? null);
}

interface AdjacencyRow {
  readonly id: string;
  readonly many: boolean;
  readonly claims: readonly ClaimRow[];
}

const listKey = (id: string, way: Way, relationship: Relationship): string => `${way} ${relationship} ${id}`;
const manyKey = (id: string, { way, relationships }: Adjacency): string =>
  `many ${way} ${relationships.toSorted().join('|')} ${id}`;

/** The claims of an entity out of the cache; null when there are too many, undefined when not all lists are there. */
export function keptClaims({ records }: Means, id: string, adjacency: Adjacency): readonly Claim[] | null | undefined {
  const lists: (readonly Claim[])[] = [];
  for (const relationship of adjacency.relationships) {
    const entry = records.get(listKey(id, adjacency.way, relationship));
    if (!entry) return records.get(manyKey(id, adjacency)) ? null : undefined;
    lists.push(entry.value as readonly Claim[]);
  }
  if (lists.length === 1) return lists[0];
  const claims = lists.flat();
  return claims.length > adjacencyLimit ? null : claims.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function keepClaims({ records }: Means, row: AdjacencyRow, adjacency: Adjacency): readonly Claim[] | null {
  if (row.many) {
    records.keep(manyKey(row.id, adjacency), true);
    return null;
  }
  const claims = row.claims.map(claimOf);
  for (const relationship of adjacency.relationships) {
    records.keep(
      listKey(row.id, adjacency.way, relationship),
      claims.filter((claim) => claim.relationship === relationship),
    );
  }
  return claims;
}
