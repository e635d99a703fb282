import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import neo4j, { type Driver } from 'neo4j-driver';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readCompact } from '../seed/compact.ts';
import { VersionChanged } from '../src/graph/errors.ts';
import type { Graph, Reading } from '../src/graph/graph.ts';
import { loadSnapshot } from '../src/graph/neo4j/load.ts';
import { neo4jGraph } from '../src/graph/neo4j/neo4j.ts';
import { claimProperties, entityProperties } from '../src/graph/neo4j/rows.ts';
import { describeLoad } from '../src/graph/neo4j/seed.ts';
import type { Claim, Entity, Snapshot } from '../src/graph/records.ts';
import { relationshipNames } from '../src/graph/relationships.ts';
import { partOf } from './neo4j/part.ts';
import { type Neo4jServer, startNeo4j } from './neo4j/server.ts';

const password = 'a long password';
const signal = new AbortController().signal;
const seed = await readCompact(inject('seed'));

/** Some 350 entities and the 1,200 claims among them. */
const part = partOf(seed, ['RELIEF_TYPE', 'ELIGIBILITY_FACTOR']);
const old = versionOf(part, 'old', (index) => index % 10 !== 1);
const next = versionOf(part, 'next', (index) => index % 10 !== 2);

describe.runIf(inject('neo4j') !== null)('a load', () => {
  let server: Neo4jServer;
  let driver: Driver;
  let folder: string;
  const options = () => ({ uri: server.uri, user: 'neo4j', password, database: 'neo4j' });
  const graphOf = (changes: object = {}): Graph =>
    neo4jGraph({ ...options(), budgetMs: 10_000, cacheBytes: 1, pollMs: 200, ...changes });
  const load = (snapshot: Snapshot) => loadSnapshot(options(), snapshot);

  beforeAll(async () => {
    server = await startNeo4j({ password });
    driver = neo4j.driver(server.uri, neo4j.auth.basic('neo4j', password), { disableLosslessIntegers: true });
    folder = await mkdtemp(join(tmpdir(), 'reliefgraph-load-'));
    await writeFile(join(folder, 'old.json'), JSON.stringify(old));
    await writeFile(join(folder, 'next.json'), JSON.stringify(next));
  }, 120_000);
  afterAll(async () => {
    await driver.close();
    await server.stop();
    await rm(folder, { recursive: true });
  });

  test('is asked for where the database holds none', async () => {
    const graph = graphOf();
    await expect(graph.open({ signal })).rejects.toThrow(/holds no dataset: run npm run seed/);
    await graph.close();
  });

  test('writes everything once and nothing the second time', async () => {
    const total = old.entities.length + old.claims.length;
    const steps: number[] = [];
    const first = await loadSnapshot(options(), old, (done) => steps.push(done));
    expect(first).toMatchObject({ versionBefore: null, version: 'old', added: total, changed: 0, removed: 0 });
    expect([steps[0], steps.at(-1)]).toEqual([0, total]);
    const mark = await markNow();
    const second = await load(old);
    expect(second).toMatchObject({ versionBefore: 'old', version: 'old', added: 0, changed: 0, removed: 0 });
    expect(describeLoad(second)).toBe('already at version old: nothing changed');
    expect(await markNow()).toBe(mark);
  });

  test('touches only what changed and keeps what users added', async () => {
    const [first, second, third] = old.claims as unknown as [Claim, Claim, Claim];
    await run(
      `MATCH (a:Entity {id: $from})-[c {id: $id}]->(b:Entity) SET a.mine = 'kept', c.mine = 'kept'
       CREATE (a)<-[:ABOUT]-(:Note {text: 'ours'}) CREATE (a)-[:REQUIRES {id: 'mine'}]->(b)`,
      { from: first.from, id: first.id },
    );
    const changed: Snapshot = {
      dataset: { ...old.dataset, version: 'changed' },
      entities: old.entities.map((entity) => (entity.id === first.from ? { ...entity, caveat: 'Now unsettled.' } : entity)),
      claims: [
        { ...first, note: null, validTo: '2026-01-01' },
        moved(second, old.entities.at(-1) as Entity),
        ...old.claims.filter((claim) => ![first, second, third].includes(claim)),
      ],
    };
    expect(await load(changed)).toMatchObject({ versionBefore: 'old', added: 1, changed: 2, removed: 2 });
    await expectWhole(changed);
    expect(await run(`MATCH (:Note)-[:ABOUT]->(a)-[c {id: $id}]->() RETURN a.mine + c.mine AS found`, { id: first.id })).toEqual([
      'keptkept',
    ]);
    expect(await run(`MATCH ()-[c {id: 'mine'}]->() RETURN c.id AS found`)).toEqual(['mine']);
  });

  test('creates a claim anew when its relationship changes', async () => {
    const [first] = old.claims as [Claim];
    const relationship = first.relationship === 'FORM_OF' ? 'ASKS_FOR' : 'FORM_OF';
    const { id, from, to, note, validFrom, validTo, since, until, circuits, sources, support, verified } = first;
    const other = {
      id,
      from,
      to,
      note,
      validFrom,
      validTo,
      since,
      until,
      circuits,
      sources,
      support,
      verified,
      relationship,
    } as Claim;
    const changed = { ...old, dataset: { ...old.dataset, version: 'other' }, claims: [other, ...old.claims.slice(1)] };
    await load(changed);
    await expectWhole(changed);
    expect(await load(old)).toMatchObject({ added: 0, changed: 1, removed: 0 });
    await expectWhole(old);
  });

  test('refuses a claim that has no end', async () => {
    const broken = { ...next, entities: next.entities.slice(1) };
    await expect(load(broken)).rejects.toThrow(/have both their ends in the dataset/);
    await expectWhole(old);
  });

  test('waits for another one and then finds nothing to do', async () => {
    const both = await Promise.all([load(next), load(next)]);
    const written = both.map(({ added, changed, removed }) => added + changed + removed);
    expect(Math.min(...written)).toBe(0);
    expect(Math.max(...written)).toBeGreaterThan(1000);
    await expectWhole(next);
  });

  test('shows readers the old dataset or the new one, never a mixture', async () => {
    const expected = new Map([old, next].map((snapshot) => [snapshot.dataset.version, new Map(recordsById(snapshot))]));
    const graph = graphOf();
    const seen: string[] = [];
    const mixed: unknown[] = [];
    let isLoading = true;
    const reader = async (): Promise<void> => {
      while (isLoading) {
        const reading = await graph.open({ signal });
        const records = await sample(reading).catch(ifChanged);
        const own = expected.get(reading.dataset.version);
        mixed.push(...records.filter((record) => !isDeepStrictEqual(record, own?.get(record.id))));
        if (records.length > 0) seen.push(reading.dataset.version);
      }
    };
    const readers = Promise.all([reader(), reader()]);
    for (const snapshot of [old, next, old]) {
      await load(snapshot);
      seen.length = 0;
      await expect.poll(() => seen.includes(snapshot.dataset.version), { timeout: 10_000 }).toBe(true);
    }
    isLoading = false;
    await readers;
    expect(mixed).toEqual([]);
    await graph.close();
  }, 60_000);

  test('that is killed leaves one version whole, and the next one finishes', async () => {
    let version = await storedVersion();
    for (let round = 0; round < 10; round++) {
      const child = loading(version === 'old' ? 'next' : 'old');
      // A commit that the server finishes after its loader was killed leaves the next one nothing to do: it ends without a word.
      await Promise.race([once(child.stdout as NodeJS.ReadableStream, 'data'), once(child, 'exit')]);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 900));
      child.kill('SIGKILL');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      version = await storedVersion();
    }
    await load(next);
    await expectWhole(next);
    expect(await markNow()).toBeGreaterThan(0);
  }, 120_000);

  test('is no more than a moment away for readers when it was killed in its commit', async () => {
    await run(`MATCH (s:DatasetSwitch) SET s.owner = 'killed', s.mark = -(timestamp() + 1500)`);
    const graph = graphOf();
    const started = performance.now();
    const reading = await graph.open({ signal });
    expect(performance.now() - started).toBeGreaterThan(1000);
    expect((await reading.entitiesById([next.entities[0]?.id as string]))[0]).toEqual(next.entities[0]);
    await graph.close();
    await load(next);
    expect(await markNow()).toBeGreaterThan(0);
  });

  test('is taken up by a graph that is open', async () => {
    const graph = graphOf();
    const before = await graph.open({ signal });
    await load(old);
    await expect(before.entitiesById([part.entities[0]?.id as string])).rejects.toThrow(VersionChanged);
    expect((await graph.open({ signal })).dataset.version).toBe('old');
    await load(next);
    await expect.poll(async () => (await graph.open({ signal })).dataset.version, { timeout: 3000 }).toBe('next');
    await graph.close();
  });

  test('and reads say what is wrong with the password or the database', async () => {
    await expect(loadSnapshot({ ...options(), password: 'wrong password' }, next)).rejects.toThrow(
      /refuses the user or the password/,
    );
    const graphs = [graphOf({ password: 'wrong password' }), graphOf({ database: 'nowhere' })];
    const failures = await Promise.all(graphs.map((graph) => graph.open({ signal }).catch((error) => error)));
    expect(failures.map(({ name }) => name)).toEqual(['GraphUnavailable', 'GraphUnavailable']);
    expect(failures[0].message).toMatch(/refuses the user or the password/);
    expect(failures[0].message).not.toContain('wrong');
    expect(failures[1].message).toMatch(/has no database named nowhere/);
    for (const graph of graphs) await graph.close();
  });

  async function run(text: string, parameters: object = {}): Promise<unknown[]> {
    const { records } = await driver.executeQuery(text, parameters);
    return records.map((record) => record.get('found'));
  }

  const markNow = async (): Promise<number> => (await run('MATCH (s:DatasetSwitch) RETURN s.mark AS found'))[0] as number;

  /** Starts a process that loads a version, and prints a line before each batch. */
  function loading(name: 'old' | 'next'): ChildProcess {
    const code = `
      import { readFileSync } from 'node:fs';
      import { loadSnapshot } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, '../src/graph/neo4j/load.ts')).href)};
      const snapshot = JSON.parse(readFileSync(${JSON.stringify(join(folder, `${name}.json`))}, 'utf8'));
      await loadSnapshot(${JSON.stringify(options())}, snapshot, () => console.log('writing'));`;
    return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }

  /** The version of which every record is there, and no other; fails when there is none. Waits for a commit that is being applied. */
  async function storedVersion(): Promise<string> {
    await run(`MATCH (d:Dataset {id: 'dataset'}) SET d.lock = true REMOVE d.lock`);
    const text = `MATCH (n:Entity) WHERE n.hash IS NOT NULL WITH collect([n.id, n.hash, n.summary]) AS entities
      MATCH ()-[c]->() WHERE c.hash IS NOT NULL WITH entities, collect([c.id, c.hash, c.note]) AS claims
      MATCH (d:Dataset) RETURN [d.version, entities + claims] AS found`;
    const [[version, records]] = (await run(text)) as [[string, string[][]]];
    const snapshot = version === 'old' ? old : next;
    expect(records.sort(byFirst)).toEqual(
      [
        ...snapshot.entities.map((entity) => [entity.id, entityProperties(entity).hash, version]),
        ...snapshot.claims.map((claim) => [claim.id, claimProperties(claim).hash, version]),
      ].sort(byFirst),
    );
    return version;
  }

  /** The version that is stored, all of it read back; fails where any record is not exactly that version's, is missing or is left over. */
  async function wholeVersion(versions: readonly Snapshot[] = [old, next]): Promise<string> {
    const graph = graphOf({ budgetMs: 20_000 });
    const reading = await graph.open({ signal });
    const snapshot = versions.find(({ dataset }) => dataset.version === reading.dataset.version) as Snapshot;
    expect(await reading.entitiesById(snapshot.entities.map(({ id }) => id))).toEqual(snapshot.entities);
    expect(await reading.claimsById(snapshot.claims.map(({ id }) => id))).toEqual(snapshot.claims);
    expect(await countStored()).toEqual([snapshot.entities.length, snapshot.claims.length]);
    await graph.close();
    return snapshot.dataset.version;
  }

  const expectWhole = (snapshot: Snapshot): Promise<string> => wholeVersion([snapshot]);

  async function countStored(): Promise<unknown[]> {
    return [
      ...(await run('MATCH (n:Entity) WHERE n.hash IS NOT NULL RETURN count(n) AS found')),
      ...(await run('MATCH ()-[c]->() WHERE c.hash IS NOT NULL RETURN count(c) AS found')),
    ];
  }
});

