import type { EntityKind, Relationship } from '../generated/schema.ts';
import { InvalidArgument } from '../graph/errors.ts';
import { everything, type Filter, predicate } from '../graph/filter.ts';
import type { Key, Order, Page, PageAsk } from '../graph/graph.ts';
import { keyOf, slice } from '../graph/page.ts';
import type { Claim, Entity, EntityOf, Way } from '../graph/records.ts';
import { allOf, andThen, type Soon } from '../graph/soon.ts';
import type { Context } from './context.ts';

/** A page as Relay's clients read it. */
export interface Connection<Item> {
  readonly nodes: readonly Item[];
  readonly edges: readonly { readonly cursor: string; readonly node: Item }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** Counts the whole list, only when it is called. */
  readonly totalCount: () => Promise<number>;
}

/** Resolvers of a connection type: it counts its whole list only when it is asked to. */
export const counted = { totalCount: ({ totalCount }: Pick<Connection<unknown>, 'totalCount'>) => totalCount() };

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

const largestPage = 100;
const defaultPage = 50;

/**
 * The page that was asked for.
 *
 * @param order fields of the list's order, without the id, which is its last key
 * @throws InvalidArgument when a size is not 1 to 100, both sizes are given, or a cursor is not one of ours
 */
export function pageAsk({ first, after, last, before }: PageArguments, order: readonly Order[]): PageAsk {
  if (first != null && last != null) throw new InvalidArgument('Give first or last, not both: they count from opposite ends.');
  checkSize('first', first);
  checkSize('last', last);
  return {
    size: last ?? first ?? defaultPage,
    from: last == null ? 'first' : 'last',
    after: after == null ? null : decode('after', after, order),
    before: before == null ? null : decode('before', before, order),
  };
}

/** @throws InvalidArgument when a page size is not 1 to 100 */
export function checkSize(name: string, size: number | null | undefined, largest = largestPage): void {
  if (size != null && (size < 1 || size > largest)) {
    throw new InvalidArgument(`${name} must be between 1 and ${largest}, but got ${size}.`);
  }
}

const encode = (key: Key): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** A cursor holds a value for each field of the order, and the id. */
function decode(name: string, cursor: string, order: readonly Order[]): Key {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === order.length + 1 && typeof key.at(-1) === 'string') return key as Key;
  } catch {
    // Not JSON: reported below like any other foreign text.
  }
  throw new InvalidArgument(`${name} must be a cursor that this list gave, but got another text, of length ${cursor.length}.`);
}

function connectionOf<Item extends { readonly id: string }>(
  page: Page<Item>,
  ask: PageAsk,
  order: readonly Order[],
  totalCount: () => Promise<number>,
): Connection<Item> {
  const edges = page.items.map((node) => ({ cursor: encode(keyOf(node, order)), node }));
  return {
    nodes: page.items,
    edges,
    pageInfo: {
      hasNextPage: ask.from === 'first' ? page.more : ask.before !== null,
      hasPreviousPage: ask.from === 'last' ? page.more : ask.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount,
  };
}

/** A connection over a list that is already whole and in its order. */
export function listConnection<Item extends { readonly id: string }>(
  items: readonly Item[],
  order: readonly Order[],
  args: PageArguments,
): Connection<Item> {
  const ask = pageAsk(args, order);
  return connectionOf(slice({ items, order }, ask), ask, order, async () => items.length);
}

/** Order of a list of entities where no other is asked for. */
export const titleOrder: readonly Order[] = [{ field: 'title', descending: false }];

/** A page of the entities of a kind. */
export async function entityConnection(
  kind: EntityKind,
  { filter, order }: { readonly filter: Filter; readonly order: readonly Order[] },
  args: PageArguments,
  { reading }: Context,
): Promise<Connection<Entity>> {
  const page = pageAsk(args, order);
  const found = await reading.entityPage({ kind, filter, order, page });
  return connectionOf(found, page, order, () => reading.entityCount({ kind, filter }));
}

/** Every entity of a kind, by title then id. */
export async function everyEntity<Kind extends EntityKind>(
  kind: Kind,
  { reading }: Pick<Context, 'reading'>,
): Promise<EntityOf<Kind>[]> {
  const entities: EntityOf<Kind>[] = [];
  for (let more = true, after: Key | null = null; more; ) {
    const page = await reading.entityPage({
      kind,
      filter: everything,
      order: titleOrder,
      page: { size: 100, from: 'first', after, before: null },
    });
    entities.push(...(page.items as readonly unknown[] as EntityOf<Kind>[]));
    const last = entities.at(-1);
    after = last ? [last.title, last.id] : null;
    more = page.more;
  }
  return entities;
}

export interface ClaimsAsk {
  readonly id: string;
  readonly ways: readonly Way[];
  readonly relationships: readonly Relationship[];
  readonly filter: Filter;
}

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : Number(a.id > b.id));

/** Claims at an entity, each once, by id; null when there are too many to hold at once. */
export const claimsAt = ({ id, ways, relationships, filter }: ClaimsAsk, { claimsOf }: Context): Soon<Claim[] | null> =>
  andThen(allOf(ways.map((way) => claimsOf.load({ id, way, relationships }))), (lists) => {
    const whole = lists.filter((list) => list !== null);
    if (whole.length < lists.length) return null;
    const holds = predicate(filter);
    const [first = [], ...more] = whole.map((list) => list.filter(holds));
    return more.length === 0
      ? first
      : [...new Map([first, ...more].flat().map((claim) => [claim.id, claim])).values()].sort(byId);
  });

/** A page of the claims at an entity, by claim id. */
export const claimConnection = (ask: ClaimsAsk, args: PageArguments, context: Context): Soon<Connection<Claim>> =>
  andThen(claimsAt(ask, context), (claims) => (claims === null ? onePage(ask, args, context) : listConnection(claims, [], args)));

async function onePage(ask: ClaimsAsk, args: PageArguments, context: Context): Promise<Connection<Claim>> {
  const page = pageAsk(args, []);
  return connectionOf(await context.reading.claimPage({ ...ask, page }), page, [], () => context.reading.claimCount(ask));
}

/** Every claim at an entity, by claim id, however many there are. */
export const allClaims = (ask: ClaimsAsk, context: Context): Soon<Claim[]> =>
  andThen(claimsAt(ask, context), (claims) => claims ?? readPageByPage(ask, context));

async function readPageByPage(ask: ClaimsAsk, { reading }: Context): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (let more = true, after: Key | null = null; more; ) {
    const page: Page<Claim> = await reading.claimPage({
      ...ask,
      page: { size: largestPage, from: 'first', after, before: null },
    });
    claims.push(...page.items);
    after = [claims.at(-1)?.id ?? ''];
    more = page.more;
  }
  return claims;
}
