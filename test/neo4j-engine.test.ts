import neo4j from 'neo4j-driver';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readCompact } from '../seed/compact.ts';
import { GraphUnavailable } from '../src/graph/errors.ts';
import { and, everything, type Filter } from '../src/graph/filter.ts';
import type { Graph, Order, PageAsk, Reading } from '../src/graph/graph.ts';
import { kindNames } from '../src/graph/kinds.ts';
import { memoryGraph } from '../src/graph/memory.ts';
import { ask, connect, patience } from '../src/graph/neo4j/connection.ts';
import { neo4jGraph } from '../src/graph/neo4j/neo4j.ts';
import * as statements from '../src/graph/neo4j/statements.ts';
import { relationshipNames } from '../src/graph/relationships.ts';

const uri = inject('neo4j');
const snapshot = await readCompact(inject('seed'));
const ids = snapshot.entities.map(({ id }) => id);
const claimIds = snapshot.claims.map(({ id }) => id);
const options = {
  uri: uri ?? '',
  user: '',
  password: '',
  database: 'neo4j',
  budgetMs: 20_000,
  cacheBytes: 64_000_000,
  pollMs: 1000,
};
const signal = new AbortController().signal;
const firstTen: PageAsk = { size: 10, from: 'first', after: null, before: null };

/** A requirement in the Ninth Circuit on a factor that is not a yes or no, at least three years. */
const requirement: Filter = {
  op: 'claims',
  quantifier: 'some',
  relationship: 'REQUIRES',
  way: 'OUT',
  among: { op: 'absent', field: 'until' },
  where: and({ op: 'eq', field: 'test.op', value: 'AT_LEAST' }, { op: 'in', field: 'test.value', value: ['P3Y', 'P7Y', 'P10Y'] }),
  end: { op: 'not', of: { op: 'eq', field: 'valueType', value: 'BOOLEAN' } },
};

const filters: Readonly<Record<string, Filter>> = {
  'a requirement of at least some years': requirement,
  'text in another case': { op: 'contains', field: 'summary', value: 'REMOVAL' },
  'an absent field': { op: 'absent', field: 'to' },
  'not an earlier start': { op: 'not', of: { op: 'lt', field: 'from', value: '1996-09-30' } },
  'a list without entries': { op: 'empty', field: 'aliases' },
  'exactly one bar by a ground': {
    ...requirement,
    quantifier: 'single',
    relationship: 'BARRED_BY',
    where: everything,
    end: everything,
  },
  'all requirements with a page read': {
    ...requirement,
    quantifier: 'all',
    where: { op: 'eq', field: 'support', value: 'PAGE_READ' },
    end: everything,
  },
  'nothing of any kind': { op: 'or', of: [] },
};

const byTitle: Order[] = [{ field: 'title', descending: false }];

const orders: readonly Order[][] = [
  [
    { field: 'from', descending: true },
    { field: 'category', descending: false },
  ],
  [{ field: 'cap', descending: false }],
];

