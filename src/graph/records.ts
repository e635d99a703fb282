import type { z } from 'zod';
import type { Circuit, Direction, EntityKind, Relationship, Support } from '../generated/schema.ts';
import type { entityFields, kinds } from './kinds.ts';
import type { relationships } from './relationships.ts';
import type { test } from './shape.ts';

type Infer<Fields> = { readonly [Name in keyof Fields]: Fields[Name] extends z.ZodType ? z.infer<Fields[Name]> : never };

type EntityBase = Infer<typeof entityFields>;

/** A node of one kind, with every field its file has. Dates are `YYYY-MM-DD`, durations ISO 8601, money whole US cents. */
export type EntityOf<Kind extends EntityKind> = {
  [Each in Kind]: EntityBase & { readonly kind: Each } & Infer<(typeof kinds)[Each]['fields']>;
}[Kind];

/** A node of any kind. */
export type Entity = EntityOf<EntityKind>;

/** A relief or a motion: what can be asked for. */
export type Remedy = EntityOf<'RELIEF_TYPE' | 'MOTION'>;

/** A document a claim rests on: the id of an authority or an instrument, and the place in it. */
export interface SourceReference {
  readonly authority: string;
  readonly pinpoint: string | null;
}

/** A condition on one factor; `value` is a boolean, a count, cents, a duration, a date or a list of choices, as `op` says. */
export type Test = z.infer<typeof test>;

interface ClaimBase {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly note: string | null;
  /** Law in force, half-open: `validFrom <= day < validTo`. A null start is not established, a null end is still open. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** The same interval cut to the days on which both ends exist: what a read on a day goes by. */
  readonly since: string | null;
  readonly until: string | null;
  /** Where the claim holds; empty means everywhere. */
  readonly circuits: readonly Circuit[];
  readonly sources: readonly SourceReference[];
  readonly support: Support;
  readonly verified: string | null;
}

/** A relationship between two entities, with its own id, dates, circuits and sources. */
export type ClaimOf<Name extends Relationship> = {
  [Each in Name]: ClaimBase & { readonly relationship: Each } & Infer<(typeof relationships)[Each]['fields']>;
}[Name];

/** A claim of any relationship. */
export type Claim = ClaimOf<Relationship>;

/** Which way a claim is followed from an entity. */
export type Way = Exclude<Direction, 'BOTH'>;

/** The facts of a whole dataset: what was loaded, as of when, and how much of it. */
export interface Dataset {
  /** Hash of the content and the date of the law. */
  readonly version: string;
  /** The last day on which the sources were read. */
  readonly law: string;
  readonly entities: Readonly<Record<EntityKind, number>>;
  readonly claims: Readonly<Record<Relationship, number>>;
  readonly support: Readonly<Record<Support, number>>;
  readonly unverified: number;
  readonly coverage: Coverage;
  /** Most claims of a relationship that start (`OUT`) or end at one entity: what a complete list can be. */
  readonly most: Readonly<Record<Relationship, Readonly<Record<Way, number>>>>;
}

/** What a dataset covers and what it does not, by kind and by relationship. */
export interface Coverage {
  readonly kinds: Readonly<Record<EntityKind, { readonly neverReviewed: number; readonly caveats: number }>>;
  readonly relationships: Readonly<
    Record<
      Relationship,
      { readonly cited: number; readonly unsupported: number; readonly unsourced: number; readonly startUnknown: number }
    >
  >;
}

/** A whole dataset in memory, as the seed is read and as the engines are given it. Entities by kind then id, claims by id. */
export interface Snapshot {
  readonly dataset: Dataset;
  readonly entities: readonly Entity[];
  readonly claims: readonly Claim[];
}
