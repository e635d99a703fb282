import { describe, expect, test } from 'vitest';
import type { Graph, Reading } from '../src/graph/graph.ts';
import { apiOver, engines, graphOn } from './engines.ts';

/** An engine whose readings are kept, so that their statements can be counted. */
function watched(graph: Graph): { readonly graph: Graph; readonly readings: Reading[] } {
  const readings: Reading[] = [];
  const open: Graph['open'] = async (options) => {
    const reading = await graph.open(options);
    readings.push(reading);
    return reading;
  };
  return { graph: { ...graph, open }, readings };
}

const threeLevels = (first: number): string => `{ reliefTypes(first: ${first}) { nodes { id
  requires { factor { id requiredBy(first: 5) { nodes { remedy { id } } } } sources { citation } }
  barredBy { to { id } } } } }`;

describe.runIf(engines.includes('neo4j'))('statements to Neo4j', () => {
  const counted = async (queries: readonly string[]): Promise<number[]> => {
    const { graph, readings } = watched(await graphOn('neo4j'));
    const api = await apiOver(graph);
    for (const query of queries) await api.ask(query);
    await api.close();
    return readings.map((reading) => reading.statements());
  };

  test('are as many for a list of 100 as for a list of 2', async () => {
    const [short] = await counted([threeLevels(2)]);
    const [long] = await counted([threeLevels(100)]);
    expect(long).toBe(short);
  });

  test('are at most one for each level and relationship', async () => {
    // The page; claims of both relationships; ends and sources; claims of requiredBy; remedies at their start.
    const [cold] = await counted([threeLevels(100)]);
    expect(cold).toBeLessThanOrEqual(7);
  });

  test('are none once the answer was given before', async () => {
    const query =
      '{ afterDenial(relief: "prosecutorial-discretion", stage: "master-calendar-hearing") { options { sentence because { sources { citation } } } } }';
    const [cold, warm] = await counted([query, query]);
    expect(cold).toBeGreaterThan(0);
    expect(warm).toBe(0);
  });

  test('do not grow with the number of options after a denial', async () => {
    const [cold] = await counted([
      '{ afterDenial(relief: "prosecutorial-discretion", stage: "master-calendar-hearing") { options { status } } }',
    ]);
    expect(cold).toBeLessThanOrEqual(16);
  });
});
