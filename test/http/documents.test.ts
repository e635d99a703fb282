import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { hashOf } from '../../src/http/documents.ts';
import { doorFor, errorOf, graphqlResponse } from './door.ts';

const relief = readFileSync('documents/relief.graphql', 'utf8');
const documentId = `sha256:${hashOf(relief)}`;
const variables = { id: 'tps' };
const asked = { documentId, variables: JSON.stringify(variables) };

describe('a persisted document', () => {
  const door = doorFor({ LOG_LEVEL: 'silent' });

  test('is run by its id, over GET and POST alike', async () => {
    const [got, posted] = [await door.get(asked), await door.post({ documentId, variables })];
    expect(got.statusCode).toBe(200);
    expect(got.json().data.reliefType.title).toBe('Temporary Protected Status');
    expect(posted.json()).toEqual(got.json());
  });

  test.each([
    ['unknown', 'sha256:00'],
    ['of another form', 'relief'],
  ])('that is %s is refused with what was expected', async (_, id) => {
    for (const response of [
      await door.get({ documentId: id }, graphqlResponse),
      await door.post({ documentId: id }, graphqlResponse),
    ]) {
      expect(response.statusCode).toBe(400);
      expect(errorOf(response).message).toContain(
        `documentId must be the id of a persisted document, sha256: and a hash, but got "${id}"`,
      );
    }
  });

  test('is not taken from a hash that a client brings for another text', async () => {
    const persistedQuery = { version: 1, sha256Hash: hashOf('{ other }') };
    const response = await door.post({ query: '{ __typename }', extensions: { persistedQuery } }, graphqlResponse);
    expect(response.statusCode).toBe(400);
    expect(errorOf(response).extensions.code).toBe('DOCUMENT_REFUSED');
  });
});

describe('where only persisted documents are run', () => {
  const door = doorFor({ LOG_LEVEL: 'silent', DOCUMENTS: 'persisted' });

  test('they are, by id or by their whole text, and nothing else is', async () => {
    expect((await door.get(asked)).statusCode).toBe(200);
    expect((await door.post({ query: relief, variables })).json().data.reliefType.id).toBe('tps');
    const refused = await door.post({ query: '{ __typename }' }, graphqlResponse);
    expect(refused.statusCode).toBe(400);
    expect(errorOf(refused)).toMatchObject({ extensions: { code: 'DOCUMENT_REFUSED' } });
  });
});

describe('an answer to GET', () => {
  const door = doorFor({ LOG_LEVEL: 'silent' });

  test('may be kept by caches, is marked, and is not sent again to who has it', async () => {
    const first = await door.get(asked);
    expect(first.headers['cache-control']).toBe('public, max-age=60');
    const etag = String(first.headers.etag);
    expect(etag).toMatch(/^W\/"[0-9a-f]{32}"$/);
    const second = await door.get(asked);
    expect([second.body, second.headers.etag]).toEqual([first.body, etag]);
    const third = await door.get(asked, { 'if-none-match': etag });
    expect([third.statusCode, third.body]).toEqual([304, '']);
    const other = await door.get({ ...asked, variables: '{"id":"asylum"}' }, { 'if-none-match': etag });
    expect([other.statusCode, other.json().data.reliefType.id]).toEqual([200, 'asylum']);
  });

  test('is packed as the client takes it, and the same once unpacked', async () => {
    const plain = await door.get(asked);
    const packed = await door.get(asked, { 'accept-encoding': 'gzip, br' });
    expect(packed.headers['content-encoding']).toBe('br');
    expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(plain.body);
    const posted = await door.post({ documentId, variables }, { 'accept-encoding': 'br' });
    expect(posted.headers['content-encoding']).toBe('br');
  });

  test('of one day is not served on the next', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-03-01T12:00:00Z') });
    try {
      const asOf = async () =>
        (await door.get({ query: '{ afterDenial(relief: "tps") { asOf } }' })).json().data.afterDenial.asOf;
      expect([await asOf(), await asOf()]).toEqual(['2027-03-01', '2027-03-01']);
      vi.setSystemTime(new Date('2027-03-02T12:00:00Z'));
      expect(await asOf()).toBe('2027-03-02');
    } finally {
      vi.useRealTimers();
    }
  });

  test('with an error is kept by nobody', async () => {
    const response = await door.get({ query: '{ assess(remedy: "no-such") { status } }' });
    expect(response.json().errors).toHaveLength(1);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.headers.etag).toBeUndefined();
  });

  test('to POST is kept by nobody', async () => {
    const response = await door.post({ documentId, variables });
    expect([response.headers['cache-control'], response.headers.etag]).toEqual(['no-store', undefined]);
  });
});
