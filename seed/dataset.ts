import { createHash } from 'node:crypto';
import type { Relationship } from '../src/generated/schema.ts';
import { kindNames } from '../src/graph/kinds.ts';
import type { Claim, Coverage, Dataset, Entity } from '../src/graph/records.ts';
import { relationshipNames } from '../src/graph/relationships.ts';
import { support } from '../src/graph/shape.ts';

/**
 * The facts of a dataset. Its version is the newest day on which sources were read and a hash of the content: it changes with any
 * word, and not with the layout of the files.
 */
export function datasetOf(entities: readonly Entity[], claims: readonly Claim[]): Dataset {
  const law = entities.reduce((newest, { reviewed }) => (reviewed !== null && reviewed > newest ? reviewed : newest), '');
  return {
    version: `${law}-${hashOf({ entities, claims }).slice(0, 12)}`,
    law,
    entities: countsOf(kindNames, entities, ({ kind }) => kind),
    claims: countsOf(relationshipNames, claims, ({ relationship }) => relationship),
    support: countsOf(support.options, claims, (claim) => claim.support),
    unverified: claims.filter(({ verified }) => verified === null).length,
    coverage: coverageOf(entities, claims),
    most: together(relationshipNames, { OUT: mostAt(claims, 'from'), IN: mostAt(claims, 'to') }),
  };
}

/** For each relationship, the most claims at one entity. */
function mostAt(claims: readonly Claim[], end: 'from' | 'to'): Record<Relationship, number> {
  const counts = new Map<string, number>();
  const most = countsOf(relationshipNames, [] as Claim[], ({ relationship }) => relationship);
  for (const claim of claims) {
    const key = `${claim.relationship} ${claim[end]}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    most[claim.relationship] = Math.max(most[claim.relationship], counts.get(key) ?? 0);
  }
  return most;
}

function coverageOf(entities: readonly Entity[], claims: readonly Claim[]): Coverage {
  const kinds = (holds: (entity: Entity) => boolean) => countsOf(kindNames, entities.filter(holds), ({ kind }) => kind);
  const names = (holds: (claim: Claim) => boolean) =>
    countsOf(relationshipNames, claims.filter(holds), ({ relationship }) => relationship);
  return {
    kinds: together(kindNames, {
      neverReviewed: kinds(({ reviewed }) => reviewed === null),
      caveats: kinds(({ caveat }) => caveat !== null),
    }),
    relationships: together(relationshipNames, {
      cited: names((claim) => claim.support === 'CITED'),
      unsupported: names((claim) => claim.support === 'NONE'),
      unsourced: names(({ sources }) => sources.length === 0),
      startUnknown: names(({ validFrom }) => validFrom === null),
    }),
  };
}

/** Several counts of each name, as one record of each name. */
function together<Name extends string, Count extends string>(
  names: readonly Name[],
  counts: Readonly<Record<Count, Readonly<Record<Name, number>>>>,
): Record<Name, Record<Count, number>> {
  const of = (name: Name) => Object.entries<Readonly<Record<Name, number>>>(counts).map(([count, by]) => [count, by[name]]);
  return Object.fromEntries(names.map((name) => [name, Object.fromEntries(of(name))])) as Record<Name, Record<Count, number>>;
}

function countsOf<Name extends string, Item>(names: readonly Name[], items: readonly Item[], nameOf: (item: Item) => Name) {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  for (const item of items) counts[nameOf(item)] += 1;
  return counts;
}

const hashOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(canonical(value)))
    .digest('hex');

/** The same value with the keys of every map sorted. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, canonical(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
