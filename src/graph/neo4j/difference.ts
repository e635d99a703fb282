import type { EntityKind, Relationship } from '../../generated/schema.ts';
import type { Snapshot } from '../records.ts';
import { claimProperties, entityProperties, type Properties } from './rows.ts';

/** What the server has of one entity. */
export interface StoredEntity {
  readonly id: string;
  readonly hash: string;
}

/** What the server has of one claim; `element` names it inside the server. */
export interface StoredClaim extends StoredEntity {
  readonly element: string;
  readonly relationship: string;
  readonly from: string;
  readonly to: string;
}

/** An entity to be written; `isNew` says that nothing is stored under its id. */
export interface EntityWrite {
  readonly kind: EntityKind;
  readonly id: string;
  readonly properties: Properties;
  readonly isNew: boolean;
}

/** A claim to be written; `element` is null for one to be created. */
export interface ClaimWrite {
  readonly relationship: Relationship;
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly properties: Properties;
  readonly element: string | null;
}

/** What brings the stored graph to a snapshot. Records whose hash is the same are not in it. */
export interface Difference {
  readonly entities: readonly EntityWrite[];
  readonly claims: readonly ClaimWrite[];
  /** Ids. */
  readonly removedEntities: readonly string[];
  /** Elements: those that are gone and those that are created anew because their ends or their relationship changed. */
  readonly removedClaims: readonly string[];
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
}

/** Compares what is stored with a snapshot. A claim that is stored twice is kept once. */
export function difference(stored: Stored, snapshot: Snapshot): Difference {
  const entities = entityWrites(stored.entities, snapshot);
  const { writes: claims, replaced } = claimWrites(stored.claims, snapshot);
  const entityIds = new Set(snapshot.entities.map(({ id }) => id));
  const claimIds = new Set(snapshot.claims.map(({ id }) => id));
  const removedEntities = stored.entities.map(({ id }) => id).filter((id) => !entityIds.has(id));
  const gone = stored.claims.filter(({ id }) => !claimIds.has(id)).map(({ element }) => element);
  const storedIds = new Set([...stored.entities, ...stored.claims].map(({ id }) => id));
  const added = [...entities, ...claims].filter(({ id }) => !storedIds.has(id)).length;
  return {
    entities,
    claims,
    removedEntities,
    removedClaims: [...gone, ...replaced],
    added,
    changed: entities.length + claims.length - added,
    removed: removedEntities.length + gone.length,
  };
}

/** Everything of ours that the server has. */
export interface Stored {
  readonly entities: readonly StoredEntity[];
  readonly claims: readonly StoredClaim[];
}

function entityWrites(stored: readonly StoredEntity[], snapshot: Snapshot): EntityWrite[] {
  const hashes = new Map(stored.map(({ id, hash }) => [id, hash]));
  return snapshot.entities.flatMap((entity) => {
    const properties = entityProperties(entity);
    const hash = hashes.get(entity.id);
    return hash === properties.hash ? [] : [{ kind: entity.kind, id: entity.id, properties, isNew: hash === undefined }];
  });
}

function claimWrites(stored: readonly StoredClaim[], snapshot: Snapshot): { writes: ClaimWrite[]; replaced: string[] } {
  const byId = new Map(stored.map((claim) => [claim.id, claim]));
  const replaced = stored.filter((claim) => byId.get(claim.id) !== claim).map(({ element }) => element);
  const writes: ClaimWrite[] = [];
  for (const claim of snapshot.claims) {
    const { id, relationship, from, to } = claim;
    const properties = claimProperties(claim);
    const old = byId.get(id);
    if (old?.hash === properties.hash) continue;
    const isSamePlace = old?.relationship === relationship && old.from === from && old.to === to;
    if (old && !isSamePlace) replaced.push(old.element);
    writes.push({ relationship, id, from, to, properties, element: old && isSamePlace ? old.element : null });
  }
  return { writes, replaced };
}
