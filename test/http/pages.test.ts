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

  test('shows the three queries on a start page that loads nothing from elsewhere', async () => {
    const { body, headers } = await app.inject('/');
    expect(headers['content-type']).toContain('text/html');
    expect(body.match(/Open in GraphiQL/g)).toHaveLength(3);
    expect(body).not.toMatch(/(src|href)="(https?:)?\/\//);
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
