import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { readCompact } from '../seed/compact.ts';
import { kindDocuments, questionDocuments, relationshipDocuments, whereDocuments } from './documents.ts';
import { type Api, apiOver, graphOn } from './engines.ts';

const snapshot = await readCompact(inject('seed'));
const documents = [...relationshipDocuments(snapshot), ...kindDocuments(), ...questionDocuments, ...whereDocuments];

let api: Api;
beforeAll(async () => {
  api = await apiOver(await graphOn('memory'));
});
afterAll(() => api.close());

test.each(documents)('a document that comes again is answered as at first: %s', async (_, query) => {
  const first = await api.answer(query);
  for (let time = 2; time < 6; time++) expect(await api.answer(query)).toEqual(first);
});
