import { once } from 'node:events';
import { connect } from 'node:net';
import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { readCompact } from '../../seed/compact.ts';
import { GraphUnavailable } from '../../src/graph/errors.ts';
import type { Graph } from '../../src/graph/graph.ts';
import { memoryGraph } from '../../src/graph/memory.ts';
import { type Door, openDoor } from '../../src/http/door.ts';
import { endOfRound, heavyTurns } from '../../src/http/work.ts';
import { readSettings } from '../../src/settings.ts';
import type { Data } from '../engines.ts';
import { doorFor, errorOf, graphqlResponse } from './door.ts';

const post = (url: string, query: string, signal?: AbortSignal): Promise<Response> =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...graphqlResponse },
    body: JSON.stringify({ query }),
    ...(signal ? { signal } : {}),
  });

describe('the specification of GraphQL over HTTP', () => {
  const door = doorFor({ LOG_LEVEL: 'silent' });
  let url: string;
  beforeAll(async () => {
    url = await door.app.listen({ port: 0 });
  });
  const audits = serverAudits({ url: () => `${url}/graphql`, fetchFn: fetch });

  test('has 61 audits', () => expect(audits).toHaveLength(61));

  test.each(audits.map((audit) => [audit.name, audit] as const))('is held: %s', async (_, audit) => {
    const result = await audit.fn();
    expect(result.status === 'ok' ? '' : result.reason).toBe('');
  });
});

describe('who asks too much', () => {
  const door = doorFor({ LOG_LEVEL: 'silent', RATE_LIMIT_COST: '300', RATE_LIMIT_SECONDS: '100', TRUSTED_HOPS: '1' });
  const query = '{ reliefTypes(first: 40) { nodes { id } } }';

  test('is one address in IPv6 clothes too, and not all of them', async () => {
    const mapped = (at: number) => door.post({ query }, { 'x-forwarded-for': `::ffff:192.0.2.${at}` });
    for (let at = 100; at < 110; at++) expect((await mapped(at)).statusCode).toBe(200);
  });

  test('is told what is left, then to come back later; another address is not', async () => {
    const from = (address: string) => door.post({ query }, { 'x-forwarded-for': address, ...graphqlResponse });
    const first = await from('192.0.2.1');
    expect(first.statusCode).toBe(200);
    expect(first.headers['ratelimit-policy']).toBe('"cost";q=300;w=100');
    const left = Number(/r=(\d+)/.exec(String(first.headers.ratelimit))?.[1]);
    expect(left).toBeLessThan(300 - 40);
    for (let spent = false; !spent; ) spent = (await from('192.0.2.1')).statusCode === 429;
    const refused = await from('192.0.2.1');
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(errorOf(refused).extensions.code).toBe('RATE_LIMITED');
    expect((await from('192.0.2.2')).statusCode).toBe(200);
  });

  test('cannot hide behind hops that are not trusted, nor behind addresses of one network', async () => {
    const forged = (at: number) => door.post({ query }, { 'x-forwarded-for': `198.51.100.${at}, 203.0.113.7` });
    const network = (at: number) => door.post({ query }, { 'x-forwarded-for': `2001:db8:1:2::${at}` });
    const shortened = (at: number) => door.post({ query }, { 'x-forwarded-for': `2001:db8::${at}` });
    const nonsense = () => door.post({ query }, { 'x-forwarded-for': 'unknown' });
    for (const ask of [forged, network, shortened, nonsense]) {
      const statuses = [];
      for (let at = 1; at < 9; at++) statuses.push((await ask(at)).statusCode);
      expect(statuses).toContain(429);
    }
  });
});

