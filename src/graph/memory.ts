import type { EntityKind, Relationship } from '../generated/schema.ts';
import { givenUp } from './errors.ts';
import { type Filter, predicate, type Surroundings } from './filter.ts';
import {
  adjacencyLimit,
  type ChangesAsk,
  type ClaimPageAsk,
  changeLimit,
  type EntityPageAsk,
  type Graph,
  type OpenOptions,
  type Page,
  type Reading,
} from './graph.ts';
import { mergedPage } from './merge.ts';
import { compareKeys, keyOf, type Sorted, slice } from './page.ts';
import type { Claim, Dataset, Entity, Snapshot, Way } from './records.ts';

/** Claims of one entity by relationship, each list ordered by claim id. */
type Adjacency = ReadonlyMap<string, ReadonlyMap<Relationship, readonly Claim[]>>;

interface Store {
  readonly dataset: Dataset;
  readonly entities: ReadonlyMap<string, Entity>;
  readonly byKind: ReadonlyMap<EntityKind, readonly Entity[]>;
  readonly claims: ReadonlyMap<string, Claim>;
  readonly adjacent: Readonly<Record<Way, Adjacency>>;
}

/** The engine in process: one dataset as a directed multigraph, read by short loops. It never changes once loaded. */
export function memoryGraph(snapshot: Snapshot): Graph {
  const store = storeOf(snapshot);
  return {
    engine: 'memory',
    open: async (options) => readingOf(store, options),
    close: async () => {},
  };
}

/** @throws Error when an end of a claim is no entity of the snapshot */
function storeOf(snapshot: Snapshot): Store {
  const entities = new Map(snapshot.entities.map((entity) => [entity.id, entity]));
  const adjacent = { OUT: new Map(), IN: new Map() } satisfies Record<Way, Map<string, Map<Relationship, Claim[]>>>;
  for (const claim of snapshot.claims) {
    const missing = [claim.from, claim.to].find((id) => !entities.has(id));
    if (missing !== undefined) throw new Error(`The claim "${claim.id}" has an end that is not in the dataset: "${missing}".`);
    append(adjacent.OUT, claim.from, claim);
    append(adjacent.IN, claim.to, claim);
  }
  return {
    dataset: snapshot.dataset,
    entities,
    byKind: groupByKind(byTitle(snapshot.entities)),
    claims: new Map(snapshot.claims.map((claim) => [claim.id, claim])),
    adjacent,
  };
}

function groupByKind(entities: readonly Entity[]): Map<EntityKind, Entity[]> {
  const groups = new Map<EntityKind, Entity[]>();
  for (const entity of entities) {
    const group = groups.get(entity.kind);
    if (group) group.push(entity);
    else groups.set(entity.kind, [entity]);
  }
  return groups;
}

function append(adjacency: Map<string, Map<Relationship, Claim[]>>, id: string, claim: Claim): void {
  const byRelationship = adjacency.get(id) ?? new Map<Relationship, Claim[]>();
  adjacency.set(id, byRelationship);
  const list = byRelationship.get(claim.relationship);
  if (list) list.push(claim);
  else byRelationship.set(claim.relationship, [claim]);
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : Number(a.id > b.id));

const byTitle = (entities: readonly Entity[]): Entity[] =>
  entities.toSorted((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : byId(a, b)));

function readingOf(store: Store, options: OpenOptions): Reading {
  const read = async <Answer>(answer: () => Answer): Promise<Answer> => {
    const { signal } = options;
    if (signal.aborted) throw givenUp(signal);
    return answer();
  };
  const claimsOf = (id: string, way: Way, relationships: readonly Relationship[]) => {
    const lists = listsAt(store, id, way, relationships);
    return lists.reduce((sum, list) => sum + list.length, 0) > adjacencyLimit ? null : inOrder(lists);
  };
  const around = surroundings(store);
  return {
    dataset: store.dataset,
    statements: () => 0,
    entitiesById: (ids) => read(() => ids.map((id) => entityOf(store, id))),
    claimsById: (ids) => read(() => ids.map((id) => claimOf(store, id))),
    claimsOf: (ids, way, relationships) => read(() => ids.map((id) => claimsOf(id, way, relationships))),
    atHand: {
      entity: (id) => entityOf(store, id),
      claim: (id) => claimOf(store, id),
      claimsOf,
    },
    claimPage: (ask) => read(() => claimPage(store, ask)),
    claimCount: (ask) => read(() => matchingClaims(store, ask).length),
    entityPage: (ask) => read(() => entityPage(store, ask, around)),
    entityCount: ({ kind, filter }) => read(() => matchingEntities(store, kind, filter, around).length),
    claimsChanging: (ask) => read(() => claimsChanging(store, ask)),
    ids: (kinds) => read(() => kinds.flatMap((kind) => (store.byKind.get(kind) ?? []).map(({ id }) => id)).sort()),
  };
}

const entityOf = (store: Store, id: string): Entity | null => store.entities.get(id) ?? null;

const claimOf = (store: Store, id: string): Claim | null => store.claims.get(id) ?? null;

/** The claims of each relationship at an entity, by claim id. */
function listsAt(store: Store, id: string, way: Way, relationships: readonly Relationship[]): readonly (readonly Claim[])[] {
  const adjacent = store.adjacent[way].get(id);
  return adjacent === undefined ? [] : relationships.map((name) => adjacent.get(name) ?? none);
}

const none: readonly Claim[] = [];

const inOrder = (lists: readonly (readonly Claim[])[]): readonly Claim[] =>
  lists.length === 1 ? (lists[0] ?? none) : lists.flat().sort(byId);

function surroundings(store: Store): Surroundings {
  return {
    claims: (id, relationship, way) => store.adjacent[way].get(id)?.get(relationship) ?? [],
    endOf: (claim, way) => store.entities.get(way === 'OUT' ? (claim as Claim).to : (claim as Claim).from) as Entity,
  };
}

function matchingClaims(store: Store, ask: Omit<ClaimPageAsk, 'page'>): Claim[] {
  const claims = ask.ways.flatMap((way) => listsAt(store, ask.id, way, ask.relationships)).flat();
  return [...new Set(claims)].filter(predicate(ask.filter));
}

const claimPage = (store: Store, ask: ClaimPageAsk): Page<Claim> =>
  mergedPage(
    ask.ways.flatMap((way) => listsAt(store, ask.id, way, ask.relationships)),
    predicate(ask.filter),
    ask.page,
  );

const matchingEntities = (store: Store, kind: EntityKind, filter: Filter, around: Surroundings): Entity[] =>
  (store.byKind.get(kind) ?? []).filter(predicate(filter, around));

function entityPage(store: Store, ask: EntityPageAsk, around: Surroundings): Page<Entity> {
  const items = matchingEntities(store, ask.kind, ask.filter, around);
  const list: Sorted<Entity> = { items, order: ask.order };
  const isTitleOrder = ask.order.length === 1 && ask.order[0]?.field === 'title' && !ask.order[0].descending;
  if (!isTitleOrder) items.sort((a, b) => compareKeys(keyOf(a, ask.order), keyOf(b, ask.order), ask.order));
  return slice(list, ask.page);
}

function claimsChanging(store: Store, { from, to, kinds }: ChangesAsk): Claim[] | null {
  const within = (day: string | null): boolean => day !== null && from <= day && day <= to;
  const isAsked = ({ since, until, from: id }: Claim): boolean =>
    (within(since) || within(until)) && kinds.includes((store.entities.get(id) as Entity).kind);
  const claims = [...store.claims.values()].filter(isAsked);
  return claims.length > changeLimit ? null : claims.sort(byId);
}
