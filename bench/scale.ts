import { setTimeout as delay } from 'node:timers/promises';
import { readCompact } from '../seed/compact.ts';
import { datasetOf } from '../seed/dataset.ts';
import type { Graph } from '../src/graph/graph.ts';
import { memoryGraph } from '../src/graph/memory.ts';
import { loadSnapshot } from '../src/graph/neo4j/load.ts';
import { neo4jGraph } from '../src/graph/neo4j/neo4j.ts';
import type { Claim, Entity, Snapshot } from '../src/graph/records.ts';
import { type Api, apiOn, nothingNoted } from '../src/graphql/apollo.ts';
import { buildSchema } from '../src/graphql/schema.ts';
import { readSettings } from '../src/settings.ts';
import { startNeo4j } from '../test/neo4j/server.ts';

/**
 * How the time of an answer grows with the graph: the seed as it is and as many copies of it side by side, tied together by one topic
 * that covers everything. `npx tsx bench/scale.ts memory 1 10 52` or `… neo4j 1 10 52`; 52 copies are 100,000 entities and 600,000 claims.
 */

const [engine = 'memory', ...asked] = process.argv.slice(2);
const sizes = asked.length > 0 ? asked.map(Number) : [1, 10, 52];

const hub = 'topic-everything';

/** The seed `times` over, each copy but the first under ids of its own, and a topic that covers every entity. */
function grown(seed: Snapshot, times: number): Snapshot {
  const ids = new Set(seed.entities.map(({ id }) => id));
  const mark = (copy: number, id: string) => (copy === 0 ? id : `x${copy}-${id}`);
  const copied = <Value>(copy: number, value: Value): Value =>
    copy === 0
      ? value
      : JSON.parse(JSON.stringify(value), (_, text) => {
          if (typeof text !== 'string') return text;
          if (ids.has(text)) return mark(copy, text);
          const [from = '', key, to = '', ...rest] = text.split('.');
          return ids.has(from) && ids.has(to) ? [mark(copy, from), key, mark(copy, to), ...rest].join('.') : text;
        });
  const copies = Array.from({ length: times }, (_, copy) => copy);
  const topic = seed.entities.find(({ kind }) => kind === 'TOPIC') as Entity;
  const covers = seed.claims.find(({ relationship }) => relationship === 'COVERS') as Claim;
  const entities: Entity[] = [{ ...topic, id: hub, title: 'Everything', aliases: [] } as Entity];
  for (const copy of copies) for (const entity of seed.entities) entities.push(copied(copy, entity));
  const claims: Claim[] = [];
  for (const copy of copies) for (const claim of seed.claims) claims.push(copied(copy, claim));
  for (const { id } of entities.slice(1))
    claims.push({ ...covers, id: `${hub}.covers.${id}`, from: hub, to: id, note: null } as Claim);
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  entities.sort((a, b) => (a.kind === b.kind ? byId(a, b) : a.kind < b.kind ? -1 : 1));
  claims.sort(byId);
  return { dataset: datasetOf(entities, claims), entities, claims };
}

const questions: readonly (readonly [name: string, query: string])[] = [
  [
    'a lookup with three levels',
    '{ reliefType(id: "asylum") { title requires { factor { title requiredBy(first: 5) { nodes { remedy { id title } } } } } } }',
  ],
  [
    'paths of length 4',
    '{ paths(from: "prosecutorial-discretion", to: "work-permit-eligible", via: [ALTERNATIVE_TO, CONFERS], maxLength: 4, first: 10) { cost } }',
  ],
  [
    'a page of 100 of the topic that covers everything',
    `{ topic(id: "${hub}") { claims(relationships: [COVERS], direction: OUT, first: 100, after: "${Buffer.from(`["${hub}.covers.stay"]`).toString('base64url')}") { nodes { id to { id } } } } }`,
  ],
  ['a search', '{ search(text: "cancelation of removal", first: 20) { nodes { entity { id } } } }'],
];

async function timesOf(api: Api, query: string): Promise<{ cold: number; warm: number }> {
  const run = async (): Promise<number> => {
    const begun = performance.now();
    const { errors } = await api.answer(
      { query, operationName: null, variables: {} },
      { signal: AbortSignal.timeout(600_000), noted: nothingNoted() },
    );
    if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
    return performance.now() - begun;
  };
  const cold = await firstOf(run);
  for (let time = 0; time < 5; time++) await run();
  const warm: number[] = [];
  for (let time = 0; time < 20; time++) warm.push(await run());
  return { cold, warm: warm.sort((a, b) => a - b)[10] ?? 0 };
}

/** The first time that is answered: a server that has just taken a large load counts as away now and then until it has written it. */
async function firstOf(run: () => Promise<number>): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt === 20) throw error;
      console.log(`asked again: ${(error as Error).message}`);
      await delay(5000);
    }
  }
}

async function graphOf(snapshot: Snapshot): Promise<{ graph: Graph; end: () => Promise<void> }> {
  if (engine === 'memory') return { graph: memoryGraph(snapshot), end: async () => {} };
  // A load is one transaction, which Neo4j holds in its heap: 1 GB is too little for 52 copies.
  const server = await startNeo4j({ javaFlags: ['-Xmx10g', '-XX:TieredStopAtLevel=4'] });
  const place = { uri: server.uri, user: '', password: '', database: 'neo4j' };
  const begun = performance.now();
  await loadSnapshot(place, snapshot);
  console.log(`loaded in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  return { graph: neo4jGraph({ ...place, budgetMs: 600_000, cacheBytes: 64_000_000, pollMs: 1000 }), end: () => server.stop() };
}

const seed = await readCompact();
const rows: string[] = [];
for (const times of sizes) {
  const snapshot = grown(seed, times);
  const { graph, end } = await graphOf(snapshot);
  const api = apiOn({
    schema: buildSchema(),
    graph,
    report: console.error,
    limits: readSettings({}).limits,
    introspection: true,
  });
  await api.apollo.start();
  for (const [name, query] of questions) {
    const { cold, warm } = await timesOf(api, query);
    rows.push(
      `| ${engine} | ${times}x | ${snapshot.entities.length} | ${snapshot.claims.length} | ${name} | ${cold.toFixed(1)} | ${warm.toFixed(2)} |`,
    );
    console.log(rows.at(-1));
  }
  console.log(`resident ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
  await api.apollo.stop();
  await graph.close();
  await end();
}
const head =
  '| engine | size | entities | claims | question | first, ms | again, ms (median of 20) |\n| --- | --- | --- | --- | --- | --- | --- |';
console.log(`\n${head}\n${rows.join('\n')}\n`);
