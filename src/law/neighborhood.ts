import type { Relationship } from '../generated/schema.ts';
import type { Claim, Way } from '../graph/records.ts';
import { claimLimit, SearchTooWide, type Step } from './paths.ts';

export interface NeighborhoodAsk {
  /** Where to start, each once; they count towards `limit` and are always shown. */
  readonly from: readonly string[];
  /** Most claims from a start. */
  readonly depth: number;
  /** Most entities shown. */
  readonly limit: number;
  /** Reads the steps that leave some entities: one level of the search, one list per id. */
  readonly leaving: (ids: readonly string[]) => Promise<readonly (readonly Step[])[]>;
  /** Whether each of some entities is of a kind that was asked for, in their order. */
  readonly areShown: (ids: readonly string[]) => Promise<readonly boolean[]>;
}

/** How many neighbours of an entity that is shown are not. */
export interface Hidden {
  readonly id: string;
  readonly relationship: Relationship;
  readonly direction: Way;
  readonly count: number;
}

/** A part of the graph: `nodes` are ids, nearest first, then by the claim that led there; `claims` nearest first, then by id. */
export interface Neighborhood {
  readonly nodes: readonly string[];
  readonly claims: readonly Claim[];
  /** Whether the limit left out entities within the depth. */
  readonly truncated: boolean;
  readonly hidden: readonly Hidden[];
}

interface Search {
  readonly shown: Set<string>;
  /** Every step read from what is shown, level by level, then by claim id, without those to kinds that were not asked for. */
  readonly steps: Step[];
  truncated: boolean;
}

/**
 * What lies around some entities, breadth first: one read per level, and one more at the rim for the claims between what is shown and for
 * the count of what is not.
 *
 * @throws SearchTooWide past `claimLimit` claims looked at
 */
export async function neighborhood(ask: NeighborhoodAsk): Promise<Neighborhood> {
  const search: Search = { shown: new Set(ask.from), steps: [], truncated: false };
  let level: readonly string[] = ask.from;
  for (let distance = 0; distance <= ask.depth && level.length > 0; distance++) {
    const steps = await stepsFrom(level, search, ask);
    search.steps.push(...steps);
    level = distance < ask.depth ? reached(steps, search, ask.limit) : [];
  }
  const { shown, steps, truncated } = search;
  return { nodes: [...shown], claims: claimsBetween(steps, shown), truncated, hidden: hiddenFrom(steps, shown) };
}

/** The steps of one level to entities of the kinds that were asked for or that are shown already, by claim id. */
async function stepsFrom(level: readonly string[], { shown, steps }: Search, ask: NeighborhoodAsk): Promise<Step[]> {
  const read = (await ask.leaving(level)).flat();
  if (steps.length + read.length > claimLimit)
    throw new SearchTooWide(`More than ${claimLimit} claims would have to be looked at.`);
  const ends = [...new Set(read.map(({ to }) => to))].filter((to) => !shown.has(to));
  const fitting = await ask.areShown(ends);
  const left = new Set(ends.filter((_, index) => !fitting[index]));
  return read.filter(({ to }) => !left.has(to)).sort((a, b) => compare(a.claim.id, b.claim.id));
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Shows the ends of some steps in their order, as far as the limit goes, and gives back those that are new. */
function reached(steps: readonly Step[], search: Search, limit: number): string[] {
  const fresh = new Set(steps.map(({ to }) => to).filter((to) => !search.shown.has(to)));
  const room = Math.max(0, limit - search.shown.size);
  const next = [...fresh].slice(0, room);
  for (const id of next) search.shown.add(id);
  if (fresh.size > room) search.truncated = true;
  return next;
}

const claimsBetween = (steps: readonly Step[], shown: ReadonlySet<string>): Claim[] => [
  ...new Map(steps.filter(({ to }) => shown.has(to)).map(({ claim }) => [claim.id, claim])).values(),
];

/** Neighbours not shown, each once for an entity, a relationship and a way; in the order of what is shown, then relationship, then way. */
function hiddenFrom(steps: readonly Step[], shown: ReadonlySet<string>): Hidden[] {
  const groups = new Map<string, Step & { readonly ends: Set<string> }>();
  for (const step of steps.filter(({ to }) => !shown.has(to))) {
    const key = `${step.from} ${step.claim.relationship} ${step.way}`;
    const group = groups.get(key) ?? { ...step, ends: new Set() };
    group.ends.add(step.to);
    groups.set(key, group);
  }
  const place = new Map([...shown].map((id, index) => [id, index]));
  return [...groups.values()]
    .map(({ from, claim, way, ends }) => ({ id: from, relationship: claim.relationship, direction: way, count: ends.size }))
    .sort(
      (a, b) =>
        (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0) ||
        compare(a.relationship, b.relationship) ||
        compare(b.direction, a.direction),
    );
}
