import { setTimeout as delay } from 'node:timers/promises';
import { readSeed } from '../seed/read.ts';
import type { Graph } from '../src/graph/graph.ts';
import { ask, connect, patience } from '../src/graph/neo4j/connection.ts';
import { loadSnapshot } from '../src/graph/neo4j/load.ts';
import { neo4jGraph } from '../src/graph/neo4j/neo4j.ts';
import { entitiesById } from '../src/graph/neo4j/statements.ts';
import { partOf } from '../test/neo4j/part.ts';
import { networkTo } from '../test/neo4j/proxy.ts';
import { startNeo4j } from '../test/neo4j/server.ts';

/*
 * What requests see while Neo4j is away under load: `npx tsx bench/away.ts`. Three times: the server is killed for 30 s and started again;
 * behind a proxy it refuses for 30 s; behind a proxy nothing answers for 30 s. A request reads five entities that are kept, or one that is
 * not. The return is when the proxy passes again, or when the server that was started has answered its first statement, to a plain driver.
 */

const awayMs = 30_000;
const perSecond = 20;

interface Outcome {
  readonly at: number;
  readonly ms: number;
  readonly isKept: boolean;
  readonly error: Error | null;
}

const percentile = (values: readonly number[], part: number): number =>
  Math.round(values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0);
const spread = (outcomes: readonly Outcome[]): string => {
  const values = outcomes.map(({ ms }) => ms);
  return `p50 ${percentile(values, 0.5)}, p99 ${percentile(values, 0.99)}, max ${percentile(values, 1)} ms`;
};

const snapshot = partOf(await readSeed(), ['RELIEF_TYPE', 'FORM']);
const ids = snapshot.entities.slice(0, 5).map(({ id }) => id);
let server = await startNeo4j();
const { home, port } = server;
const where = (at: number) => ({ uri: `bolt://127.0.0.1:${at}`, user: '', password: '', database: 'neo4j' });
await loadSnapshot(where(port), snapshot);
const network = await networkTo(port);

await run('killed and started again', port, {
  leave: () => server.kill(),
  comeBack: async () => {
    server = await startNeo4j({ home, port });
    const [plain, ready] = [connect(where(port)), performance.now()];
    await ask(plain, entitiesById(ids), patience(60_000, new AbortController().signal));
    await plain.driver.close();
    console.log(
      `\nfirst statement of a plain driver answered ${Math.round(performance.now() - ready)} ms after the server was ready`,
    );
  },
});
await run('refuses', network.port, { leave: network.refuse, comeBack: network.mend });
await run('never answers', network.port, { leave: async () => network.stall(), comeBack: network.mend });
await network.close();
await server.stop();
process.exit();

interface Change {
  readonly leave: () => Promise<void>;
  readonly comeBack: () => Promise<void>;
}

async function run(name: string, at: number, { leave, comeBack }: Change): Promise<void> {
  const graph = neo4jGraph({ ...where(at), budgetMs: 5000, cacheBytes: 64_000_000, pollMs: 1000 });
  const outcomes: Outcome[] = [];
  const request = requester(graph, outcomes);
  while (outcomes.slice(-2).filter(({ error, ms }) => error === null && ms < 100).length < 2) await request();
  const load = setInterval(() => void request(), 1000 / perSecond);
  await delay(3000);
  const left = performance.now();
  await leave();
  let connections = 0;
  const counting = setInterval(() => {
    connections = Math.max(connections, network.connections());
  }, 20);
  await delay(awayMs);
  await comeBack();
  const back = performance.now();
  await delay(15_000);
  clearInterval(load);
  clearInterval(counting);
  await delay(1000);
  await graph.close();
  console.log(`\n${name}: away for ${((back - left) / 1000).toFixed(1)} s, ${perSecond} requests a second`);
  reportAway(outcomes.filter((outcome) => outcome.at >= left && outcome.at < back));
  console.log(`most connections at the proxy: ${connections}`);
  reportReturn(outcomes, back);
}

/** Sends requests, every other one for what is kept. */
function requester(graph: Graph, outcomes: Outcome[]): () => Promise<void> {
  let asked = 0;
  return async () => {
    const [id, at] = [asked++, performance.now()];
    const isKept = id % 2 === 0;
    const read = async () =>
      (await graph.open({ signal: AbortSignal.timeout(5000) })).entitiesById(isKept ? ids : [`nothing-${id}`]);
    const error = await read().then(
      () => null,
      (reason: Error) => reason,
    );
    outcomes.push({ at, ms: performance.now() - at, isKept, error });
  };
}

function reportAway(away: readonly Outcome[]): void {
  const failed = away.filter(({ error }) => error !== null);
  const kept = away.filter(({ isKept }) => isKept);
  const answered = kept.filter(({ error }) => error === null);
  const names = [...new Set(failed.map(({ error }) => error?.name))].join();
  console.log(`kept: ${answered.length} of ${kept.length} answered, ${spread(kept)}`);
  console.log(`not kept: ${failed.length} of ${away.length - kept.length} failed (${names}), ${spread(failed)}`);
  console.log(`failed after more than 250 ms: ${failed.filter(({ ms }) => ms > 250).length}`);
}

function reportReturn(outcomes: readonly Outcome[], back: number): void {
  const sinceReturn = ({ at, ms }: Outcome) => `${Math.round(at + ms - back)} ms after the return`;
  const first = outcomes.find(({ at, ms, isKept, error }) => !isKept && error === null && at + ms > back);
  const last = outcomes.findLast(({ error }) => error !== null);
  console.log(`first success: ${first ? sinceReturn(first) : 'never'}; last failure: ${last ? sinceReturn(last) : 'none'}`);
}
