import { type DefinitionNode, Kind, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readCompact } from '../seed/compact.ts';
import { buildSchema } from '../src/graphql/schema.ts';
import { type Document, kindDocuments, questionDocuments, relationshipDocuments, whereDocuments } from './documents.ts';
import { type Api, apiOver, engines, graphOn } from './engines.ts';

const snapshot = await readCompact(inject('seed'));
const documents: readonly Document[] = [
  ...relationshipDocuments(snapshot),
  ...kindDocuments(),
  ...questionDocuments,
  ...whereDocuments,
];

/** Documents that are errors on purpose: their errors are compared. */
const refused = new Set(['an unknown id in a question', 'a page that is too large', 'a foreign cursor']);

describe.runIf(engines.length > 1)('memory and Neo4j', () => {
  let memory: Api;
  let neo4j: Api;
  beforeAll(async () => {
    memory = await apiOver(await graphOn('memory'));
    neo4j = await apiOver(await graphOn('neo4j'));
  });
  afterAll(async () => {
    await memory.close();
    await neo4j.close();
  });

  test.each(documents)('give the same answer: %s', async (name, query) => {
    const [expected, came] = [await memory.answer(query), await neo4j.answer(query)];
    expect(came).toEqual(expected);
    expect(expected.errors.length > 0).toBe(refused.has(name));
  });

  test('give the same pages when a list is walked from either end', async () => {
    for (const api of [memory, neo4j]) {
      expect(await walk(api, 'first', 'after')).toEqual(
        snapshot.entities
          .filter(({ kind }) => kind === 'ADJUDICATOR')
          .map(({ id }) => id)
          .sort(),
      );
      expect(await walk(api, 'last', 'before')).toEqual(await walk(api, 'first', 'after'));
    }
  });
});

/** Ids of all adjudicators, read seven at a time, sorted. */
async function walk(api: Api, size: 'first' | 'last', beside: 'after' | 'before'): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = null, more = true; more; ) {
    const data = await api.ask(
      `query ($cursor: String) { adjudicators(${size}: 7, ${beside}: $cursor) { nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
      { cursor },
    );
    const { nodes, pageInfo } = data.adjudicators;
    ids.push(...nodes.map(({ id }: { id: string }) => id));
    more = size === 'first' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage;
    cursor = size === 'first' ? pageInfo.endCursor : pageInfo.startCursor;
  }
  return ids.sort();
}

test('covers every root field, in at least 150 documents', () => {
  const asked = documents.flatMap(([, query]) => parse(query).definitions.flatMap(rootFields));
  expect(Object.keys(buildSchema().getQueryType()?.getFields() ?? {}).filter((field) => !asked.includes(field))).toEqual([]);
  expect(documents.length).toBeGreaterThanOrEqual(150);
});

const rootFields = (definition: DefinitionNode): string[] =>
  definition.kind === Kind.OPERATION_DEFINITION
    ? definition.selectionSet.selections.flatMap((selection) => (selection.kind === Kind.FIELD ? [selection.name.value] : []))
    : [];
