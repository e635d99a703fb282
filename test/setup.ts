import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { writeCompact } from '../seed/compact.ts';
import { readSeed } from '../seed/read.ts';
import { loadSnapshot } from '../src/graph/neo4j/load.ts';
import type { Snapshot } from '../src/graph/records.ts';
import { startNeo4j, whyNoNeo4j } from './neo4j/server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The seed as one compact file. */
    seed: string;
    /** Address of a real Neo4j that holds the seed; null where none can be started. */
    neo4j: string | null;
  }
}

/** Reads the seed once, for every test of a project. */
export async function provideSeed(
  project: TestProject,
): Promise<{ readonly snapshot: Snapshot; readonly end: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'reliefgraph-test-'));
  const seed = join(folder, 'seed.json');
  const snapshot = await readSeed();
  await writeCompact(snapshot, seed);
  project.provide('seed', seed);
  return { snapshot, end: () => rm(folder, { recursive: true }) };
}

/** Reads the seed, and starts a real Neo4j that holds it. Where one is required, its absence is a failure. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { snapshot, end } = await provideSeed(project);
  const reason = await whyNoNeo4j();
  if (reason !== null) {
    if (process.env.REQUIRE_NEO4J) throw new Error(`These tests must run on Neo4j too. ${reason}`);
    console.warn(`\n*** NOT TESTED ON NEO4J: ${reason} Only the memory engine is tested. ***\n`);
    project.provide('neo4j', null);
    return end;
  }
  const server = await startNeo4j();
  await loadSnapshot({ uri: server.uri, user: '', password: '', database: 'neo4j' }, snapshot);
  project.provide('neo4j', server.uri);
  return async () => {
    await server.stop();
    await end();
  };
}
