import type { Direction, EntityKind, Relationship, Resolvers } from '../generated/schema.ts';
import { InvalidArgument } from '../graph/errors.ts';
import { kindNames } from '../graph/kinds.ts';
import { relationshipNames, relationships, relationshipsFrom, relationshipsTo } from '../graph/relationships.ts';

const mostIds = 100;

/** Relationships possible at a kind, or all of them, in the order of the table. */
function relationshipsAt(kind: EntityKind | null, direction: Direction): readonly Relationship[] {
  if (kind === null) return relationshipNames;
  const names = new Set([
    ...(direction === 'IN' ? [] : relationshipsFrom(kind)),
    ...(direction === 'OUT' ? [] : relationshipsTo(kind)),
  ]);
  return relationshipNames.filter((name) => names.has(name));
}

const counts = <Name extends string>(record: Readonly<Record<Name, number>>) =>
  (Object.entries(record) as [Name, number][]).map(([name, count]) => ({ name, count }));

/** Root fields that look anything up by id, and the dataset. */
export const lookups: Resolvers = {
  Query: {
    node: (_, { id }, { entity }) => entity.load(id),
    nodes: (_, { ids }, { entity }) => {
      if (ids.length > mostIds) throw new InvalidArgument(`ids must be at most ${mostIds} ids, but got ${ids.length}.`);
      return Promise.all(ids.map((id) => entity.load(id)));
    },
    claim: (_, { id }, { claim }) => claim.load(id),
    dataset: (_, __, { reading: { dataset } }) => ({
      ...dataset,
      entities: counts(dataset.entities).map(({ name: kind, count }) => ({ kind, count })),
      claims: counts(dataset.claims).map(({ name: relationship, count }) => ({ relationship, count })),
      support: counts(dataset.support).map(({ name: support, count }) => ({ support, count })),
      coverage: {
        kinds: kindNames.map((kind) => ({ kind, entities: dataset.entities[kind], ...dataset.coverage.kinds[kind] })),
        relationships: relationshipNames.map((relationship) => ({
          relationship,
          claims: dataset.claims[relationship],
          ...dataset.coverage.relationships[relationship],
        })),
      },
    }),
    relationships: (_, { kind, direction }, { reading: { dataset } }) =>
      relationshipsAt(kind ?? null, direction).map((relationship) => {
        const { key, ...shape } = relationships[relationship];
        return { ...shape, relationship, field: key, count: dataset.claims[relationship] };
      }),
  },
};
