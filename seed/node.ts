import type { EntityKind, Relationship } from '../src/generated/schema.ts';
import type { Place } from './faults.ts';

/** What stands under the keys of a map that fit; a key whose value does not fit is left out. */
export type Fields = Readonly<Record<string, unknown>>;

/** A node as its file holds it, without its claims. */
export interface SeedNode {
  readonly kind: EntityKind;
  readonly id: string;
  readonly place: Place;
  readonly fields: Fields;
}

/** A claim as its file holds it: the fields `from` and `to` are its dates, and `target` is what stood under the name of a kind. */
export interface SeedClaim {
  readonly relationship: Relationship;
  readonly id: string;
  readonly node: SeedNode;
  readonly place: Place;
  /** Null where the claim names no target, or several. */
  readonly target: { readonly kind: EntityKind; readonly id: string } | null;
  readonly fields: Fields;
}