describe.runIf(uri !== null)('a graph in Neo4j', () => {
  let graph: Graph;
  let neo: Reading;
  let memory: Reading;
  beforeAll(async () => {
    graph = neo4jGraph(options);
    neo = await graph.open({ signal });
    memory = await memoryGraph(snapshot).open({ signal });
  });
  afterAll(() => graph.close());

  test('gives the whole seed back exactly', async () => {
    expect(neo.dataset).toEqual(snapshot.dataset);
    expect(await neo.entitiesById([...ids, 'nothing', ids[0] as string])).toStrictEqual([
      ...snapshot.entities,
      null,
      snapshot.entities[0],
    ]);
    expect(await neo.claimsById([...claimIds, 'a.b.c', 'nothing'])).toStrictEqual([...snapshot.claims, null, null]);
  });

  test('lists the claims of an entity as memory does', async () => {
    const some = [...ids.filter((_, index) => index % 6 === 0), 'nothing'];
    for (const way of ['OUT', 'IN'] as const) {
      const expected = await memory.claimsOf(some, way, relationshipNames);
      expect(await neo.claimsOf(some, way, relationshipNames)).toStrictEqual(expected);
    }
  });

  test('lists changes and ids as memory does', async () => {
    const ask = { from: '2012-01-01', to: '2021-01-20', kinds: ['RELIEF_TYPE', 'POLICY_INSTRUMENT'] } as const;
    expect(await neo.claimsChanging(ask)).toStrictEqual(await memory.claimsChanging(ask));
    expect(await neo.ids(kindNames)).toStrictEqual(await memory.ids(kindNames));
  });

  test.each(Object.entries(filters))('filters as memory does: %s', async (_, filter) => {
    const found = await memory.entityCount({ kind: 'RELIEF_TYPE', filter });
    expect(await neo.entityCount({ kind: 'RELIEF_TYPE', filter })).toBe(found);
    const asked = { kind: 'RELIEF_TYPE', filter, order: byTitle, page: { ...firstTen, size: 100 } } as const;
    expect(await neo.entityPage(asked)).toStrictEqual(await memory.entityPage(asked));
  });

  test.each(orders.map((order) => [order]))('walks a list from either end in the order %j', async (order) => {
    for (const from of ['first', 'last'] as const) {
      expect(await walk(neo, order, from)).toEqual(await walk(memory, order, from));
    }
  });

  test('pages claims both ways and counts a loop once', async () => {
    const asked = {
      id: 'individual-hearing',
      ways: ['OUT', 'IN'],
      relationships: relationshipNames,
      filter: everything,
    } as const;
    expect(await neo.claimCount(asked)).toBe(await memory.claimCount(asked));
    for (const page of [firstTen, { ...firstTen, from: 'last' as const }, { ...firstTen, after: ['individual-hearing.k'] }]) {
      expect(await neo.claimPage({ ...asked, page })).toStrictEqual(await memory.claimPage({ ...asked, page }));
    }
  });

  test('sends one statement for a cold read and none for a warm one', async () => {
    const cold = neo4jGraph(options);
    const reads: ((reading: Reading) => Promise<unknown>)[] = [
      (reading) => reading.entitiesById(['asylum', 'nothing']),
      (reading) => reading.claimsById(claimIds.slice(0, 3)),
      (reading) => reading.claimsOf(['asylum', 'nothing'], 'OUT', ['REQUIRES', 'WAIVES']),
      (reading) => reading.entityPage({ kind: 'FORM', filter: everything, order: [], page: firstTen }),
      (reading) => reading.entityCount({ kind: 'FORM', filter: everything }),
    ];
    for (const read of reads) {
      const [first, second] = [await cold.open({ signal }), await cold.open({ signal })];
      const answer = await read(first);
      expect(first.statements()).toBe(1);
      expect(await read(second)).toEqual(answer);
      expect(second.statements()).toBe(0);
    }
    await cold.close();
  });

  test('reads each list of claims out of the lists that are kept', async () => {
    const kept = neo4jGraph(options);
    const reading = await kept.open({ signal });
    await reading.claimsOf(['asylum'], 'OUT', ['REQUIRES', 'BARRED_BY', 'CONFERS']);
    const part = await reading.claimsOf(['asylum'], 'OUT', ['CONFERS', 'REQUIRES']);
    expect(part).toEqual(await memory.claimsOf(['asylum'], 'OUT', ['CONFERS', 'REQUIRES']));
    expect(reading.statements()).toBe(1);
    await kept.close();
  });

  test('ends every read when its request is given up', async () => {
    const abort = new AbortController();
    const reading = await graph.open(abort);
    abort.abort();
    await expect(reading.entitiesById(['asylum'])).rejects.toThrow(GraphUnavailable);
  });
});

