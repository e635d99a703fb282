import type { AroundQuery, EntityKind, NamedFragment, Relationship } from '../generated/explorer/graphql.ts';
import { kinds, relationships } from './palette.ts';

/** Answers to nodes and edges: what the drawing and the outline both show. Pure. */

export type Around = AroundQuery['neighborhood'];
export type Way = 'OUT' | 'IN';
type Named = Pick<NamedFragment, 'id' | 'kind' | 'title'>;

/** Most nodes that a drawing holds, but for one more per expanded entity, which tells what found no room. */
export const mostNodes = 150;
/** Neighbors over one relationship that are drawn at first; one more than these is drawn too, rather than summarised alone. */
export const few = 4;

export interface Ask {
  readonly root: string;
  /** Entities that are expanded besides the root, in the order in which they were. */
  readonly open: readonly string[];
  /** Keys of groups whose summary was drawn out. */
  readonly whole: ReadonlySet<string>;
  /** What was read around the root and each expanded entity; what is missing is still being read. */
  readonly answers: ReadonlyMap<string, Around>;
  /** What the legend leaves out. */
  readonly without: ReadonlySet<Relationship | EntityKind>;
}

export interface DrawnEntity extends Named {
  readonly isOpen: boolean;
  /** Connections that expanding would add; of an expanded one, those that its summaries hold. */
  readonly more: number;
  /** Key of the group by which it was drawn first; null: the root. */
  readonly home: string | null;
}

/** What an expanded entity is joined to over one relationship, one way. */
export interface Group {
  /** `id~RELATIONSHIP~OUT`. */
  readonly key: string;
  readonly of: string;
  readonly relationship: Relationship;
  readonly way: Way;
  readonly count: number;
  readonly shown: readonly string[];
}

/** Neighbors that are counted and listed, not drawn. */
export interface Summary {
  /** That of its group; `id~FULL` where the drawing had no room. */
  readonly key: string;
  readonly of: string;
  /** Null: over several, as the drawing is full. */
  readonly group: Group | null;
  readonly rest: readonly Named[];
  /** `rest`, and what the API did not list. */
  readonly count: number;
}

export interface Edge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Of claims from `from` to `to`. */
  readonly names: readonly Relationship[];
  /** Of claims from `to` to `from`. */
  readonly back: readonly Relationship[];
}

export interface View {
  readonly root: string;
  readonly entities: ReadonlyMap<string, DrawnEntity>;
  readonly groups: readonly Group[];
  readonly summaries: readonly Summary[];
  readonly edges: readonly Edge[];
  /** Ids of the claims that the edges stand for, by the expanded entity whose answer holds them. */
  readonly claims: ReadonlyMap<string, readonly string[]>;
  /** All around what is expanded, left out or not: kinds of neighbors and relationships, with counts. */
  readonly legend: { readonly kinds: readonly Count<EntityKind>[]; readonly relationships: readonly Count<Relationship>[] };
  /** Connections that the legend leaves out. */
  readonly leftOut: number;
}

export interface Count<Name> {
  readonly name: Name;
  readonly count: number;
}

interface Draft {
  readonly ask: Ask;
  readonly home: Map<string, string | null>;
  readonly named: Map<string, Named>;
  readonly groups: Group[];
  readonly summaries: Summary[];
  room: number;
}

/** What is drawn of the answers: the root, what is around it, and around each expanded entity that is reached so. */
export function viewOf(ask: Ask): View {
  const named = new Map([...ask.answers.values()].flatMap(({ nodes }) => nodes.map((node) => [node.id, node] as const)));
  const draft: Draft = { ask, named, home: new Map([[ask.root, null]]), groups: [], summaries: [], room: mostNodes - 1 };
  const waiting = new Set([ask.root, ...ask.open]);
  for (let next = nextOf(waiting, draft); next !== undefined; next = nextOf(waiting, draft)) {
    waiting.delete(next);
    const answer = ask.answers.get(next);
    if (answer !== undefined) expand(next, answer, draft);
  }
  const edges = edgesOf(draft);
  return {
    root: ask.root,
    entities: entitiesOf(draft),
    groups: draft.groups,
    summaries: draft.summaries,
    edges,
    claims: claimsOf(draft),
    ...legendOf(draft),
  };
}

const nextOf = (waiting: ReadonlySet<string>, { home }: Draft): string | undefined => [...waiting].find((id) => home.has(id));

