import neo4j from 'neo4j-driver';
import type { EntityKind, Relationship } from '../../generated/schema.ts';
import { adjacencyLimit, type ChangesAsk, type ClaimPageAsk, changeLimit, type EntityPageAsk, type Order } from '../graph.ts';
import { kindNames } from '../kinds.ts';
import type { Way } from '../records.ts';
import { relationshipNames } from '../relationships.ts';
import { condition, kindCase, newParameters, type Parameters } from './filter.ts';
import { betweenCursors, orderBy, type SortKey } from './keyset.ts';
import { endsOf } from './rows.ts';
import { claimBase, claimStorage, entityBase, entityStorage, labelOf, type StoredField } from './stored.ts';

/**
 * A read and its values. It gives one record: `rows`, a list, and `mark`, which names the load that they are all of (see `Loaded`); null
 * without a dataset.
 */
export interface Statement {
  readonly text: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/**
 * Ends every read. A load changes the mark before its commit and again after it. So where the mark is still that of a load which was
 * complete before the read began, no commit was being applied while its rows were read.
 */
const underWhichMark = `OPTIONAL MATCH (s:DatasetSwitch {id: 'switch'})
RETURN rows, s.mark AS mark`;

const statement = (name: string, lines: readonly string[], parameters: Statement['parameters']): Statement => ({
  text: [`// ${name}`, ...lines, underWhichMark].join('\n'),
  parameters,
});

/** What was loaded. The one row tells the mark before it, the server's clock, and the properties of the dataset's node, if there is one. */
export const datasetStatement: Statement = {
  text: `// dataset
OPTIONAL MATCH (before:DatasetSwitch {id: 'switch'})
WITH before.mark AS earlier
OPTIONAL MATCH (d:Dataset {id: 'dataset'})
WITH [{earlier: earlier, now: timestamp(), dataset: d {.load, .version, .law, .unverified, .entities, .claims, .support, .coverage, .most}}] AS rows
${underWhichMark}`,
  parameters: {},
};

/** Entities of any kind, in no order, without those that are not there. */
export const entitiesById = (ids: readonly string[]): Statement => ({ text: entitiesByIdText, parameters: { ids } });

/**
 * Claims of any relationship, in no order, without those that are not there. A claim is looked for between the two entities that its id
 * names, as the load has checked.
 */
export const claimsById = (ids: readonly string[]): Statement => ({
  text: claimsByIdText,
  parameters: { keys: ids.map((id) => ({ id, ...endsOf(id) })) },
});

/**
 * The claims of some relationships at each entity: rows `{id, many, claims}`, in no order, without unknown entities; the claims by id,
 * none where there are too many.
 */
export function claimsOf(ids: readonly string[], way: Way, names: readonly Relationship[]): Statement {
  const types = typesOf(names);
  const [left, right] = arrows[way];
  const lines = [
    'UNWIND $ids AS key',
    'MATCH (n:Entity {id: key})',
    `WITH n, COUNT { (n)${left}[${types}]${right}() } > $limit AS many`,
    'CALL (n, many) {',
    `  MATCH (n)${left}[c${types}]${right}()`,
    '  WHERE NOT many AND c.hash IS NOT NULL',
    '  WITH c ORDER BY c.id',
    `  RETURN collect(${claimRow('c', names)}) AS claims`,
    '}',
    'WITH collect({id: n.id, many: many, claims: claims}) AS rows',
  ];
  return statement(`claimsOf ${way} ${names.join('|')}`, lines, { ids, limit: neo4j.int(adjacencyLimit) });
}

/** A page of claims at one entity with one more than its size, ordered by id; counted from the end it is in reverse order. */
export function claimPage(ask: ClaimPageAsk): Statement {
  const parameters = newParameters();
  const keys: SortKey[] = [{ expression: 'c.id', descending: false, nullable: false }];
  const lines = [
    ...matchClaims(ask, parameters, betweenCursors(keys, ask.page, parameters)),
    `WITH DISTINCT c ${orderBy(keys, ask.page.from)} LIMIT ${limit(ask.page.size, parameters)}`,
    `WITH collect(${claimRow('c', ask.relationships)}) AS rows`,
  ];
  return statement(`claimPage ${nameOf(ask)}`, lines, parameters.values);
}

/** How many claims match, as the one row. */
export function claimCount(ask: Omit<ClaimPageAsk, 'page'>): Statement {
  const parameters = newParameters();
  const lines = [...matchClaims(ask, parameters, []), 'WITH [count(DISTINCT c)] AS rows'];
  return statement(`claimCount ${nameOf(ask)}`, lines, parameters.values);
}

/** A page of entities of a kind with one more than its size; counted from the end it is in reverse order. */
export function entityPage(ask: EntityPageAsk): Statement {
  const parameters = newParameters();
  const keys = sortKeys(ask.kind, ask.order);
  const lines = [
    ...matchEntities(ask, parameters, [...keys.filter(isWhole).map(inIndex), ...betweenCursors(keys, ask.page, parameters)]),
    `WITH n ${orderBy(keys, ask.page.from)} LIMIT ${limit(ask.page.size, parameters)}`,
    `WITH collect(${entityRow('n', ask.kind)}) AS rows`,
  ];
  return statement(`entityPage ${labelOf(ask.kind)} by ${ask.order.map(({ field }) => field).join()}`, lines, parameters.values);
}

/** How many entities match, as the one row. */
export function entityCount(ask: Omit<EntityPageAsk, 'page' | 'order'>): Statement {
  const parameters = newParameters();
  const lines = [...matchEntities(ask, parameters, []), 'WITH [count(n)] AS rows'];
  return statement(`entityCount ${labelOf(ask.kind)}`, lines, parameters.values);
}

/** Claims that begin or end in a span and start at some kinds, by id, one more than `changeLimit` at most. */
export function claimsChanging({ from, to, kinds }: ChangesAsk): Statement {
  const lines = [
    `MATCH (a:${kinds.map(labelOf).join('|')})-[c]->()`,
    'WHERE c.hash IS NOT NULL AND ($from <= c.since <= $to OR $from <= c.until <= $to)',
    'WITH c ORDER BY c.id LIMIT $limit',
    `WITH collect(${claimRow('c', relationshipNames)}) AS rows`,
  ];
  return statement('claimsChanging', lines, { from, to, limit: neo4j.int(changeLimit + 1) });
}

/** Ids of the entities of some kinds, in order. */
export function entityIds(kinds: readonly EntityKind[]): Statement {
  const lines = [
    `MATCH (n:${kinds.map(labelOf).join('|')})`,
    'WHERE n.hash IS NOT NULL',
    'WITH n.id AS id ORDER BY id',
    'WITH collect(id) AS rows',
  ];
  return statement('entityIds', lines, {});
}

const arrows: Readonly<Record<Way | 'BOTH', readonly [string, string]>> = { OUT: ['-', '->'], IN: ['<-', '-'], BOTH: ['-', '-'] };

/** What is asked of a relationship's type: nothing where every type will do, which is planned much faster. */
const typesOf = (names: readonly Relationship[]): string =>
  names.length === relationshipNames.length ? '' : `:${names.join('|')}`;

const wayOf = (ways: readonly Way[]): Way | 'BOTH' => (ways.every((way) => way === ways[0]) ? (ways[0] ?? 'BOTH') : 'BOTH');

const nameOf = ({ ways, relationships }: Omit<ClaimPageAsk, 'page'>): string => `${wayOf(ways)} ${relationships.join('|')}`;

function matchClaims(ask: Omit<ClaimPageAsk, 'page'>, parameters: Parameters, further: readonly string[]): string[] {
  const [left, right] = arrows[wayOf(ask.ways)];
  const filter = condition(ask.filter, { of: 'claim', variable: 'c', relationships: ask.relationships }, parameters);
  return [
    `MATCH (n:Entity {id: ${parameters.add(ask.id)}})${left}[c${typesOf(ask.relationships)}]${right}()`,
    `WHERE ${['c.hash IS NOT NULL', filter, ...further].join(' AND ')}`,
  ];
}

function matchEntities(ask: Omit<EntityPageAsk, 'page' | 'order'>, parameters: Parameters, further: readonly string[]): string[] {
  const filter = condition(ask.filter, { of: 'entity', variable: 'n', kinds: [ask.kind] }, parameters);
  return [`MATCH (n:${labelOf(ask.kind)})`, `WHERE ${['n.hash IS NOT NULL', filter, ...further].join(' AND ')}`];
}

/** One more than the page, which tells whether the list goes on. */
const limit = (size: number, parameters: Parameters): string => parameters.add(neo4j.int(size + 1));

/** The keys of an order, up to the id, which is the last one always. */
function sortKeys(kind: EntityKind, order: readonly Order[]): SortKey[] {
  const at = order.findIndex(({ field }) => field === 'id');
  const own = at < 0 ? order : order.slice(0, at);
  const id = order[at] ?? { field: 'id', descending: false };
  return [...own, id].map(({ field, descending }) => {
    const { property, nullable } = storedField(kind, field);
    return { expression: `n.${property}`, descending, nullable };
  });
}

function storedField(kind: EntityKind, name: string): StoredField {
  const found = entityStorage[kind].find(({ field }) => field === name);
  if (found) return found;
  throw new Error(`Expected a field of ${labelOf(kind)} to order by, but got ${name}.`);
}

const isWhole = ({ nullable }: SortKey): boolean => !nullable;

/** True of every entity; it lets an index give the order. */
const inIndex = ({ expression }: SortKey): string => `${expression} IS NOT NULL`;

const valuesOf = (variable: string, fields: readonly StoredField[]): string =>
  fields.map(({ property }) => `${variable}.${property}`).join(', ');

/** A node as `EntityRow`. */
const entityRow = (variable: string, kind: EntityKind): string => `['${kind}', ${valuesOf(variable, entityStorage[kind])}]`;

/** A node of any kind as `EntityRow`. */
const anyEntityRow = (variable: string): string => {
  const own = kindNames.map((kind) => {
    const [values, label] = [valuesOf(variable, entityStorage[kind].slice(entityBase.length)), labelOf(kind)];
    return `  WHEN ${variable}:${label} THEN [${values}]`;
  });
  return [`[${kindCase(variable, kindNames)}, ${valuesOf(variable, entityBase)}] + CASE`, ...own, 'END'].join('\n');
};

/** A relationship of one of some types as `ClaimRow`. */
function claimRow(variable: string, names: readonly Relationship[]): string {
  const base = `[type(${variable}), startNode(${variable}).id, endNode(${variable}).id, ${valuesOf(variable, claimBase)}]`;
  const own = names
    .map((name) => ({ name, fields: claimStorage[name].slice(claimBase.length) }))
    .filter(({ fields }) => fields.length > 0)
    .map(({ name, fields }) => `  WHEN '${name}' THEN [${valuesOf(variable, fields)}]`);
  return own.length === 0 ? base : [`${base} + CASE type(${variable})`, ...own, '  ELSE []', 'END'].join('\n');
}

const entitiesByIdText = statement(
  'entitiesById',
  ['UNWIND $ids AS key', 'MATCH (n:Entity {id: key})', 'WHERE n.hash IS NOT NULL', `WITH collect(${anyEntityRow('n')}) AS rows`],
  {},
).text;

const claimsByIdText = statement(
  'claimsById',
  [
    'UNWIND $keys AS key',
    'MATCH (a:Entity {id: key.from}) MATCH (b:Entity {id: key.to})',
    `MATCH (a)-[c]->(b)`,
    'WHERE c.id = key.id AND c.hash IS NOT NULL',
    `WITH collect(${claimRow('c', relationshipNames)}) AS rows`,
  ],
  {},
).text;
