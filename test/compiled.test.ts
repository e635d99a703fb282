import { readFileSync } from 'node:fs';
import { parse } from 'graphql';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readCompact } from '../seed/compact.ts';
import { isCompilable } from '../src/graphql/compilable.ts';
import { buildSchema } from '../src/graphql/schema.ts';
import { kindDocuments, persistedVariables, questionDocuments, relationshipDocuments, whereDocuments } from './documents.ts';
import { type Api, apiOver, type Data, graphOn } from './engines.ts';

const snapshot = await readCompact(inject('seed'));

/** Fragments, interfaces, directives, defaults, nulls and variables left out, which the documents beside these do not have. */
const shapes = `query ($id: ID! = "tps", $on: Boolean!, $asOf: Date, $where: ReliefTypeWhere, $first: Int = 3) {
  node(id: $id) { ...Basics ... on Remedy { requires(asOf: $asOf) @include(if: $on) { ...Words } } ... on Form { number } }
  skipped: node(id: "asylum") @skip(if: $on) { id }
  reliefTypes(where: $where, first: $first) { nodes { ...Basics } }
}
fragment Basics on Entity { __typename id title }
fragment Words on Claim { id sentence sources { document { ... on Authority { citation } ... on PolicyInstrument { title } } } }`;

/** The same without what keeps it from being compiled. */
const withoutConditions = shapes.replace(', $where: ReliefTypeWhere', '').replace('where: $where, ', '');

const documents: readonly (readonly [name: string, query: string, variables: Data])[] = [
  ...[...relationshipDocuments(snapshot), ...kindDocuments(), ...questionDocuments, ...whereDocuments].map(
    ([name, query]) => [name, query, {}] as const,
  ),
  ...Object.entries(persistedVariables).map(
    ([name, variables]) => [name, readFileSync(`documents/${name}.graphql`, 'utf8'), variables] as const,
  ),
  ['shapes, included', shapes, { on: true }],
  ['shapes, skipped', shapes, { on: false, id: 'form-i-589', where: null, first: null, asOf: null }],
  ['shapes, with conditions', shapes, { on: true, asOf: '2015-01-01', where: { category: { eq: 'waiver' } } }],
  ['shapes, with a wrong variable', shapes, { on: 'yes' }],
  ['shapes, compiled', withoutConditions, { on: true, asOf: '2015-01-01' }],
  ['shapes, compiled and skipped', withoutConditions, { on: false, id: 'form-i-589', first: null, asOf: null }],
  ['shapes, compiled, with a wrong variable', withoutConditions, { on: 'yes' }],
];

let api: Api;
beforeAll(async () => {
  api = await apiOver(await graphOn('memory'));
});
afterAll(() => api.close());

test.each(documents)('a document that comes again is answered as at first: %s', async (_, query, variables) => {
  const first = await api.answer(query, variables);
  for (let time = 2; time < 6; time++) expect(await api.answer(query, variables)).toEqual(first);
});

const deep = '{ node(id: "tps") { claims(first: 2) { nodes { from { id claims(first: 2) { nodes { id from { id } } } } } } } }';
const fragments = Array.from({ length: 26 }, (_, at) => `fragment F${at} on Entity { ...F${at + 1} ...F${at + 1} }`).join(' ');

test.each([
  ['whose interfaces stand in interfaces', deep],
  ['that takes conditions as a variable', shapes],
  ['whose fragments spread fragments', `{ node(id: "tps") { ...F0 } } ${fragments} fragment F26 on Entity { id }`],
])('a document %s is not compiled: nothing else would be answered meanwhile', async (_, query) => {
  expect(isCompilable(buildSchema(), parse(query), null)).toBe(false);
});

test.each(['relief', 'assess', 'screen', 'after-denial', 'paths'])('the document %s is compiled', (name) => {
  expect(isCompilable(buildSchema(), parse(readFileSync(`documents/${name}.graphql`, 'utf8')), null)).toBe(true);
});
