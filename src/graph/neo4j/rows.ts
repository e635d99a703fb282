import { createHash } from 'node:crypto';
import neo4j, { type Integer } from 'neo4j-driver';
import type { EntityKind, Relationship } from '../../generated/schema.ts';
import { BrokenData } from '../errors.ts';
import type { Claim, Dataset, Entity, Test } from '../records.ts';
import { claimStorage, entityStorage, type StoredField, testProperties } from './stored.ts';

/** A value that Neo4j keeps in one property. */
export type PropertyValue = string | number | boolean | Integer | readonly string[] | null;
export type Properties = Readonly<Record<string, PropertyValue>>;

type Values = Readonly<Record<string, unknown>>;

/**
 * The properties of a node, without those that are null. `hash` names the content and its form: a record with the same hash is stored
 * alike.
 */
export function entityProperties(entity: Entity): Properties {
  return withHash(propertiesOf(entity as unknown as Values, entityStorage[entity.kind]), [entity.kind]);
}

/**
 * The properties of a relationship, without those that are null; `hash` as for a node, its ends included.
 *
 * @throws BrokenData when the id does not name the ends: it could not be found by it
 */
export function claimProperties(claim: Claim): Properties {
  const { from, to } = endsOf(claim.id);
  if (from !== claim.from || to !== claim.to) {
    throw new BrokenData(`Expected an id ${claim.from}.<relationship>.${claim.to}, but got ${claim.id}.`);
  }
  const own = propertiesOf(claim as unknown as Values, claimStorage[claim.relationship]);
  const test = 'test' in claim ? testParts(claim.test) : {};
  return withHash({ ...own, ...test }, [claim.relationship, claim.from, claim.to]);
}

/** The ids of the entities between which a claim stands, as its own id `<from>.<relationship>.<to>[.n]` says; null where it does not. */
export function endsOf(claimId: string): { readonly from: string | null; readonly to: string | null } {
  const [from = null, , to = null] = claimId.split('.');
  return { from, to };
}

function propertiesOf(record: Values, fields: readonly StoredField[]): Properties {
  const entries = fields.map((stored) => [stored.property, write(record[stored.field] ?? null, stored)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

function write(value: unknown, { storage }: StoredField): PropertyValue {
  if (value === null) return null;
  if (storage === 'json') return JSON.stringify(value);
  return storage === 'number' ? neo4j.int(value as number) : (value as PropertyValue);
}

function testParts(test: Test | null): Properties {
  if (test === null) return {};
  const { op, value } = test;
  if (Array.isArray(value)) return { [testProperties.op]: op, [testProperties.choices]: value };
  return { [testProperties.op]: op, [testProperties.value]: typeof value === 'number' ? neo4j.int(value) : value };
}

function withHash(properties: Properties, place: readonly string[]): Properties {
  const content = JSON.stringify([place, Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1))]);
  return { ...properties, hash: createHash('sha256').update(content).digest('base64url').slice(0, 22) };
}

/**
 * A node as a statement gives it: its kind, then its properties in the order of `entityStorage`. A list, not a map, as the names of the
 * fields in every row would take the driver longer to read than the values.
 */
export type EntityRow = readonly unknown[];

/** A relationship as a statement gives it: its type, the ids of its ends, then its properties in the order of `claimStorage`. */
export type ClaimRow = readonly unknown[];

/**
 * The entity of a row.
 *
 * @throws BrokenData when a field that is never null has no value
 */
export function entityOf([kind, ...values]: EntityRow): Entity {
  return recordOf({ kind }, values, entityStorage[kind as EntityKind]) as unknown as Entity;
}

/**
 * The claim of a row.
 *
 * @throws BrokenData when a field that is never null has no value
 */
export function claimOf([relationship, from, to, ...values]: ClaimRow): Claim {
  return recordOf({ relationship, from, to }, values, claimStorage[relationship as Relationship]) as unknown as Claim;
}

function recordOf(head: Values, values: readonly unknown[], fields: readonly StoredField[]): Values {
  const record: Record<string, unknown> = { ...head };
  for (const [index, stored] of fields.entries()) record[stored.field] = read(values[index] ?? null, stored, values[0]);
  return record;
}

function read(value: unknown, { field, storage, nullable }: StoredField, id: unknown): unknown {
  if (value === null && !nullable) throw new BrokenData(`Expected ${id} to have a value for ${field}, but it has none.`);
  return storage === 'json' && value !== null ? JSON.parse(value as string) : value;
}

/** The properties of the node that describes the dataset, with their hash. */
export const datasetProperties = ({ version, law, unverified, ...counts }: Dataset): Properties =>
  withHash(
    {
      version,
      law,
      unverified: neo4j.int(unverified),
      entities: JSON.stringify(counts.entities),
      claims: JSON.stringify(counts.claims),
      support: JSON.stringify(counts.support),
      coverage: JSON.stringify(counts.coverage),
      most: JSON.stringify(counts.most),
    },
    [],
  );

/** The dataset of a row with its properties. */
export const datasetOf = (row: Values): Dataset => ({
  version: String(row.version),
  law: String(row.law),
  unverified: Number(row.unverified),
  entities: JSON.parse(String(row.entities)),
  claims: JSON.parse(String(row.claims)),
  support: JSON.parse(String(row.support)),
  coverage: JSON.parse(String(row.coverage)),
  most: JSON.parse(String(row.most)),
});
