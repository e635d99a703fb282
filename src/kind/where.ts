import { z } from 'zod';
import type { ClaimsFilter, ClaimWhere, EntityKind, Relationship } from '../generated/schema.ts';
import { InvalidArgument } from '../graph/errors.ts';
import { and, type Filter } from '../graph/filter.ts';
import type { Order } from '../graph/graph.ts';
import { fieldsOf, kindNames, kinds } from '../graph/kinds.ts';
import type { Way } from '../graph/records.ts';
import { relationships, relationshipsFrom, relationshipsTo } from '../graph/relationships.ts';
import { circuits } from '../law/in-force.ts';

type Conditions = Readonly<Record<string, unknown>>;

/** What a condition is read against: which claims are in force, and how deep the condition stands. */
interface Reading {
  readonly among: Filter;
  readonly depth: number;
}

/** Conditions on claims may stand in conditions on claims, this often. */
const deepest = 3;

/**
 * The filter that conditions on a kind say.
 *
 * @param among which claims count where a condition is on claims: those in force
 * @throws InvalidArgument where a condition does not fit, or stands too deep
 */
export const entityFilter = (kind: EntityKind, where: Conditions | null | undefined, among: Filter): Filter =>
  kindFilter(kind, where ?? {}, { among, depth: 0 });

function kindFilter(kind: EntityKind, where: Conditions, reading: Reading): Filter {
  const own = (part: unknown) => kindFilter(kind, part as Conditions, reading);
  return all(where, own, (name, condition) => {
    const claims = claimsNamed(kind, name);
    return claims === null
      ? fieldFilter(name, condition, valuesOf(fieldsOf(kind)[name]))
      : claimsFilter(name, claims, condition as ClaimsFilter, reading);
  });
}

/** Every condition that is given: `AND`, `OR` and `NOT` are read alike everywhere. */
function all(where: Conditions, own: (part: unknown) => Filter, named: (name: string, condition: unknown) => Filter): Filter {
  const given = Object.entries(where).filter(([, condition]) => condition != null);
  return and(
    ...given.map(([name, condition]): Filter => {
      if (name === 'AND') return { op: 'and', of: (condition as unknown[]).map(own) };
      if (name === 'OR') return { op: 'or', of: (condition as unknown[]).map(own) };
      if (name === 'NOT') return { op: 'not', of: own(condition) };
      return named(name, condition);
    }),
  );
}

/** The values that a list of enum values can hold; null for any other field. */
function valuesOf(shape: z.core.$ZodType | undefined): readonly string[] | null {
  if (!(shape instanceof z.ZodArray)) return null;
  return shape.element instanceof z.ZodEnum ? shape.element.options.map(String) : null;
}

/**
 * Conditions on one field: a list is any of its values, a map is each of its comparisons, anything else is the value itself.
 *
 * @param values what a list can hold, where that is settled
 */
function fieldFilter(field: string, condition: unknown, values: readonly string[] | null): Filter {
  if (Array.isArray(condition)) return { op: 'in', field, value: condition };
  if (typeof condition !== 'object') return { op: 'eq', field, value: condition as string };
  const comparisons = Object.entries(condition as Conditions).filter(
    ([op, value]) => value !== undefined && (value !== null || op === 'eq'),
  );
  for (const [op, value] of comparisons) {
    if (op === 'has' && values !== null && !values.includes(String(value)))
      throw new InvalidArgument(`${field} can have ${values.join(', ')}, but got "${String(value).slice(0, 60)}".`);
  }
  return and(...comparisons.map(([op, value]) => comparison(field, op, value)));
}

function comparison(field: string, op: string, value: unknown): Filter {
  if (value === null) return { op: 'absent', field };
  if (op === 'empty') return value ? { op: 'empty', field } : { op: 'not', of: { op: 'empty', field } };
  return { op, field, value } as Filter;
}

interface Claims {
  readonly relationship: Relationship;
  readonly way: Way;
}

/** The claims that a field of a kind gives; null when the field is no relationship. */
function claimsNamed(kind: EntityKind, name: string): Claims | null {
  const out = relationshipsFrom(kind).find((relationship) => relationships[relationship].key === name);
  if (out) return { relationship: out, way: 'OUT' };
  const into = relationshipsTo(kind).find((relationship) => relationships[relationship].inverse === name);
  return into ? { relationship: into, way: 'IN' } : null;
}

function claimsFilter(name: string, claims: Claims, conditions: ClaimsFilter, { among, depth }: Reading): Filter {
  if (depth === deepest)
    throw new InvalidArgument(`where may hold conditions on claims ${deepest} deep, but "${name}" stands deeper.`);
  const given = Object.entries(conditions).filter(([, where]) => where != null) as [keyof ClaimsFilter, ClaimWhere][];
  return and(
    ...given.map(([quantifier, where]): Filter => {
      const { claim, end } = claimParts(name, claims, where as Conditions, { among, depth: depth + 1 });
      return { op: 'claims', quantifier: quantifier as 'some', ...claims, among, where: claim, end };
    }),
  );
}

const kindByFolder = new Map<string, EntityKind>(kindNames.map((kind) => [kinds[kind].folder, kind]));
const testFields: Readonly<Record<string, string>> = { testOp: 'test.op', testValue: 'test.value' };
const commonFields: readonly string[] = ['id', 'note', 'validFrom', 'validTo', 'circuits', 'support'];

/** Conditions on a claim, apart from those on its other end. */
function claimParts(name: string, claims: Claims, where: Conditions, reading: Reading): { claim: Filter; end: Filter } {
  const given = Object.entries(where).filter(([, condition]) => condition != null);
  const [ends, own] = [given.filter(([key]) => kindByFolder.has(key)), given.filter(([key]) => !kindByFolder.has(key))];
  return {
    claim: and(
      ...own.map(([key, condition]) =>
        fieldFilter(claimField(name, claims.relationship, key), condition, key === 'circuits' ? circuits : null),
      ),
    ),
    end: and(...ends.map(([key, condition]) => endFilter(name, claims, kindByFolder.get(key) as EntityKind, condition, reading))),
  };
}

function claimField(name: string, relationship: Relationship, key: string): string {
  const field = testFields[key] ?? key;
  const own = Object.keys(relationships[relationship].fields);
  if (commonFields.includes(field) || own.includes(field.split('.')[0] as string)) return field;
  throw new InvalidArgument(
    `A condition on "${key}" does not fit "${name}": its claims have ${[...commonFields, ...own].join(', ')}.`,
  );
}

function endFilter(name: string, { relationship, way }: Claims, kind: EntityKind, condition: unknown, reading: Reading): Filter {
  const ends: readonly EntityKind[] = relationships[relationship][way === 'OUT' ? 'to' : 'from'];
  if (ends.includes(kind))
    return and({ op: 'eq', field: 'kind', value: kind }, kindFilter(kind, condition as Conditions, reading));
  const fitting = ends.map((end) => kinds[end].folder).join(', ');
  throw new InvalidArgument(`A condition on "${kinds[kind].folder}" does not fit "${name}": its other end is ${fitting}.`);
}

/** The order that `TITLE_ASC`, `ISSUED_DESC` and the like say; the values name fields. By title where none is given. */
export function orderFrom(orderBy: readonly string[] | null | undefined): Order[] {
  const asked = orderBy?.length ? orderBy : ['TITLE_ASC'];
  return asked.map((value) => ({
    field: value.replace(/_(ASC|DESC)$/, '').toLowerCase(),
    descending: value.endsWith('_DESC'),
  }));
}
