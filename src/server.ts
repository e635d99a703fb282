import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { isStale, readCompact } from '../seed/compact.ts';
import type { Graph } from './graph/graph.ts';
import { memoryGraph } from './graph/memory.ts';
import { openDoor } from './http/door.ts';
import { exampleQueries } from './http/examples.ts';
import { startTracing } from './http/tracing.ts';
import { InvalidSetting, readSettings, type Settings } from './settings.ts';

/** The engine that the settings ask for. The memory engine reads the compact file of the build, or the seed where it has changed since. */
async function graphFor({ neo4j }: Settings): Promise<Graph> {
  if (neo4j !== null) return (await import('./graph/neo4j/neo4j.ts')).neo4jGraph(neo4j);
  if (!(await isStale())) return memoryGraph(await readCompact());
  console.log('The seed has changed since the last build, so it is read anew, which takes some seconds.');
  const { readSeed } = await import('../seed/read.ts');
  return memoryGraph(await readSeed());
}

function welcome(address: string, engine: string): string {
  const examples = exampleQueries.map(({ title, query }) => `# ${title}\n${query}`);
  return [
    `ReliefGraph answers at ${address}/graphql (engine: ${engine}).`,
    `Start page: ${address}/   GraphiQL: ${address}/graphiql`,
    'General legal information, never advice. Three queries to try:',
    ...examples,
  ].join('\n\n');
}

/** Asked once, a moment after the start, so that the index of names is ready when the first person searches. */
const quietMs = 2000;
const firstSearch = '{ search(text: "relief", first: 1) { totalCount } }';

async function start(): Promise<FastifyInstance> {
  const settings = readSettings(process.env);
  const { tracesTo } = settings;
  const stopTracing = tracesTo === null ? async () => {} : await startTracing(tracesTo);
  const graph = await graphFor(settings);
  const { app, drain } = await openDoor(graph, settings);
  await app.listen({ port: settings.port, host: settings.host });
  const { port } = app.server.address() as AddressInfo;
  if (settings.logLevel !== 'silent') console.log(welcome(`http://localhost:${port}`, graph.engine));
  setTimeout(() => void app.inject({ method: 'POST', url: '/graphql', payload: { query: firstSearch } }), quietMs).unref();
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () =>
      drain()
        .then(stopTracing)
        .then(() => process.exit(0)),
    );
  return app;
}

/** The server, once it listens; where it cannot, the process ends with 1. */
export const started = start();

started.catch((error) => {
  console.error(error instanceof InvalidSetting || isAddressInUse(error) ? error.message : error);
  process.exitCode = 1;
});

function isAddressInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