/** Connections of an entity in an answer, each neighbor once for a relationship and a way; what the legend leaves out as asked. */
function groupsAround(id: string, { nodes, claims, hidden }: Around, isDrawn: (name: Relationship | EntityKind) => boolean) {
  const kindOf = new Map(nodes.map((node) => [node.id, node.kind]));
  const groups = new Map<string, { relationship: Relationship; way: Way; ends: Set<string>; unread: number }>();
  const groupOf = (relationship: Relationship, way: Way) => {
    const key = groupKey(id, relationship, way);
    const group = groups.get(key) ?? { relationship, way, ends: new Set(), unread: 0 };
    groups.set(key, group);
    return group;
  };
  for (const { relationship, from, to } of claims) {
    const other = from.id === id ? to.id : to.id === id ? from.id : null;
    const kind = other === null || other === id ? undefined : kindOf.get(other);
    if (other === null || kind === undefined || !isDrawn(relationship) || !isDrawn(kind)) continue;
    groupOf(relationship, from.id === id ? 'OUT' : 'IN').ends.add(other);
  }
  for (const { id: of, relationship, direction, count } of hidden)
    if (of === id && isDrawn(relationship)) groupOf(relationship, direction === 'IN' ? 'IN' : 'OUT').unread += count;
  return groups;
}

export const groupKey = (id: string, relationship: Relationship, way: Way): string => `${id}~${relationship}~${way}`;
export const fullKey = (id: string): string => `${id}~FULL`;

const place = new Map(relationships.map((name, index) => [name, index]));

function expand(id: string, answer: Around, draft: Draft): void {
  const found = [...groupsAround(id, answer, (name) => !draft.ask.without.has(name))].sort(
    ([, a], [, b]) =>
      (place.get(a.relationship) ?? 0) - (place.get(b.relationship) ?? 0) || Number(a.way === 'IN') - Number(b.way === 'IN'),
  );
  const noRoom: { rest: string[]; unread: number } = { rest: [], unread: 0 };
  for (const [key, { relationship, way, ends, unread }] of found) {
    const { shown, rest } = chosen([...ends], key, draft);
    const group = { key, of: id, relationship, way, count: ends.size + unread, shown };
    for (const end of shown) if (!draft.home.has(end)) draw(end, key, draft);
    if (shown.length > 0) draft.groups.push(group);
    if (rest.length + unread === 0) continue;
    if (draft.room > 0 && shown.length > 0) {
      draft.room--;
      draft.summaries.push({ key, of: id, group, rest: namesOf(rest, draft), count: rest.length + unread });
    } else {
      noRoom.rest.push(...rest);
      noRoom.unread += unread;
    }
  }
  if (noRoom.rest.length + noRoom.unread > 0)
    draft.summaries.push({
      key: fullKey(id),
      of: id,
      group: null,
      rest: namesOf([...new Set(noRoom.rest)], draft),
      count: noRoom.rest.length + noRoom.unread,
    });
}

function draw(id: string, home: string, draft: Draft): void {
  draft.home.set(id, home);
  draft.room--;
}

const namesOf = (ids: readonly string[], { named }: Draft): Named[] =>
  ids.map((id) => named.get(id)).filter((node) => node !== undefined);

/** Which neighbors of a group are drawn: those that are already, those that are expanded, and then the first, as far as there is room. */
function chosen(ends: readonly string[], key: string, { ask, home, room }: Draft) {
  const isFirst = (end: string) => home.has(end) || ask.open.includes(end);
  const ordered = [...ends.filter(isFirst), ...ends.filter((end) => !isFirst(end))];
  const first = ends.filter(isFirst).length;
  const wanted = ask.whole.has(key) || ends.length - Math.max(few, first) <= 1 ? ends.length : Math.max(few, first);
  const isShown = new Set<string>();
  let fresh = 0;
  for (const end of ordered.slice(0, wanted)) {
    if (!home.has(end) && ++fresh > room) break;
    isShown.add(end);
  }
  // In their own order: expanding one does not move it.
  return { shown: ends.filter((end) => isShown.has(end)), rest: ends.filter((end) => !isShown.has(end)) };
}

const isAbout = ({ from, to }: Around['claims'][number], id: string): boolean => from.id === id || to.id === id;

/** Claims that touch what is expanded and whose both ends are drawn over a group that shows them. */
function claimsOf({ ask, groups }: Draft): ReadonlyMap<string, readonly string[]> {
  const shown = new Set(groups.flatMap(({ key, shown }) => shown.map((end) => `${key} ${end}`)));
  const seen = new Set<string>();
  return new Map(
    [...new Set(groups.map(({ of }) => of))].map((of) => {
      const own = (ask.answers.get(of)?.claims ?? []).filter((claim) => {
        const [way, other] = claim.from.id === of ? (['OUT', claim.to.id] as const) : (['IN', claim.from.id] as const);
        return isAbout(claim, of) && shown.has(`${groupKey(of, claim.relationship, way)} ${other}`) && !seen.has(claim.id);
      });
      for (const { id } of own) seen.add(id);
      return [of, own.map(({ id }) => id)] as const;
    }),
  );
}

