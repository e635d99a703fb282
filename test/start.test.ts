import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, inject, test } from 'vitest';
import { exampleQueries } from '../src/http/examples.ts';
import { engines } from './engines.ts';
import { npmStart } from './npm-start.ts';

/** A Neo4j that was never asked plans for long before its first answers. */
const patienceMs = 120_000;

let server: ChildProcess | undefined;
afterEach(() => server?.kill('SIGKILL'));

/** Starts the built server as `npm start` does. */
function start(settings: NodeJS.ProcessEnv, flags: readonly string[] = []): ChildProcess {
  const env = { PATH: process.env.PATH, DRAIN_MS: '0', READ_BUDGET_MS: String(patienceMs), ...settings };
  server = spawn(process.execPath, [...flags, ...npmStart], { env });
  return server;
}

/** The address that a server says it answers at. */
async function addressOf({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error('The server has no output.');
  for await (const line of createInterface(stdout)) {
    const address = line.match(/^ReliefGraph answers at (\S+)\/graphql /)?.[1];
    if (address) return address;
  }
  throw new Error('The server ended without saying where it answers.');
}

async function answerAt(address: string, query: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${address}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })).json();
}

test.each(engines)(
  'the built server answers on %s, and ends with 0 when it is told to',
  async (engine) => {
    const child = start({ PORT: '0', ...(engine === 'neo4j' && { NEO4J_URI: inject('neo4j') ?? '' }) });
    const address = await addressOf(child);
    const ready = await (await fetch(`${address}/health/ready`)).json();
    expect(ready).toMatchObject({ engine });
    for (const { query } of exampleQueries) {
      const answer = await answerAt(address, query);
      expect(answer).toEqual({ data: expect.anything() });
    }
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  },
  patienceMs,
);

test('the built server starts too where what was compiled for it does not fit', async () => {
  const address = await addressOf(start({ PORT: '0' }, ['--max-lazy']));
  expect(await answerAt(address, '{ node(id: "tps") { title } }')).toEqual({
    data: { node: { title: 'Temporary Protected Status' } },
  });
});

test('what was compiled for the built server fits this Node', () => {
  const source = `
    const { Script } = require('node:vm');
    const read = (file, how) => require('node:fs').readFileSync('dist/server/' + file, how);
    const source = require('node:module').wrap(read('server.cjs', 'utf8'));
    console.log(new Script(source, { cachedData: read('server.cache') }).cachedDataRejected);`;
  const flags = npmStart.slice(0, -1);
  expect(spawnSync(process.execPath, [...flags, '-e', source], { encoding: 'utf8' }).stdout).toBe('false\n');
});

test('the built server says which setting is wrong, and ends with 1', async () => {
  const child = start({ PORT: 'four' });
  const [lines, [code]] = await Promise.all([child.stderr?.setEncoding('utf8').toArray(), once(child, 'exit')]);
  expect([code, lines?.join('')]).toEqual([1, expect.stringMatching(/^PORT: .*"four"/)]);
});
