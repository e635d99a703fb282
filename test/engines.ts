import { afterAll, beforeAll, describe, inject } from 'vitest';
import { readCompact } from '../seed/compact.ts';
import type { Graph } from '../src/graph/graph.ts';
import { memoryGraph } from '../src/graph/memory.ts';
import { neo4jGraph } from '../src/graph/neo4j/neo4j.ts';
import { apiOn, nothingNoted, type RequestContext, type Api as Served } from '../src/graphql/apollo.ts';
import { buildSchema } from '../src/graphql/schema.ts';
import { readSettings } from '../src/settings.ts';

type AnswerTo = Served['answer'];

/** An answer, or a part of one: it has the shape of its document. */
export type Data = Record<string, any>;

export interface Answer {
  readonly data: Data | null;
  readonly errors: readonly { readonly message: string; readonly extensions?: Data; readonly path?: readonly unknown[] }[];
}

/** The API on one engine, asked without the network. */
export interface Api {
  readonly graph: Graph;
  /** Errors that the client was not shown. */
  readonly reported: unknown[];
  /** The whole answer. */
  readonly answer: (query: string, variables?: Data) => Promise<Answer>;
  /** The data of an answer without errors. */
  readonly ask: (query: string, variables?: Data) => Promise<Data>;
  readonly close: () => Promise<void>;
}

const neo4jUri = inject('neo4j');

/** The engines that can be tested here. */
export const engines: readonly Graph['engine'][] = neo4jUri === null ? ['memory'] : ['memory', 'neo4j'];

/** A graph that holds the whole seed, on one engine. */
export async function graphOn(engine: Graph['engine']): Promise<Graph> {
  if (engine === 'memory') return memoryGraph(await readCompact(inject('seed')));
  if (neo4jUri === null) throw new Error('No Neo4j runs.');
  return neo4jGraph({
    uri: neo4jUri,
    user: '',
    password: '',
    database: 'neo4j',
    budgetMs: 10_000,
    cacheBytes: 64_000_000,
    pollMs: 1000,
  });
}

/** The API over a graph. */
export async function apiOver(graph: Graph): Promise<Api> {
  const reported: unknown[] = [];
  const report = (error: unknown) => reported.push(error);
  const { limits } = readSettings({});
  const { apollo, answer: answerTo } = apiOn({ schema: buildSchema(), graph, report, limits, introspection: true });
  await apollo.start();
  const answer = (query: string, variables: Data = {}) => answerOf(answerTo, query, variables);
  return {
    graph,
    reported,
    answer,
    ask: async (query, variables) => {
      const { data, errors } = await answer(query, variables);
      if (errors.length > 0 || data === null) throw new Error(errors.map(({ message }) => message).join('\n') || 'no data');
      return data;
    },
    close: async () => {
      await apollo.stop();
      await graph.close();
    },
  };
}

async function answerOf(answerTo: AnswerTo, query: string, variables: Data): Promise<Answer> {
  const context: RequestContext = { signal: AbortSignal.timeout(20_000), noted: nothingNoted() };
  const { data, errors } = await answerTo({ query, operationName: null, variables }, context);
  return JSON.parse(JSON.stringify({ data: data ?? null, errors }));
}

/** The same tests on every engine. */
export function onEachEngine(body: (api: Api) => void): void {
  describe.each(engines)('on %s', (engine) => {
    let opened: Api;
    beforeAll(async () => {
      opened = await apiOver(await graphOn(engine));
    });
    afterAll(() => opened.close());
    body({
      get graph() {
        return opened.graph;
      },
      get reported() {
        return opened.reported;
      },
      answer: (query, variables) => opened.answer(query, variables),
      ask: (query, variables) => opened.ask(query, variables),
      close: () => opened.close(),
    });
  });
}