const entityIds = [...new Set([...old.entities, ...next.entities].map(({ id }) => id))];

function recordsById({ entities, claims }: Snapshot): Map<string, Entity | Claim> {
  return new Map([...entities, ...claims].map((record) => [record.id, record]));
}

/** A version in which every record says which it is, and some claims and entities are missing. */
function versionOf({ dataset, entities, claims }: Snapshot, version: string, isKept: (index: number) => boolean): Snapshot {
  const marked = claims.filter((_, index) => isKept(index)).map((claim) => ({ ...claim, note: version }));
  const ends = new Set(marked.flatMap(({ from, to }) => [from, to]));
  const kept = entities.filter(({ id }, index) => ends.has(id) || isKept(index));
  return { dataset: { ...dataset, version }, entities: kept.map((entity) => ({ ...entity, summary: version })), claims: marked };
}

const byFirst = ([a]: readonly unknown[], [b]: readonly unknown[]): number => (String(a) < String(b) ? -1 : 1);

const moved = (claim: Claim, { id }: Entity): Claim => ({ ...claim, to: id, id: `${claim.from}.moved.${id}` });

/** Some entities and all of their claims, read in two statements. */
async function sample(reading: Reading): Promise<(Entity | Claim)[]> {
  const start = Math.floor(Math.random() * entityIds.length);
  const ids = entityIds.slice(start, start + 40);
  const [entities, lists] = await Promise.all([reading.entitiesById(ids), reading.claimsOf(ids, 'OUT', relationshipNames)]);
  return [...entities.filter((entity) => entity !== null), ...lists.flatMap((list) => list ?? [])];
}

function ifChanged(error: unknown): [] {
  if (error instanceof VersionChanged) return [];
  throw error;
}
