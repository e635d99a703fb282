import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { readCompact } from '../seed/compact.ts';
import { GraphUnavailable } from '../src/graph/errors.ts';
import type { Graph, Reading } from '../src/graph/graph.ts';
import { patience } from '../src/graph/neo4j/connection.ts';
import { loadSnapshot } from '../src/graph/neo4j/load.ts';
import { neo4jGraph } from '../src/graph/neo4j/neo4j.ts';
import { serverAt } from '../src/graph/neo4j/server.ts';
import type { Snapshot } from '../src/graph/records.ts';
import { partOf } from './neo4j/part.ts';
import { type Network, networkTo } from './neo4j/proxy.ts';
import { type Neo4jServer, startNeo4j } from './neo4j/server.ts';

const signal = new AbortController().signal;
const part = partOf(await readCompact(inject('seed')), ['RELIEF_TYPE', 'FORM']);
const ids = part.entities.map(({ id }) => id);
const kept = ids.slice(0, 5);
const versionOf = (version: string): Snapshot => ({ ...part, dataset: { ...part.dataset, version } });
const where = (port: number) => ({ uri: `bolt://127.0.0.1:${port}`, user: '', password: '', database: 'neo4j' });
const graphAt = (port: number): Graph =>
  neo4jGraph({ ...where(port), budgetMs: 10_000, cacheBytes: 10_000_000, pollMs: 600_000 });

/** What comes of a read, and after how many milliseconds. */
async function timed(read: Promise<unknown>): Promise<{ outcome: unknown; ms: number }> {
  const started = performance.now();
  const outcome = await read.catch((error) => error);
  return { outcome, ms: performance.now() - started };
}

/** Ids that no read has asked for. */
let fresh = 0;
const notKept = (reading: Reading) => reading.entitiesById([`nothing-${fresh++}`]);

describe.runIf(inject('neo4j') !== null)('a graph whose Neo4j', () => {
  let neo4j: Neo4jServer;
  let network: Network;
  let graph: Graph;

  /** A graph on its own way to the server, which has read the entities of `kept`. */
  async function open(port: number): Promise<void> {
    await graph?.close();
    graph = graphAt(port);
    await (await graph.open({ signal })).entitiesById(kept);
  }
  const readKept = async () => (await graph.open({ signal })).entitiesById(kept);
  const readOther = async () => notKept(await graph.open({ signal }));

  async function expectAway(): Promise<void> {
    const { outcome, ms } = await timed(readOther());
    expect(outcome).toBeInstanceOf(GraphUnavailable);
    expect(outcome).toMatchObject({ message: expect.stringMatching(/does not answer\.$/) });
    expect(ms).toBeLessThan(1000);
    expect(await readKept()).toEqual(part.entities.slice(0, 5));
  }
  const expectBack = async (timeout = 5000): Promise<void> =>
    expect.poll(() => readOther().catch(() => 'away'), { timeout, interval: 20 }).toEqual([null]);

  beforeAll(async () => {
    neo4j = await startNeo4j();
    await loadSnapshot(where(neo4j.port), versionOf('one'));
  }, 120_000);
  afterAll(async () => {
    await graph.close();
    await neo4j.stop();
  });

  describe('is behind a network', () => {
    beforeEach(async () => {
      network = await networkTo(neo4j.port);
      await open(network.port);
      return () => network.close();
    });

    test('that refuses goes on with what is kept, and fails soon for the rest', async () => {
      await network.refuse();
      for (let time = 0; time < 3; time++) await expectAway();
      await network.mend();
      await expectBack();
    });

    test('that breaks its connections reads on over new ones', async () => {
      for (let time = 0; time < 5; time++) {
        network.reset();
        await expectBack();
      }
    });

    // On a busy machine the greeting may be too slow for it to be taken as there: then a read says so, and never that there is nothing.
    test('that breaks them under its reads answers each of them or says that it cannot, and is back', async () => {
      network.delay(50);
      const reads = Array.from({ length: 20 }, () => timed(readOther()));
      setTimeout(network.reset, 120);
      for (const { outcome } of await Promise.all(reads)) {
        if (!(outcome instanceof GraphUnavailable)) expect(outcome).toEqual([null]);
      }
      await expectBack();
    });

    test('that takes and never answers ends its reads and piles up no connections', async () => {
      network.stall();
      const reads = await Promise.all(Array.from({ length: 50 }, () => timed(readOther())));
      expect(reads.map(({ outcome }) => (outcome as Error).name)).toEqual(reads.map(() => 'GraphUnavailable'));
      expect(Math.max(...reads.map(({ ms }) => ms))).toBeLessThan(2000);
      for (let time = 0; time < 10; time++) {
        await Promise.all(Array.from({ length: 50 }, expectAway));
        await new Promise((resolve) => setTimeout(resolve, 200));
        expect(network.connections()).toBeLessThan(10);
      }
      await network.mend();
      await expectBack();
      expect(network.connections()).toBeLessThan(10);
    });

    test('that is silent when nothing is read is known to be before the next read', async () => {
      network.stall();
      await new Promise((resolve) => setTimeout(resolve, 2500));
      await expectAway();
      await network.mend();
      await expectBack();
    });

    test('that is silent from the start fails soon, and is used when it answers', async () => {
      network.stall();
      const cold = graphAt(network.port);
      const { outcome, ms } = await timed(cold.open({ signal }));
      expect(outcome).toBeInstanceOf(GraphUnavailable);
      expect(ms).toBeLessThan(3000);
      await network.mend();
      await expect.poll(async () => cold.open({ signal }).then(notKept, () => 'away'), { timeout: 5000 }).toEqual([null]);
      await cold.close();
    });

    test('that is slow fails no read', async () => {
      network.delay(100);
      await open(network.port);
      for (let round = 0; round < 6; round++) {
        expect(await Promise.all(Array.from({ length: 10 }, readOther))).toEqual(Array(10).fill([null]));
      }
    });

    test('gives the version that was loaded meanwhile', async () => {
      const before = await graph.open({ signal });
      await network.refuse();
      await expectAway();
      await loadSnapshot(where(neo4j.port), versionOf('two'));
      expect((await graph.open({ signal })).dataset.version).toBe('one');
      await network.mend();
      await expect.poll(async () => (await graph.open({ signal })).dataset.version, { timeout: 5000 }).toBe('two');
      await expect(notKept(before)).rejects.toThrow(/no longer one/);
      expect(await readOther()).toEqual([null]);
    });
  });

  test('works on a slow statement waits for it', async () => {
    const server = serverAt(where(neo4j.port));
    const text = '// slow\nUNWIND range(1, 10000000) AS x WITH count(x % 7) AS n RETURN [n] AS rows, 0 AS mark';
    expect(await server.ask({ text, parameters: {} }, patience(20_000, signal))).toEqual({ rows: [10_000_000], mark: 0 });
    await server.close();
  });

  test('is killed answers what is kept, and everything when it runs again', async () => {
    await open(neo4j.port);
    await neo4j.kill();
    for (let time = 0; time < 3; time++) await expectAway();
    const { home, port } = neo4j;
    neo4j = await startNeo4j({ home, port });
    // The first statement of a server that has just started takes seconds on a busy machine.
    await expectBack(30_000);
    expect(await (await graph.open({ signal })).entitiesById(ids)).toEqual(part.entities);
  }, 120_000);
});
