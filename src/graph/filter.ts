import type { Relationship } from '../generated/schema.ts';
import type { Way } from './records.ts';

type Scalar = string | number | boolean;

/**
 * A condition on an entity or a claim, as one small tree. The memory engine turns it into a predicate, Neo4j into Cypher with
 * parameters. A comparison with a null field is false, and `not` turns false into true: there is no third value.
 *
 * - `eq`, `in`, `gt`, `gte`, `lt`, `lte`, `contains`, `startsWith` compare one scalar field; text ignores case in `contains` and `startsWith`.
 * - `has` holds when a list field has the value, `empty` when it has none, `absent` when a field is null.
 * - `claims` holds when some, all, none or exactly one of the claims in one direction that match `among` also match `where`, and their
 *   other end `end`; `all` over nothing holds.
 */
export type Filter =
  | { readonly op: 'and' | 'or'; readonly of: readonly Filter[] }
  | { readonly op: 'not'; readonly of: Filter }
  | {
      readonly op: 'eq' | 'gt' | 'gte' | 'lt' | 'lte' | 'contains' | 'startsWith' | 'has';
      readonly field: string;
      readonly value: Scalar;
    }
  | { readonly op: 'in'; readonly field: string; readonly value: readonly Scalar[] }
  | { readonly op: 'empty' | 'absent'; readonly field: string }
  | {
      readonly op: 'claims';
      readonly quantifier: 'some' | 'all' | 'none' | 'single';
      readonly relationship: Relationship;
      readonly way: Way;
      readonly among: Filter;
      readonly where: Filter;
      readonly end: Filter;
    };

export const everything: Filter = { op: 'and', of: [] };

export const and = (...of: Filter[]): Filter => ({ op: 'and', of });

type FieldRecord = { readonly id: string };
type ClaimReader = (id: string, relationship: Relationship, way: Way) => readonly FieldRecord[];

/** What a predicate needs of the graph to follow claims. */
export interface Surroundings {
  readonly claims: ClaimReader;
  /** The entity at the far end of a claim. */
  readonly endOf: (claim: FieldRecord, way: Way) => FieldRecord;
}

const nowhere: Surroundings = {
  claims: () => {
    throw new Error('A filter on a claim cannot follow further claims.');
  },
  endOf: (claim) => claim,
};

/**
 * The filter as a function on a record.
 *
 * @param around how to follow claims; needed only where the filter has `claims`
 */
export function predicate(filter: Filter, around: Surroundings = nowhere): Predicate {
  if (around !== nowhere) return predicateOf(filter, around);
  const known = predicates.get(filter) ?? predicateOf(filter, around);
  predicates.set(filter, known);
  return known;
}

type Predicate = (record: FieldRecord) => boolean;

/** Predicates by their filter: the one of a day is asked for at every list of an answer. */
const predicates = new WeakMap<Filter, Predicate>();

/**
 * The filter, with its predicate given: one that is written as a whole takes less than one that is made of the parts.
 *
 * @param holds must accept just what the parts of the filter accept
 */
export function withPredicate<Item extends FieldRecord>(filter: Filter, holds: (item: Item) => boolean): Filter {
  predicates.set(filter, holds as Predicate);
  return filter;
}

function predicateOf(filter: Filter, around: Surroundings): Predicate {
  switch (filter.op) {
    case 'and':
    case 'or': {
      const parts = filter.of.map((part) => predicateOf(part, around));
      const [first, second, ...others] = parts;
      if (first !== undefined && second !== undefined && others.length === 0) {
        return filter.op === 'and' ? (record) => first(record) && second(record) : (record) => first(record) || second(record);
      }
      return filter.op === 'and'
        ? (record) => parts.every((part) => part(record))
        : (record) => parts.some((part) => part(record));
    }
    case 'not': {
      const part = predicateOf(filter.of, around);
      return (record) => !part(record);
    }
    case 'claims':
      return claimsPredicate(filter, around);
    default:
      return fieldPredicate(filter);
  }
}

type FieldFilter = Extract<Filter, { field: string }>;

function fieldPredicate(filter: FieldFilter): (record: FieldRecord) => boolean {
  const test = valueTest(filter);
  return (record) => test(fieldValue(record, filter.field));
}

/** A field of a record; `test.op` reads inside a map. */
function fieldValue(record: object, field: string): unknown {
  if (!field.includes('.')) return (record as Record<string, unknown>)[field] ?? null;
  return field.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | null)?.[key] ?? null, record);
}

function valueTest(filter: FieldFilter): (value: unknown) => boolean {
  switch (filter.op) {
    case 'absent':
      return (value) => value === null;
    case 'empty':
      return (value) => Array.isArray(value) && value.length === 0;
    case 'has':
      return (value) => Array.isArray(value) && value.includes(filter.value);
    case 'in':
      return (value) => filter.value.includes(value as Scalar);
    case 'eq':
      return (value) => value === filter.value;
    case 'contains':
      return (value) => typeof value === 'string' && value.toLowerCase().includes(String(filter.value).toLowerCase());
    case 'startsWith':
      return (value) => typeof value === 'string' && value.toLowerCase().startsWith(String(filter.value).toLowerCase());
    default:
      return ordered(filter.op, filter.value);
  }
}

function ordered(op: 'gt' | 'gte' | 'lt' | 'lte', bound: Scalar): (value: unknown) => boolean {
  const holds = {
    gt: (a: Scalar) => a > bound,
    gte: (a: Scalar) => a >= bound,
    lt: (a: Scalar) => a < bound,
    lte: (a: Scalar) => a <= bound,
  };
  return (value) => typeof value === typeof bound && holds[op](value as Scalar);
}

function claimsPredicate(filter: Extract<Filter, { op: 'claims' }>, around: Surroundings): (record: FieldRecord) => boolean {
  const among = predicate(filter.among);
  const where = predicate(filter.where);
  const end = predicate(filter.end, around);
  return (record) => {
    const claims = around.claims(record.id, filter.relationship, filter.way).filter(among);
    const matches = claims.filter((claim) => where(claim) && end(around.endOf(claim, filter.way))).length;
    switch (filter.quantifier) {
      case 'some':
        return matches > 0;
      case 'none':
        return matches === 0;
      case 'single':
        return matches === 1;
      case 'all':
        return matches === claims.length;
    }
  };
}