/** One edge between two nodes, whatever the number of relationships that join them. */
function edgesOf({ groups, summaries }: Draft): Edge[] {
  const edges = new Map<string, { from: string; to: string; names: Set<Relationship>; back: Set<Relationship> }>();
  const join = (from: string, to: string, name: Relationship) => {
    const known = edges.get(`${to}|${from}`);
    if (known !== undefined) known.back.add(name);
    else {
      const edge = edges.get(`${from}|${to}`) ?? { from, to, names: new Set(), back: new Set() };
      edges.set(`${from}|${to}`, edge);
      edge.names.add(name);
    }
  };
  for (const { of, relationship, way, shown } of groups)
    for (const end of shown) way === 'OUT' ? join(of, end, relationship) : join(end, of, relationship);
  const plain = [...edges].map(([id, { from, to, names, back }]) => ({ id, from, to, names: [...names], back: [...back] }));
  const rests = summaries.map(({ key, of, group }) => {
    const names = group === null ? [] : [group.relationship];
    return group?.way === 'IN'
      ? { id: `${key}|${of}`, from: key, to: of, names, back: [] }
      : { id: `${of}|${key}`, from: of, to: key, names, back: [] };
  });
  return [...plain, ...rests];
}

function entitiesOf({ ask, home, named, groups, summaries }: Draft): Map<string, DrawnEntity> {
  const joined = new Map<string, number>();
  for (const { shown } of groups) for (const end of shown) joined.set(end, (joined.get(end) ?? 0) + 1);
  const isOpen = new Set([ask.root, ...ask.open]);
  const entries = [...home].flatMap(([id, group]): (readonly [string, DrawnEntity])[] => {
    const node = named.get(id);
    if (node === undefined) return [];
    const rest = summaries.filter(({ of }) => of === id).reduce((sum, { count }) => sum + count, 0);
    const isRead = isOpen.has(id) && ask.answers.has(id);
    const more = isRead ? rest : Math.max(0, degreeOf(id, ask) - (joined.get(id) ?? 0));
    return [[id, { ...node, isOpen: isOpen.has(id), more, home: group }]];
  });
  return new Map(entries);
}

/** Connections of an entity, known from any answer that shows it: those to what is shown there, and the counts of what is not. */
function degreeOf(id: string, { answers, without }: Ask): number {
  const answer = [...answers.values()].find(({ nodes }) => nodes.some((node) => node.id === id));
  if (answer === undefined) return 0;
  const groups = groupsAround(id, answer, (name) => !without.has(name));
  return [...groups.values()].reduce((sum, { ends, unread }) => sum + ends.size + unread, 0);
}

function legendOf({ ask, home, named }: Draft): Pick<View, 'legend' | 'leftOut'> {
  const byRelationship = new Map<Relationship, number>();
  const ends = new Set<string>();
  let leftOut = 0;
  for (const [id, answer] of ask.answers) {
    if (!home.has(id)) continue;
    for (const group of groupsAround(id, answer, () => true).values()) {
      const count = group.ends.size + group.unread;
      byRelationship.set(group.relationship, (byRelationship.get(group.relationship) ?? 0) + count);
      const out = [...group.ends]
        .map((end) => named.get(end)?.kind)
        .filter((kind) => kind !== undefined && ask.without.has(kind));
      leftOut += ask.without.has(group.relationship) ? count : out.length;
      for (const end of group.ends) ends.add(end);
    }
  }
  const kindCount = (kind: EntityKind) => [...ends].filter((end) => named.get(end)?.kind === kind).length;
  return {
    leftOut,
    legend: {
      kinds: kinds.map((name) => ({ name, count: kindCount(name) })).filter(({ count }) => count > 0),
      relationships: relationships
        .map((name) => ({ name, count: byRelationship.get(name) ?? 0 }))
        .filter(({ count }) => count > 0),
    },
  };
}

/** The shortest way in the drawing from the root to a node: the ids of its edges and nodes; empty: there is none, or it is the root. */
export function pathTo(target: string, { root, edges }: Pick<View, 'root' | 'edges'>): ReadonlySet<string> {
  const reachedBy = new Map<string, Edge | null>([[root, null]]);
  const queue = [root];
  for (const at of queue) {
    for (const edge of edges) {
      const other = edge.from === at ? edge.to : edge.to === at ? edge.from : null;
      if (other === null || reachedBy.has(other)) continue;
      reachedBy.set(other, edge);
      queue.push(other);
    }
  }
  const path = new Set<string>();
  let at = target;
  for (let edge = reachedBy.get(at); edge != null; edge = reachedBy.get(at)) {
    path.add(edge.id).add(at);
    at = edge.from === at ? edge.to : edge.from;
  }
  return path.size === 0 ? path : path.add(root);
}
