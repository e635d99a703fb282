import type { StatementResolvers } from '../generated/schema.ts';
import type { Entity, EntityOf } from '../graph/records.ts';

export type StatementValue = EntityOf<'TOPIC'>['statements'][number];

const isThere = <Item>(item: Item | null): item is Item => item !== null;

/** What carries a statement is named by ids of entities and of claims alike. */
export const statement: StatementResolvers = {
  entities: async ({ carriedBy }, _, { entity }) =>
    (await Promise.all(carriedBy.map((id) => entity.load(id)))).filter(isThere<Entity>),
  claims: async ({ carriedBy }, _, { claim }) => (await Promise.all(carriedBy.map((id) => claim.load(id)))).filter(isThere),
};
