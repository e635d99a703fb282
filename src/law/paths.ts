import type { Claim, Way } from '../graph/records.ts';

/** One claim of a path, and the way in which it is followed. */
export interface Step {
  readonly claim: Claim;
  readonly way: Way;
  readonly from: string;
  readonly to: string;
}

/** A path between two entities that visits none twice. */
export interface Path {
  readonly steps: readonly Step[];
  readonly cost: number;
}

export interface PathsAsk {
  readonly from: string;
  /** The entity to reach; null when any that `isGoal` accepts will do. */
  readonly to: string | null;
  /** Whether each of some entities is one to reach, in their order. */
  readonly areGoals: (ids: readonly string[]) => Promise<readonly boolean[]>;
  /** Most claims on a path. */
  readonly maxLength: number;
  /** Most paths. */
  readonly first: number;
  /** Reads the steps that leave some entities: one level of the search, one list per id. */
  readonly leaving: (ids: readonly string[]) => Promise<readonly (readonly Step[])[]>;
  /** Reads the steps that arrive at some entities. */
  readonly arriving: (ids: readonly string[]) => Promise<readonly (readonly Step[])[]>;
}

/** The search would look at more claims than it may. */
export class SearchTooWide extends Error {
  override readonly name = 'SearchTooWide';
}

/** Past this number of claims looked at, the search stops with an error. */
export const claimLimit = 20_000;

/**
 * The cheapest paths, by cost and then by the ids of their claims.
 *
 * The search goes breadth first, one read per level. When one entity is to be reached, whichever end has fewer entities to expand is
 * expanded, and only steps that can still arrive in time are followed. It stops early when no longer path can be among the first.
 *
 * @throws SearchTooWide past `claimLimit` claims looked at
 */
export async function findPaths(ask: PathsAsk): Promise<Path[]> {
  const search = startSearch(ask);
  let found: Path[] = [];
  for (let length = 1; length <= ask.maxLength; length++) {
    await widen(search, ask);
    found = [...found, ...(await pathsOfLength(search, ask, length))].sort(byCost).slice(0, ask.first);
    const last = found[ask.first - 1];
    if (last !== undefined && last.cost < length + 1) break;
  }
  return found;
}

interface Search {
  /** Steps that leave each entity read from the start; from the goal, steps that lead towards it. */
  readonly steps: Map<string, Step[]>;
  readonly known: Set<string>;
  /** Number of claims from the goal, for entities found from its side. */
  readonly distance: Map<string, number>;
  /** Entities to expand next at either end, and how far each end has come. */
  front: readonly string[];
  back: readonly string[];
  readonly depth: { front: number; back: number };
  readonly seen: Set<string>;
  looked: number;
}

const startSearch = ({ from, to }: PathsAsk): Search => ({
  steps: new Map(),
  known: new Set(),
  distance: new Map(to === null ? [] : [[to, 0]]),
  front: [from],
  back: to === null ? [] : [to],
  depth: { front: 0, back: 0 },
  seen: new Set([from]),
  looked: 0,
});

/** Expands one more level, at the end that has less to expand. */
async function widen(search: Search, ask: PathsAsk): Promise<void> {
  if (ask.to !== null && search.back.length < search.front.length) await expandBack(search, ask);
  else await expandFront(search, ask);
}

async function expandFront(search: Search, { leaving }: PathsAsk): Promise<void> {
  const lists = await leaving(search.front);
  const next = new Set<string>();
  for (const step of lists.flat()) {
    keep(search, step);
    if (!search.seen.has(step.to)) next.add(step.to);
  }
  search.front = [...next];
  for (const id of next) search.seen.add(id);
  search.depth.front++;
}

async function expandBack(search: Search, { arriving }: PathsAsk): Promise<void> {
  const lists = await arriving(search.back);
  const next = new Set<string>();
  search.depth.back++;
  for (const step of lists.flat()) {
    keep(search, step);
    if (search.distance.has(step.from)) continue;
    search.distance.set(step.from, search.depth.back);
    next.add(step.from);
  }
  search.back = [...next];
}

function keep(search: Search, step: Step): void {
  const key = `${step.way} ${step.claim.id}`;
  if (search.known.has(key)) return;
  search.known.add(key);
  look(search);
  const steps = search.steps.get(step.from);
  if (steps) steps.push(step);
  else search.steps.set(step.from, [step]);
}

function look(search: Search): void {
  search.looked++;
  if (search.looked > claimLimit) throw new SearchTooWide(`More than ${claimLimit} claims would have to be looked at.`);
}

/** Every path of exactly this many claims that ends at a goal. */
async function pathsOfLength(search: Search, ask: PathsAsk, length: number): Promise<Path[]> {
  let partial: (readonly Step[])[] = [[]];
  for (let left = length; left > 0; left--) {
    partial = partial.flatMap((steps) => extensions(search, ask, steps, left - 1));
  }
  const ends = [...new Set(partial.map(endOf))];
  const goals = await ask.areGoals(ends);
  const reached = new Set(ends.filter((_, index) => goals[index]));
  return partial.filter((steps) => reached.has(endOf(steps))).map((steps) => ({ steps, cost: costOf(steps) }));
}

const endOf = (steps: readonly Step[]): string => steps.at(-1)?.to ?? '';

/** A partial path with each step that visits something new and, when one entity is to be reached, can still reach it in time. */
function extensions(search: Search, ask: PathsAsk, steps: readonly Step[], left: number): (readonly Step[])[] {
  const visited = new Set([ask.from, ...steps.map(({ to }) => to)]);
  const here = steps.at(-1)?.to ?? ask.from;
  return (search.steps.get(here) ?? [])
    .filter((step) => !visited.has(step.to) && canArrive(search, ask, step.to, left))
    .map((step) => {
      look(search);
      return [...steps, step];
    });
}

function canArrive({ distance, depth }: Search, { to }: PathsAsk, id: string, left: number): boolean {
  if (to === null) return true;
  const steps = distance.get(id);
  return steps === undefined ? left > depth.back : steps <= left && (left === 0) === (id === to);
}

/** 1 for each claim, 0.5 more where it is conditional or carries a note, 1 more where nothing supports it. */
function costOf(steps: readonly Step[]): number {
  return steps.reduce((sum, { claim }) => sum + 1 + (isQualified(claim) ? 0.5 : 0) + (claim.support === 'NONE' ? 1 : 0), 0);
}

const isQualified = (claim: Claim): boolean =>
  claim.note !== null ||
  (claim.relationship === 'AVAILABLE_AT' && (claim.mode === 'CONDITIONAL' || claim.mode === 'VIA_REOPENING'));

function byCost(a: Path, b: Path): number {
  if (a.cost !== b.cost) return a.cost - b.cost;
  const [left, right] = [claimIds(a), claimIds(b)];
  return left < right ? -1 : Number(left > right);
}

const claimIds = ({ steps }: Path): string => steps.map(({ claim }) => claim.id).join('\n');
