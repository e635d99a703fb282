import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDoor } from '../../src/http/door.ts';
import { exampleQueries } from '../../src/http/examples.ts';
import { readSettings } from '../../src/settings.ts';
import { graphOn } from '../engines.ts';

describe('the server', () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    ({ app } = await openDoor(await graphOn('memory'), readSettings({ LOG_LEVEL: 'silent' })));
  });
  afterAll(() => app.close());

  const post = (query: string) => app.inject({ method: 'POST', url: '/graphql', payload: { query } });

  test.each(exampleQueries)('answers the query that a new user is shown: $title', async ({ query }) => {
    const response = await post(query);
    expect(response.statusCode).toBe(200);
    expect(response.json().errors).toBeUndefined();
    expect(JSON.stringify(response.json().data).length).toBeGreaterThan(1000);
  });

  test('serves the explorer at every view, with all it loads, kept for ever and packed', async () => {
    for (const view of ['/', '/denial', '/path?from=asylum', '/time', '/entity/asylum', '/graph/asylum'])
      expect((await app.inject(view)).headers['content-type']).toContain('text/html');
    const { body } = await app.inject('/');
    const loaded = [...body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, url]) => url as string);
    expect(loaded.length).toBeGreaterThan(1);
    for (const url of loaded) {
      const asset = await app.inject({ url, headers: { 'accept-encoding': 'br' } });
      expect([url, asset.statusCode, asset.headers['content-encoding']]).toEqual([url, 200, 'br']);
      expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    }
    expect(body).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  test('tells who links to it what an entity and a claim are, and 404 of what there is not', async () => {
    const { body } = await app.inject('/claim/cancellation-nonlpr.requires.good-moral-character');
    expect(body).toMatch(/<title>Cancellation of removal .*: ReliefGraph<\/title>/);
    expect(body).toMatch(/og:description" content="[^"]*requires/);
    expect((await app.inject('/entity/%3Cscript%3E')).statusCode).toBe(404);
    expect((await app.inject('/entity/%3Cscript%3E')).body).not.toContain('<script>alert');
  });

  test('serves GraphiQL and all it loads from its own packages', async () => {
    const { body } = await app.inject('/graphiql');
    const loaded = [...body.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, url]) => url as string);
    expect(loaded).toHaveLength(5);
    for (const url of loaded) {
      const asset = await app.inject(url);
      expect([url, asset.statusCode, asset.body.length > 100]).toEqual([url, 200, true]);
    }
  });

  test('takes no facts over GET, where an address would show them', async () => {
    const headers = { 'apollo-require-preflight': 'yes' };
    const get = (query: string) => app.inject({ method: 'GET', url: `/graphql?query=${encodeURIComponent(query)}`, headers });
    const refused = await get('{ screen(facts: []) { asOf } }');
    expect(refused.json().errors).toMatchObject([
      { message: 'Facts are taken over POST only, but this request came over GET.', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect((await get('{ screen { asOf } }')).json().errors).toBeUndefined();
  });

  test('refuses a body that is not GraphQL with a status and a message', async () => {
    const headers = { accept: 'application/graphql-response+json' };
    const response = await app.inject({ method: 'POST', url: '/graphql', headers, payload: { query: '{ nothing }' } });
    expect(response.statusCode).toBe(400);
    expect(response.json().errors[0].message).toContain('Cannot query field "nothing"');
  });
});
