import type { EntityKind, Relationship } from '../generated/schema.ts';
import type { Filter } from './filter.ts';
import type { Claim, Dataset, Entity, Way } from './records.ts';

/**
 * The port: the few reads on which everything else stands. Two engines answer it, with the same values, order and errors.
 *
 * A reading is bound to one version of the dataset. Where a newer version turns up half-way, a read throws `VersionChanged`, and the
 * request starts again on a new reading.
 */
export interface Graph {
  readonly engine: 'memory' | 'neo4j';
  /**
   * A reading on the newest version that is known.
   *
   * @throws GraphUnavailable when the engine has never answered and does not answer now
   */
  open(options: OpenOptions): Promise<Reading>;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Ends every read of the reading when it aborts. Engines ask for it where they wait only: it may be made when it is first asked for. */
  readonly signal: AbortSignal;
}

/** Reads on one version of the dataset. Every method throws `GraphUnavailable` when the engine does not answer in time. */
export interface Reading {
  readonly dataset: Dataset;
  /** Statements sent to a database so far. */
  statements(): number;
  /** Entities in the order of the ids; null for an id that is not there. */
  entitiesById(ids: readonly string[]): Promise<readonly (Entity | null)[]>;
  /** What can be given without a wait. */
  readonly atHand: AtHand;
  /** Claims in the order of the ids; null for an id that is not there. */
  claimsById(ids: readonly string[]): Promise<readonly (Claim | null)[]>;
  /**
   * All claims of some relationships in one direction at each entity: one list per id, in the order of the ids, each ordered by claim id.
   * Null stands for an entity with more than `adjacencyLimit` such claims: it is read by `claimPage`.
   */
  claimsOf(
    ids: readonly string[],
    way: Way,
    relationships: readonly Relationship[],
  ): Promise<readonly (readonly Claim[] | null)[]>;
  /** A page of the claims at one entity, ordered by claim id. */
  claimPage(ask: ClaimPageAsk): Promise<Page<Claim>>;
  /** How many claims a `claimPage` with the same ask would give in all. */
  claimCount(ask: Omit<ClaimPageAsk, 'page'>): Promise<number>;
  /** A page of the entities of a kind, by title then id unless `order` says otherwise. */
  entityPage(ask: EntityPageAsk): Promise<Page<Entity>>;
  entityCount(ask: Omit<EntityPageAsk, 'page' | 'order'>): Promise<number>;
  /**
   * Claims that begin or end in a span, its first and last day counted in, by claim id; only those that start at some kinds.
   * Null when there are more than `changeLimit`.
   */
  claimsChanging(ask: ChangesAsk): Promise<readonly Claim[] | null>;
  /** Ids of all entities of some kinds, in order; read to suggest near ids when one is unknown. */
  ids(kinds: readonly EntityKind[]): Promise<readonly string[]>;
}

/** Reads of what is in memory already; undefined where it has to be read. Otherwise they answer as the reads of the same name. */
export interface AtHand {
  entity(id: string): Entity | null | undefined;
  claim(id: string): Claim | null | undefined;
  claimsOf(id: string, way: Way, relationships: readonly Relationship[]): readonly Claim[] | null | undefined;
}

/** Everything has to be read. */
export const nothingAtHand: AtHand = { entity: () => undefined, claim: () => undefined, claimsOf: () => undefined };

export interface ClaimPageAsk {
  readonly id: string;
  readonly ways: readonly Way[];
  readonly relationships: readonly Relationship[];
  readonly filter: Filter;
  readonly page: PageAsk;
}

export interface EntityPageAsk {
  readonly kind: EntityKind;
  readonly filter: Filter;
  /** Fields of the kind, the first one first; the id is the last key always. */
  readonly order: readonly Order[];
  readonly page: PageAsk;
}

export interface ChangesAsk {
  readonly from: string;
  readonly to: string;
  readonly kinds: readonly EntityKind[];
}

export interface Order {
  readonly field: string;
  readonly descending: boolean;
}

/** The values of the order's fields and the id of the entity (or only the id of a claim) that a page starts or ends beside. */
export type Key = readonly (string | number | boolean | null)[];

export interface PageAsk {
  /** 1 to 100. */
  readonly size: number;
  /** `last`: the page ends at the end of the list, or just before `before`. */
  readonly from: 'first' | 'last';
  readonly after: Key | null;
  readonly before: Key | null;
}

export interface Page<Item> {
  /** In the order of the list, also when the page was counted from its end. */
  readonly items: readonly Item[];
  /** Whether the list goes on past the page: after it for `first`, before it for `last`. */
  readonly more: boolean;
}

/** An entity with more claims than this, for one relationship and direction, is read in pages and never kept whole. */
export const adjacencyLimit = 2000;

/** More changes than this are not read at once. */
export const changeLimit = 20_000;
