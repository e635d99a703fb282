import type { EntityKind } from '../../generated/schema.ts';
import { givenUp } from '../errors.ts';
import {
  type ChangesAsk,
  type ClaimPageAsk,
  changeLimit,
  type EntityPageAsk,
  type Page,
  type PageAsk,
  type Reading,
} from '../graph.ts';
import type { Claim, Entity } from '../records.ts';
import { claimsOf, keptClaims } from './adjacency.ts';
import { askKey } from './cache.ts';
import { type Means, meansOf, type ReadingOptions } from './means.ts';
import { type ClaimRow, claimOf, type EntityRow, entityOf } from './rows.ts';
import * as statements from './statements.ts';

/** Reads on one load: out of the cache what was read before, by one statement what was not. */
export function readingOf(options: ReadingOptions): Reading {
  let sent = 0;
  const means = meansOf(options, () => sent++);
  const unlessAborted = async <Answer>(answer: () => Promise<Answer>): Promise<Answer> => {
    const { signal } = options.request;
    if (signal.aborted) throw givenUp(signal);
    return answer();
  };
  return {
    dataset: options.loaded.dataset,
    statements: () => sent,
    atHand: {
      entity: (id) => atHand(means, 'entity', id) as Entity | null | undefined,
      claim: (id) => atHand(means, 'claim', id) as Claim | null | undefined,
      claimsOf: (id, way, relationships) => (relationships.length === 0 ? [] : keptClaims(means, id, { way, relationships })),
    },
    entitiesById: (ids) => unlessAborted(() => entitiesById(means, ids)),
    claimsById: (ids) => unlessAborted(() => claimsById(means, ids)),
    claimsOf: (ids, way, relationships) => unlessAborted(() => claimsOf(means, ids, { way, relationships })),
    claimPage: (ask) => unlessAborted(() => claimPage(means, ask)),
    claimCount: (ask) => unlessAborted(() => claimCount(means, ask)),
    entityPage: (ask) => unlessAborted(() => entityPage(means, ask)),
    entityCount: (ask) => unlessAborted(() => entityCount(means, ask)),
    claimsChanging: (ask) => unlessAborted(() => claimsChanging(means, ask)),
    ids: (kinds) => unlessAborted(() => entityIds(means, kinds)),
  };
}

/** A record that was kept; undefined where it has to be read. */
const atHand = ({ records }: Means, name: string, id: string): unknown => records.get(`${name} ${id}`)?.value;

const entitiesById = (means: Means, ids: readonly string[]): Promise<(Entity | null)[]> =>
  recordsById(means, ids, { name: 'entity', statement: statements.entitiesById, parse: (row) => entityOf(row as EntityRow) });

const claimsById = (means: Means, ids: readonly string[]): Promise<(Claim | null)[]> =>
  recordsById(means, ids, { name: 'claim', statement: statements.claimsById, parse: (row) => claimOf(row as ClaimRow) });

interface ById<Item> {
  readonly name: string;
  readonly statement: (ids: readonly string[]) => statements.Statement;
  readonly parse: (row: unknown) => Item;
}

async function recordsById<Item extends { readonly id: string }>(
  { read, records }: Means,
  ids: readonly string[],
  { name, statement, parse }: ById<Item>,
): Promise<(Item | null)[]> {
  const found = new Map<string, Item | null>();
  for (const id of ids) {
    const entry = records.get(`${name} ${id}`);
    if (entry) found.set(id, entry.value as Item | null);
  }
  const missing = [...new Set(ids)].filter((id) => !found.has(id));
  if (missing.length > 0) {
    for (const item of (await read(statement(missing))).map(parse)) found.set(item.id, item);
    for (const id of missing) records.keep(`${name} ${id}`, found.get(id) ?? null);
  }
  return ids.map((id) => found.get(id) ?? null);
}

const hasNothing = ({ ways, relationships }: Omit<ClaimPageAsk, 'page'>): boolean =>
  ways.length === 0 || relationships.length === 0;

const claimPage = async (means: Means, ask: ClaimPageAsk): Promise<Page<Claim>> =>
  hasNothing(ask)
    ? { items: [], more: false }
    : kept(means, askKey('claimPage', ask), async () =>
        pageOf(((await means.read(statements.claimPage(ask))) as ClaimRow[]).map(claimOf), ask.page),
      );

const claimCount = async (means: Means, ask: Omit<ClaimPageAsk, 'page'>): Promise<number> =>
  hasNothing(ask) ? 0 : kept(means, askKey('claimCount', ask), () => count(means, statements.claimCount(ask)));

const entityPage = (means: Means, ask: EntityPageAsk): Promise<Page<Entity>> =>
  kept(means, askKey('entityPage', ask), async () =>
    pageOf(((await means.read(statements.entityPage(ask))) as EntityRow[]).map(entityOf), ask.page),
  );

const entityCount = (means: Means, ask: Omit<EntityPageAsk, 'page' | 'order'>): Promise<number> =>
  kept(means, askKey('entityCount', ask), () => count(means, statements.entityCount(ask)));

const claimsChanging = async (means: Means, ask: ChangesAsk): Promise<readonly Claim[] | null> =>
  ask.kinds.length === 0
    ? []
    : kept(means, askKey('claimsChanging', ask), async () => {
        const rows = (await means.read(statements.claimsChanging(ask))) as ClaimRow[];
        return rows.length > changeLimit ? null : rows.map(claimOf);
      });

const entityIds = async (means: Means, kinds: readonly EntityKind[]): Promise<readonly string[]> =>
  kinds.length === 0
    ? []
    : kept(means, askKey('entityIds', kinds), async () => (await means.read(statements.entityIds(kinds))) as string[]);

const count = async ({ read }: Means, statement: statements.Statement): Promise<number> => Number((await read(statement))[0]);

/** An answer that is kept by its question. */
async function kept<Answer>({ asks }: Means, key: string, answer: () => Promise<Answer>): Promise<Answer> {
  const entry = asks.get(key);
  if (entry) return entry.value as Answer;
  const value = await answer();
  asks.keep(key, value);
  return value;
}

/** A page of items that were read one past its size, and in reverse order where it is counted from the end. */
function pageOf<Item>(items: readonly Item[], { size, from }: PageAsk): Page<Item> {
  const page = items.slice(0, size);
  return { items: from === 'first' ? page : page.reverse(), more: items.length > size };
}
