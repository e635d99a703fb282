import type { EntityKind, Relationship } from '../../generated/schema.ts';
import type { Filter } from '../filter.ts';
import { relationships } from '../relationships.ts';
import { claimStorage, entityStorage, labelOf, type Storage, type StoredField, testProperties } from './stored.ts';

/** What a filter speaks of: the variable of a node or a relationship in the statement, and what it can be. */
export type Scope =
  | { readonly of: 'entity'; readonly variable: string; readonly kinds: readonly EntityKind[] }
  | { readonly of: 'claim'; readonly variable: string; readonly relationships: readonly Relationship[] };

/** The parameters of a statement as they are gathered while its text is written. */
export interface Parameters {
  /** Keeps a value and gives the text that stands for it (`$p0`). */
  add(value: unknown): string;
  readonly values: Readonly<Record<string, unknown>>;
}

export function newParameters(): Parameters {
  const values: Record<string, unknown> = {};
  return {
    values,
    add: (value) => {
      const name = `p${Object.keys(values).length}`;
      values[name] = value;
      return `$${name}`;
    },
  };
}

/**
 * The filter as a Cypher condition that is true or false, never null, with the meaning of `predicate` in `../filter.ts`. Values go to
 * `parameters`; the text holds only names out of the closed tables. Two exotic differences: `toLower` and the order of strings go by
 * code point, JavaScript's by UTF-16 unit, which matters beyond the Basic Multilingual Plane only.
 *
 * @throws Error for `claims` on a claim, and for a field inside a map other than `test.op` and `test.value`
 */
export function condition(filter: Filter, scope: Scope, parameters: Parameters): string {
  switch (filter.op) {
    case 'and':
    case 'or':
      return joined(filter, scope, parameters);
    case 'not':
      return `NOT (${condition(filter.of, scope, parameters)})`;
    case 'claims':
      return claimsCondition(filter, scope, parameters);
    default:
      return fieldCondition(filter, scope, parameters);
  }
}

function joined(filter: Extract<Filter, { op: 'and' | 'or' }>, scope: Scope, parameters: Parameters): string {
  if (filter.of.length === 0) return filter.op === 'and' ? 'true' : 'false';
  const parts = filter.of.map((part) => condition(part, scope, parameters));
  return parts.length === 1 ? (parts[0] as string) : `(${parts.join(filter.op === 'and' ? ' AND ' : ' OR ')})`;
}

type FieldFilter = Flat<Extract<Filter, { field: string }>>;

/** One member for each `op`, so that a test of `op` tells them apart. */
type Flat<Each extends { op: string }> = Each extends unknown
  ? { [Op in Each['op']]: Each & { readonly op: Op } }[Each['op']]
  : never;

const scalars: readonly Storage[] = ['text', 'number', 'boolean', 'any'];

function fieldCondition(filter: FieldFilter, scope: Scope, parameters: Parameters): string {
  const value = (storages: readonly Storage[]): string | null => expression(filter.field, scope, storages);
  const never = (text: string | null, whole: (text: string) => string): string =>
    text === null ? 'false' : `coalesce(${whole(text)}, false)`;
  switch (filter.op) {
    case 'absent':
      return absent(filter.field, scope);
    case 'empty':
      return `(${never(value(['list']), (list) => `size(${list}) = 0`)} OR ${never(value(['json']), (json) => `${json} = '[]'`)})`;
    case 'has':
      return never(value(['list']), (list) => `${parameters.add(filter.value)} IN ${list}`);
    case 'contains':
    case 'startsWith':
      return never(value(['text', 'any']), (text) => textCondition(text, filter.op, parameters.add(String(filter.value))));
    default:
      return never(value(scalars), (scalar) => `${scalar} ${comparisons[filter.op]} ${parameters.add(filter.value)}`);
  }
}

const comparisons = {
  eq: '=',
  in: 'IN',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
  contains: 'CONTAINS',
  startsWith: 'STARTS WITH',
} as const;

/** The type is asked because `toLower` of a number is an error. */
const textCondition = (text: string, op: 'contains' | 'startsWith', value: string): string =>
  `CASE WHEN ${text} IS :: STRING NOT NULL THEN toLower(${text}) ${comparisons[op]} toLower(${value}) END`;

/** A test's value has two properties, of which one is there. */
function absent(field: string, scope: Scope): string {
  const anything: readonly Storage[] = [...scalars, 'list', 'json'];
  const parts =
    field === 'test.value'
      ? [expression(field, scope, scalars), expression(field, scope, ['list'])]
      : [expression(field, scope, anything)];
  const conditions = parts.filter((part) => part !== null).map((part) => `${part} IS NULL`);
  return conditions.length === 0 ? 'true' : `(${conditions.join(' AND ')})`;
}

