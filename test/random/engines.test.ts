import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { fieldsOf } from '../../src/graph/kinds.ts';
import { memoryGraph } from '../../src/graph/memory.ts';
import { loadSnapshot } from '../../src/graph/neo4j/load.ts';
import { neo4jGraph } from '../../src/graph/neo4j/neo4j.ts';
import type { Snapshot } from '../../src/graph/records.ts';
import { type Api, apiOver, type Data } from '../engines.ts';
import { type Neo4jServer, startNeo4j } from '../neo4j/server.ts';
import { idsOf, patience } from './api.ts';
import { anyCase, anyPathsQuestion, assessDocument, denialDocument, ofDenials, pathsDocument } from './cases.ts';
import { anyRead, pageOfRead } from './reads.ts';

const sample = <Value>(arbitrary: fc.Arbitrary<Value>, count: number): Value[] =>
  fc.sample(arbitrary, { numRuns: count, seed: 20_240_301 });

const cases = sample(anyCase(ofDenials, 150), 10);
const questions = sample(anyPathsQuestion, 12);
const reads = sample(anyRead, 8);
const snapshots: readonly Snapshot[] = [...cases, ...questions, ...reads].map(({ snapshot }) => snapshot);

/** Marks every id of a random graph with the number of the graph, so that many graphs stand side by side in one dataset. */
function marked<Value>(graph: number, value: Value): Value {
  const { entities, claims } = snapshots[graph] as Snapshot;
  const ids = new Map(idsOf(entities).map((id) => [id, `g${graph}-${id}`]));
  for (const { id } of claims) ids.set(id, id.replace(/^[^.]+\.[^.]+\./, `g${graph}-$&g${graph}-`));
  const mark = (_: string, text: unknown) => (typeof text === 'string' && ids.get(text)) || text;
  return JSON.parse(JSON.stringify(value), mark) as Value;
}

/** All the random graphs in one dataset. */
function together(): Snapshot {
  const all = snapshots.map((snapshot, graph) => marked(graph, snapshot));
  const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : 1);
  return {
    dataset: { ...(all[0] as Snapshot).dataset, version: 'many random graphs' },
    entities: all.flatMap(({ entities }) => entities).sort((a, b) => (a.kind === b.kind ? byId(a, b) : a.kind < b.kind ? -1 : 1)),
    claims: all.flatMap(({ claims }) => claims).sort(byId),
  };
}

describe.runIf(inject('neo4j') !== null)('on random graphs, memory and Neo4j', () => {
  let server: Neo4jServer | undefined;
  let memory: Api;
  let neo4j: Api;
  beforeAll(async () => {
    server = await startNeo4j();
    const place = { uri: server.uri, user: '', password: '', database: 'neo4j' };
    const snapshot = together();
    await loadSnapshot(place, snapshot);
    memory = await apiOver(memoryGraph(snapshot));
    neo4j = await apiOver(neo4jGraph({ ...place, budgetMs: 20_000, cacheBytes: 64_000_000, pollMs: 1000 }));
  }, patience);
  afterAll(async () => {
    await memory?.close();
    await neo4j?.close();
    await server?.stop();
  }, patience);

  async function agree(query: string, variables: Data): Promise<void> {
    const [expected, came] = [await memory.answer(query, variables), await neo4j.answer(query, variables)];
    expect(came).toEqual(expected);
  }

  test('assess and rank alike', { timeout: patience }, async () => {
    for (const [at, { remedies, scope, because, snapshot: _, ...rest }] of cases.entries()) {
      const common = marked(at, rest);
      for (const remedy of marked(at, remedies)) await agree(assessDocument, { ...common, remedy });
      const denied = marked(at, { relief: remedies[0], because });
      await agree(denialDocument, { ...common, ...denied, scope: common.stage === null ? 'LISTED' : scope });
    }
  });

  test('find the same paths', { timeout: patience }, async () => {
    for (const [at, { question }] of questions.entries()) await agree(pathsDocument, marked(cases.length + at, question));
  });

  test('filter, order and page alike', { timeout: patience }, async () => {
    const [here, there] = await Promise.all(
      [memory, neo4j].map(({ graph }) => graph.open({ signal: AbortSignal.timeout(patience) })),
    );
    let found = 0;
    for (const [at, { filter, ...read }] of reads.entries()) {
      const order = read.order.filter(({ field }) => field in fieldsOf(read.kind));
      const page = pageOfRead({ ...read, order });
      const ask = marked(cases.length + questions.length + at, { kind: read.kind, filter, order, page });
      const expected = await here?.entityPage(ask);
      expect(await there?.entityPage(ask)).toEqual(expected);
      expect(await there?.entityCount(ask)).toBe(await here?.entityCount(ask));
      found += expected?.items.length ?? 0;
    }
    expect(found).toBeGreaterThan(reads.length / 2);
  });
});
