import type { Resolvers } from '../generated/schema.ts';
import { InvalidArgument } from '../graph/errors.ts';

const mostIds = 100;

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
    }),
  },
};