describe('a graph that does not answer', () => {
  let door: Door;
  let graph: Graph;
  let isAway = false;
  let reads: AbortSignal[] = [];
  beforeAll(async () => {
    graph = memoryGraph(await readCompact(inject('seed')));
    const watched: Graph = {
      ...graph,
      open: async ({ signal }) => {
        if (isAway) throw new GraphUnavailable('The graph does not answer.');
        const reading = await graph.open({ signal });
        const entityPage = async () => {
          reads.push(signal);
          await once(signal, 'abort');
          throw new GraphUnavailable('Given up.');
        };
        return { ...reading, entityPage };
      },
    };
    door = await openDoor(
      watched,
      readSettings({ LOG_LEVEL: 'silent', MAX_IN_FLIGHT: '3', DRAIN_MS: '300', READ_BUDGET_MS: '3000' }),
    );
    await door.app.listen({ port: 0 });
  });
  afterAll(() => door.app.close());
  const url = () => `http://localhost:${(door.app.server.address() as { port: number }).port}`;
  const slow = '{ motions(first: 1) { nodes { id } } }';
  const until = async (holds: () => boolean) => {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
  };

  test('is an error that says when to ask again, and the process is not ready', async () => {
    isAway = true;
    const response = await post(url(), '{ dataset { version } }');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    const got = await fetch(`${url()}/graphql?query={dataset{version}}`);
    expect([got.status, got.headers.get('retry-after')]).toEqual([503, '1']);
    expect(((await got.json()) as Data).errors).toMatchObject([{ extensions: { code: 'GRAPH_UNAVAILABLE' } }]);
    expect(((await response.json()) as Data).errors).toMatchObject([{ extensions: { code: 'GRAPH_UNAVAILABLE' } }]);
    const ready = await fetch(`${url()}/health/ready`);
    expect([ready.status, ((await ready.json()) as Data).status]).toEqual([503, 'no graph']);
    expect((await fetch(`${url()}/health/live`)).status).toBe(200);
    isAway = false;
    expect(await (await fetch(`${url()}/health/ready`)).json()).toMatchObject({
      status: 'ready',
      engine: 'memory',
      version: expect.any(String),
    });
  });

  test('is not read any longer for a client that went away', async () => {
    reads = [];
    const gone = new AbortController();
    const asked = post(url(), slow, gone.signal).catch(() => null);
    await until(() => reads.length === 1);
    gone.abort();
    await asked;
    await until(() => reads[0]?.aborted === true);
  });

  test('is not read any longer when the time for a request is used up', async () => {
    reads = [];
    const { data, errors } = (await (await post(url(), slow)).json()) as Data;
    expect([data, errors[0].extensions.code]).toEqual([null, 'GRAPH_UNAVAILABLE']);
    expect(reads.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test('is not asked for a heavy operation that was given up while it waited for its turn', async () => {
    const turn = heavyTurns();
    const gone = new AbortController();
    const [given, next] = [turn(5000, gone), turn(5000, new AbortController())];
    gone.abort();
    await expect(given).rejects.toThrow(GraphUnavailable);
    await next;
  });

  test('lets light answers out before the next heavy operation runs, and heavy ones one by one', async () => {
    const turn = heavyTurns();
    const order: string[] = [];
    const heavy = ['first', 'second'].map(async (name) => {
      await turn(5000, new AbortController());
      order.push(name);
      await endOfRound();
      order.push(`after the ${name}`);
    });
    await Promise.resolve();
    const light = endOfRound().then(() => order.push('light'));
    await Promise.all([...heavy, light]);
    expect(order).toEqual(['light', 'first', 'after the first', 'second', 'after the second']);
  });

  test('sheds what comes on top of what is worked on, and takes more afterwards', async () => {
    reads = [];
    const gone = new AbortController();
    const held = [1, 2, 3].map(() => post(url(), slow, gone.signal).catch(() => null));
    await until(() => reads.length === 3);
    const shed = await post(url(), '{ __typename }');
    expect([shed.status, shed.headers.get('retry-after')]).toEqual([503, '1']);
    expect(((await shed.json()) as Data).errors[0].extensions.code).toBe('OVERLOADED');
    gone.abort();
    await Promise.all(held);
    await until(() => reads.every(({ aborted }) => aborted));
    expect((await post(url(), '{ __typename }')).status).toBe(200);
  });

  test('closes a connection whose request does not come', { timeout: 20_000 }, async () => {
    const { port } = new URL(url());
    const socket = connect(Number(port), 'localhost');
    await once(socket, 'connect');
    socket.write(
      'POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"query',
    );
    socket.resume();
    await once(socket, 'close');
  });

  test('stops in good order: not ready first, still answering, then closed', async () => {
    const stopped = door.drain();
    expect((await fetch(`${url()}/health/ready`)).status).toBe(503);
    const last = await post(url(), '{ __typename }');
    expect([last.status, last.headers.get('connection')]).toEqual([200, 'close']);
    const address = url();
    await stopped;
    await expect(post(address, '{ __typename }')).rejects.toThrow();
  });
});