/** A field's value where it is kept in one of some ways; null where the kinds in question have no such field. */
function expression(field: string, scope: Scope, storages: readonly Storage[]): string | null {
  return field.includes('.')
    ? insideTest(field, scope, storages)
    : (derived(field, scope, storages) ?? property(field, scope, storages));
}

function insideTest(field: string, scope: Scope, storages: readonly Storage[]): string | null {
  if (scope.of !== 'claim' || (field !== 'test.op' && field !== 'test.value')) throw new Error(`A filter cannot read ${field}.`);
  const { variable } = scope;
  if (field === 'test.op') return storages.includes('text') ? `${variable}.${testProperties.op}` : null;
  if (storages.includes('any')) return `${variable}.${testProperties.value}`;
  return storages.includes('list') ? `${variable}.${testProperties.choices}` : null;
}

/** What is not a property: the ends and the relationship of a claim, the kind of an entity. */
function derived(field: string, scope: Scope, storages: readonly Storage[]): string | null {
  if (!storages.includes('text')) return null;
  if (scope.of === 'entity') return field === 'kind' ? kindCase(scope.variable, scope.kinds) : null;
  const { variable } = scope;
  const texts: Readonly<Record<string, string>> = {
    from: `startNode(${variable}).id`,
    to: `endNode(${variable}).id`,
    relationship: `type(${variable})`,
  };
  return texts[field] ?? null;
}

/** The kind of a node, out of some kinds, as text. */
export const kindCase = (variable: string, of: readonly EntityKind[]): string =>
  `CASE ${of.map((kind) => `WHEN ${variable}:${labelOf(kind)} THEN '${kind}'`).join(' ')} END`;

function property(field: string, scope: Scope, storages: readonly Storage[]): string | null {
  const tables =
    scope.of === 'entity'
      ? scope.kinds.map((kind) => entityStorage[kind])
      : scope.relationships.map((name) => claimStorage[name]);
  const found = tables.map((fields) => fields.find((stored) => stored.field === field));
  const fitting = found.find((stored) => stored && storages.includes(stored.storage));
  if (!fitting) return null;
  const plain = `${scope.variable}.${fitting.property}`;
  const isFitting = (stored: StoredField | undefined): boolean => !stored || storages.includes(stored.storage);
  return scope.of === 'claim' || found.every(isFitting)
    ? plain
    : guarded(
        plain,
        scope,
        scope.kinds.filter((_, index) => isFitting(found[index])),
      );
}

/** A property that is kept in another way at other kinds. */
const guarded = (plain: string, { variable }: Scope, of: readonly EntityKind[]): string =>
  `CASE WHEN ${of.map((kind) => `${variable}:${labelOf(kind)}`).join(' OR ')} THEN ${plain} END`;

type ClaimsFilter = Extract<Filter, { op: 'claims' }>;

function claimsCondition(filter: ClaimsFilter, scope: Scope, parameters: Parameters): string {
  if (scope.of === 'claim') throw new Error('A filter on a claim cannot follow further claims.');
  const { claim, end, pattern } = following(filter, scope);
  const among = condition(filter.among, claim, parameters);
  const matching = `(${condition(filter.where, claim, parameters)} AND ${condition(filter.end, end, parameters)})`;
  const found = (wanted: string): string =>
    `{ MATCH ${pattern} WHERE ${claim.variable}.hash IS NOT NULL AND ${among} AND ${wanted} }`;
  switch (filter.quantifier) {
    case 'some':
      return `EXISTS ${found(matching)}`;
    case 'none':
      return `NOT EXISTS ${found(matching)}`;
    case 'single':
      return `COUNT ${found(matching)} = 1`;
    case 'all':
      return `NOT EXISTS ${found(`NOT ${matching}`)}`;
  }
}

/** The pattern from a node to the claims that a filter follows. Names are fresh because they grow with the depth: `nc`, `ne`, `nec`… */
function following({ relationship, way }: ClaimsFilter, { variable }: Scope) {
  const claim = { of: 'claim', variable: `${variable}c`, relationships: [relationship] } as const;
  const kinds: readonly EntityKind[] = relationships[relationship][way === 'OUT' ? 'to' : 'from'];
  const end = { of: 'entity', variable: `${variable}e`, kinds } as const;
  const arrow = `-[${claim.variable}:${relationship}]-`;
  const pattern =
    way === 'OUT' ? `(${variable})${arrow}>(${end.variable}:Entity)` : `(${variable})<${arrow}(${end.variable}:Entity)`;
  return { claim, end, pattern };
}
