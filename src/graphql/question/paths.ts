import type { QueryPathsArgs, Resolvers } from '../../generated/schema.ts';
import { InvalidArgument } from '../../graph/errors.ts';
import { kindNames } from '../../graph/kinds.ts';
import type { Claim, Way } from '../../graph/records.ts';
import { relationshipNames } from '../../graph/relationships.ts';
import { allOf } from '../../graph/soon.ts';
import { claimSentence } from '../../kind/claim.ts';
import { entityAt, momentOf } from '../../kind/claim-fields.ts';
import { allClaims, checkSize } from '../../kind/connection.ts';
import type { Context } from '../../kind/context.ts';
import { holdsIn, inForce, isInForce } from '../../law/in-force.ts';
import { findPaths, type Path, SearchTooWide, type Step } from '../../law/paths.ts';
import { named } from './arguments.ts';

/** A path, and the day it is read on. */
export interface PathAnswer extends Path {
  readonly asOf: string;
}

/** A step of a path, and the day it is read on. */
export interface StepAnswer extends Step {
  readonly asOf: string;
}

const longestPath = 6;

/** Root field `paths`. The search is in `src/law/paths.ts`; here its levels are read. */
async function paths(_: unknown, args: QueryPathsArgs, context: Context): Promise<PathAnswer[]> {
  checkSize('first', args.first);
  checkSize('maxLength', args.maxLength, longestPath);
  const from = await named('from', args.from, kindNames, context);
  const goal = await goalOf(args, context);
  const { asOf } = momentOf(args, context);
  try {
    const found = await findPaths({
      from: from.id,
      to: goal,
      areGoals: (ids) => areGoals(ids, goal, args, context),
      maxLength: args.maxLength ?? 4,
      first: args.first ?? 10,
      leaving: (ids) => steps(ids, 'OUT', args, context),
      arriving: (ids) => steps(ids, 'IN', args, context),
    });
    return found.map((path) => ({ ...path, asOf }));
  } catch (error) {
    if (!(error instanceof SearchTooWide)) throw error;
    const narrower = args.via == null ? 'name relationships in via' : 'lower maxLength, or name fewer relationships in via';
    throw new InvalidArgument(`${error.message} Please narrow the search: ${narrower}.`);
  }
}

async function goalOf({ from, to, toKind }: QueryPathsArgs, context: Context): Promise<string | null> {
  if ((to == null) === (toKind == null)) {
    throw new InvalidArgument(`paths needs either to or toKind, but got ${to == null ? 'neither' : 'both'}.`);
  }
  if (to == null) return null;
  if (to === from) throw new InvalidArgument(`from and to must be two entities, but both are "${to}".`);
  return (await named('to', to, kindNames, context)).id;
}

async function areGoals(
  ids: readonly string[],
  goal: string | null,
  { toKind }: QueryPathsArgs,
  context: Context,
): Promise<boolean[]> {
  if (goal !== null) return ids.map((id) => id === goal);
  return (await Promise.all(ids.map((id) => entityAt(id, null, context)))).map(({ kind }) => kind === toKind);
}

/** Steps that leave (`OUT`) or arrive at (`IN`) some entities, in the direction that was asked for. */
function steps(ids: readonly string[], side: Way, args: QueryPathsArgs, context: Context): Promise<Step[][]> {
  const moment = momentOf(args, context);
  const filter = args.includeExpired ? { op: 'and' as const, of: holdsIn(moment.circuit) } : inForce(moment);
  const relationshipsAsked = args.via ?? relationshipNames;
  const ways: readonly Way[] = args.direction === 'BOTH' || args.direction == null ? ['OUT', 'IN'] : [args.direction];
  const read = async (id: string, way: Way): Promise<Step[]> => {
    const along = side === 'OUT' ? way : opposite(way);
    const claims = await allClaims({ id, ways: [along], relationships: relationshipsAsked, filter }, context);
    return claims.map((claim) => stepOver(claim, way));
  };
  return Promise.all(ids.map(async (id) => (await Promise.all(ways.map((way) => read(id, way)))).flat()));
}

const opposite = (way: Way): Way => (way === 'OUT' ? 'IN' : 'OUT');

const stepOver = (claim: Claim, way: Way): Step =>
  way === 'OUT' ? { claim, way, from: claim.from, to: claim.to } : { claim, way, from: claim.to, to: claim.from };

async function sentences(path: PathAnswer, context: Context): Promise<string> {
  return (await allOf(path.steps.map(({ claim, way }) => claimSentence(claim, way, context)))).join(' ');
}

export const pathsQuestion: Resolvers = {
  Query: { paths },
  Path: {
    length: ({ steps: taken }) => taken.length,
    steps: ({ steps: taken, asOf }) => taken.map((step) => ({ ...step, asOf })),
    sentence: (path, _, context) => sentences(path, context),
    inForce: ({ steps: taken, asOf }) => taken.every(({ claim }) => isInForce(claim, asOf)),
  },
  PathStep: {
    from: ({ from }, _, context) => entityAt(from, null, context),
    to: ({ to }, _, context) => entityAt(to, null, context),
    direction: ({ way }) => way,
    sentence: ({ claim, way }, _, context) => claimSentence(claim, way, context),
    inForce: ({ claim, asOf }) => isInForce(claim, asOf),
  },
};