describe.runIf(uri !== null)('the statements', () => {
  const lookups = {
    entitiesById: statements.entitiesById(['asylum']),
    claimsById: statements.claimsById(claimIds.slice(0, 2)),
    claimsOf: statements.claimsOf(['asylum'], 'OUT', ['REQUIRES', 'BARRED_BY']),
    claimsOfAny: statements.claimsOf(['asylum'], 'IN', relationshipNames),
    claimPage: statements.claimPage({
      id: 'asylum',
      ways: ['OUT', 'IN'],
      relationships: ['REQUIRES', 'BARS'],
      filter: { op: 'eq', field: 'support', value: 'NONE' },
      page: { ...firstTen, after: ['a'] },
    }),
    claimCount: statements.claimCount({ id: 'asylum', ways: ['IN'], relationships: ['BARS'], filter: everything }),
    dataset: statements.datasetStatement,
  };
  const lists = {
    entityPage: statements.entityPage({ kind: 'RELIEF_TYPE', filter: requirement, order: orders[0] as Order[], page: firstTen }),
    entityCount: statements.entityCount({ kind: 'RELIEF_TYPE', filter: requirement }),
    claimsChanging: statements.claimsChanging({ from: '2012-01-01', to: '2013-01-01', kinds: ['RELIEF_TYPE'] }),
    entityIds: statements.entityIds(['FORM', 'TOPIC']),
  };
  const driver = neo4j.driver(uri ?? 'bolt://localhost');
  afterAll(() => driver.close());

  test.each(Object.entries(lookups))('%s only reads, and starts from an index', async (_, statement) => {
    const { type, operators } = await explain(statement);
    expect(type).toBe('r');
    expect(operators.filter((name) => /Scan/.test(name))).toEqual([]);
    expect(operators.join()).toContain('NodeUniqueIndexSeek');
  });

  test.each(Object.entries(lists))('%s only reads, and starts from its kinds', async (_, statement) => {
    const { type, operators } = await explain(statement);
    expect(type).toBe('r');
    expect(operators.filter((name) => /AllNodesScan|RelationshipsScan|RelationshipTypeScan/.test(name))).toEqual([]);
  });

  test('a page by title is read in the order of an index', async () => {
    const page = { ...firstTen, after: ['A', 'a'] };
    const { operators } = await explain(statements.entityPage({ kind: 'FORM', filter: everything, order: byTitle, page }));
    expect(operators).toContain('NodeIndexSeek');
    expect(operators.filter((name) => /Sort|Top/.test(name))).toEqual([]);
  });

  async function explain({ text, parameters }: statements.Statement): Promise<{ type: string; operators: string[] }> {
    const { summary } = await driver.executeQuery(`EXPLAIN ${text}`, parameters);
    return { type: summary.queryType, operators: operatorsOf(summary.plan as Plan) };
  }
});

describe.runIf(uri !== null)('a read that takes too long', () => {
  const connection = connect(options);
  afterAll(() => connection.driver.close());
  const slow = (name: string): statements.Statement => ({
    text: `// ${name}\nUNWIND range(1, 2000000000) AS x WITH count(x % 7) AS n RETURN [n] AS rows, 0 AS mark`,
    parameters: {},
  });

  test('fails at the end of its budget and is ended in the server', async () => {
    const started = performance.now();
    const failure = await ask(connection, slow('slowBudget'), patience(500, signal)).catch((error) => error);
    expect(failure).toBeInstanceOf(GraphUnavailable);
    expect(failure.message).toMatch(/did not answer within 500 ms/);
    expect(performance.now() - started).toBeLessThan(1500);
    await expect.poll(() => running('slowBudget'), { timeout: 3000 }).toBe(0);
  });

  test('is ended in the server when its request is given up', async () => {
    const abort = new AbortController();
    const read = ask(connection, slow('slowAbort'), patience(20_000, abort.signal)).catch((error) => error);
    await expect.poll(() => running('slowAbort'), { timeout: 3000 }).toBe(1);
    abort.abort();
    expect(await read).toBeInstanceOf(GraphUnavailable);
    await expect.poll(() => running('slowAbort'), { timeout: 3000 }).toBe(0);
  });

  async function running(name: string): Promise<number> {
    const { records } = await connection.driver.executeQuery(
      'SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH $start RETURN count(*) AS n',
      { start: `// ${name}` },
    );
    return records[0]?.get('n');
  }
});

interface Plan {
  readonly operatorType: string;
  readonly children: readonly Plan[];
}

const operatorsOf = ({ operatorType, children }: Plan): string[] => [
  operatorType.replace('@neo4j', ''),
  ...children.flatMap(operatorsOf),
];

/** Ids of all reliefs, read thirty at a time from one end, with the cursors that the records give. */
async function walk(reading: Reading, order: readonly Order[], from: PageAsk['from']): Promise<string[]> {
  const pages: string[][] = [];
  for (let page: PageAsk | null = { ...firstTen, size: 30, from }; page !== null; ) {
    const { items, more } = await reading.entityPage({ kind: 'RELIEF_TYPE', filter: everything, order, page });
    const last = items.at(from === 'first' ? -1 : 0) as unknown as Record<string, string | null>;
    const key = more ? [...order.map(({ field }) => last[field] ?? null), last.id as string] : null;
    pages.push(items.map(({ id }) => id));
    page = key && { size: 30, from, after: from === 'first' ? key : null, before: from === 'last' ? key : null };
  }
  return (from === 'first' ? pages : pages.reverse()).flat();
}
