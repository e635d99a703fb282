import type { QueryNeighborhoodArgs, Resolvers } from '../../generated/schema.ts';
import { InvalidArgument } from '../../graph/errors.ts';
import { kindNames } from '../../graph/kinds.ts';
import type { Way } from '../../graph/records.ts';
import { relationshipNames } from '../../graph/relationships.ts';
import { entitiesAt, momentOf } from '../../kind/claim-fields.ts';
import { allClaims, checkSize } from '../../kind/connection.ts';
import type { Context } from '../../kind/context.ts';
import { inForce } from '../../law/in-force.ts';
import { type Neighborhood, neighborhood } from '../../law/neighborhood.ts';
import { SearchTooWide, type Step } from '../../law/paths.ts';
import { named } from './arguments.ts';

const mostStarts = 20;
const deepest = 3;
const mostNodes = 500;

/** Root field `neighborhood`. The search is in `src/law/neighborhood.ts`; here its levels are read. */
async function around(_: unknown, args: QueryNeighborhoodArgs, context: Context): Promise<Neighborhood> {
  if (args.ids.length < 1 || args.ids.length > mostStarts) {
    throw new InvalidArgument(`ids must be 1 to ${mostStarts} ids, but got ${args.ids.length}.`);
  }
  checkSize('depth', args.depth, deepest);
  checkSize('limit', args.limit, mostNodes);
  const starts = await Promise.all([...new Set(args.ids)].map((id) => named('ids', id, kindNames, context)));
  const limit = args.limit ?? 100;
  if (starts.length > limit) throw new InvalidArgument(`limit must hold at least the ${starts.length} ids, but got ${limit}.`);
  try {
    return await neighborhood({
      from: starts.map(({ id }) => id),
      depth: args.depth ?? 1,
      limit,
      leaving: stepsOver(args, context),
      areShown: async (ids) =>
        args.kinds == null
          ? ids.map(() => true)
          : (await entitiesAt(ids, null, context)).map(({ kind }) => args.kinds?.includes(kind) ?? true),
    });
  } catch (error) {
    if (!(error instanceof SearchTooWide)) throw error;
    throw new InvalidArgument(`${error.message} Please narrow the search: lower limit, or name fewer relationships in via.`);
  }
}

/** Reads steps over claims in force in the direction that was asked for. */
function stepsOver(args: QueryNeighborhoodArgs, context: Context): (ids: readonly string[]) => Promise<Step[][]> {
  const filter = inForce(momentOf(args, context));
  const relationships = args.via ?? relationshipNames;
  const ways: readonly Way[] = args.direction == null || args.direction === 'BOTH' ? ['OUT', 'IN'] : [args.direction];
  const read = async (id: string, way: Way): Promise<Step[]> => {
    const claims = await allClaims({ id, ways: [way], relationships, filter }, context);
    return claims.map((claim) => ({ claim, way, from: id, to: way === 'OUT' ? claim.to : claim.from }));
  };
  return (ids) => Promise.all(ids.map(async (id) => (await Promise.all(ways.map((way) => read(id, way)))).flat()));
}

export const neighborhoodQuestion: Resolvers = {
  Query: { neighborhood: around },
  Subgraph: { nodes: ({ nodes }, _, context) => entitiesAt(nodes, null, context) },
};
