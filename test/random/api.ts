import fc from 'fast-check';
import { afterAll, beforeAll } from 'vitest';
import type { Graph } from '../../src/graph/graph.ts';
import { memoryGraph } from '../../src/graph/memory.ts';
import type { Snapshot } from '../../src/graph/records.ts';
import { type Answer, type Api, apiOver, type Data } from '../engines.ts';

/** The API, over one random graph after the other. */
export interface RandomApi {
  /** The whole answer of the memory engine that holds this graph. */
  readonly answer: (snapshot: Snapshot, query: string, variables: Data) => Promise<Answer>;
  /** The data of an answer without errors. */
  readonly ask: (snapshot: Snapshot, query: string, variables: Data) => Promise<Data>;
}

/** Opens one API for the tests of a file: a server for each of two thousand graphs would take longer than the answers. */
export function randomApi(): RandomApi {
  let current: { readonly snapshot: Snapshot; readonly graph: Graph } | null = null;
  let api: Api;
  beforeAll(async () => {
    api = await apiOver({
      engine: 'memory',
      open: (options) => (current as { graph: Graph }).graph.open(options),
      close: async () => {},
    });
  });
  afterAll(() => api.close());
  const load = (snapshot: Snapshot) => {
    if (current?.snapshot !== snapshot) current = { snapshot, graph: memoryGraph(snapshot) };
  };
  return {
    answer: (snapshot, query, variables) => {
      load(snapshot);
      return api.answer(query, variables);
    },
    ask: (snapshot, query, variables) => {
      load(snapshot);
      return api.ask(query, variables);
    },
  };
}

/** Checks a property on this many random graphs: the same ones in every run, so that a failure can be met again. */
export const onRandomGraphs = <Value>(
  runs: number,
  cases: fc.Arbitrary<Value>,
  holds: (value: Value) => Promise<void>,
): Promise<void> => fc.assert(fc.asyncProperty(cases, holds), { numRuns: runs, seed: 20_240_301 });

/** Time for one property where the machine is busy. */
export const patience = 120_000;

/** Ids of a list of nodes. */
export const idsOf = (nodes: readonly { readonly id: string }[]): string[] => nodes.map(({ id }) => id);
