import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import { hashOf } from '../src/http/documents.ts';
import { type Server, startServer } from './servers.ts';

/**
 * Measures this server against Apollo Server as it comes, in one run: paired A B B A B A A B, ratios of requests and of processor time.
 * `CONTROL=1` measures it against itself, which tells what the ratios are worth; `ONLY=304` runs the scenarios whose name holds that.
 */

const seconds = Number(process.env.SECONDS ?? 5);
const connections = 32;
/** Seconds of requests before anything is measured: the compiler of Node is at work on a server for some 8,000 of them. */
const warming = Number(process.env.WARMING ?? 20);
/** In turns, as what rests for that long grows cold again. */
const warmingTurns = 4;
/** A B B A, then the other way round: each is measured as often after a rest as without one. */
const order = [...'ABBABAAB'] as ('A' | 'B')[];
const isControl = process.env.CONTROL === '1';

const read = (name: string) => readFileSync(`documents/${name}.graphql`, 'utf8');
const idOf = (query: string) => `sha256:${hashOf(query)}`;

const relief = read('relief');
const variables = { id: 'u-visa' };
const facts = [
  ['continuous-physical-presence', { duration: 'P12Y' }],
  ['qualifying-relative-spouse-parent-child', { boolean: true }],
  ['good-moral-character', { boolean: true }],
  ['inspected-admitted-or-paroled', { boolean: false }],
  ['entry-without-inspection', { boolean: true }],
  ['aggravated-felony-conviction', { boolean: false }],
  ['particularly-serious-crime', { boolean: false }],
  ['persecutor-of-others', { boolean: false }],
  ['has-final-order', { boolean: false }],
  ['unaccompanied-child', { boolean: false }],
  ['changed-circumstances', { boolean: false }],
  ['immediate-relative-of-usc', { boolean: true }],
].map(([factor, value]) => ({ factor, value }));
const stage = 'master-calendar-hearing';

interface Scenario {
  readonly name: string;
  /** What ours is asked, and what the stock server is asked for the same. */
  readonly ours: autocannon.Request;
  readonly stock: autocannon.Request;
}

const post = (body: object): autocannon.Request => ({
  method: 'POST',
  path: '/graphql',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const address = `/graphql?documentId=${idOf(relief)}&variables=${encodeURIComponent(JSON.stringify(variables))}`;
const adHoc = relief.replace(/^#.*\n/, '').replace('query Relief', 'query Ours');

const scenarios = (etag: string): readonly Scenario[] => [
  { name: 'known ad-hoc document', ours: post({ query: adHoc, variables }), stock: post({ query: adHoc, variables }) },
  {
    name: 'persisted document, executed',
    ours: post({ documentId: idOf(relief), variables }),
    stock: post({ query: relief, variables }),
  },
  {
    name: 'persisted GET, served again (packed, as a browser asks)',
    ours: { method: 'GET', path: address, headers: { 'accept-encoding': 'gzip, deflate, br' } },
    stock: {
      ...post({ query: relief, variables }),
      headers: { 'content-type': 'application/json', 'accept-encoding': 'gzip, deflate, br' },
    },
  },
  { name: 'persisted GET, served again', ours: { method: 'GET', path: address }, stock: post({ query: relief, variables }) },
  {
    name: 'persisted GET, 304',
    ours: { method: 'GET', path: address, headers: { 'if-none-match': etag } },
    stock: post({ query: relief, variables }),
  },
  ...(
    [
      ['afterDenial', read('after-denial'), { relief: 'prosecutorial-discretion', stage, facts }],
      ['screen', read('screen'), { stage, facts }],
    ] as const
  ).map(([name, query, given]): Scenario => {
    const body = { query, variables: given };
    return { name, ours: post(body), stock: post(body) };
  }),
];

interface Measured {
  readonly perSecond: number;
  readonly cpuMs: number;
  readonly p99: number;
}

async function measure(server: Server, request: autocannon.Request): Promise<Measured> {
  const before = server.cpuMs();
  const result = await autocannon({ url: server.url, connections, duration: seconds, requests: [request] });
  const answered = result['2xx'] + result['3xx'];
  if (result.non2xx > result['3xx'] || answered === 0)
    throw new Error(`${result.non2xx} of ${result.requests.total} answers were errors.`);
  return { perSecond: answered / result.duration, cpuMs: (server.cpuMs() - before) / answered, p99: result.latency.p99 };
}

function mean(runs: readonly Measured[]): Measured {
  const of = (figure: (run: Measured) => number): number => runs.reduce((sum, run) => sum + figure(run), 0) / runs.length;
  return { perSecond: of(({ perSecond }) => perSecond), cpuMs: of(({ cpuMs }) => cpuMs), p99: of(({ p99 }) => p99) };
}

const unlimited = { RATE_LIMIT_COST: '1000000000000' };
const ours = await startServer(4301, unlimited);
const stock = isControl ? await startServer(4302, unlimited) : await startServer(4302, {}, ['--import', 'tsx', 'bench/stock.ts']);
const first = await fetch(`${ours.url}${address}`);
const bytes = (await first.arrayBuffer()).byteLength;
const report = await fetch(`${ours.url}${address}&extensions=${encodeURIComponent('{"cost":"REPORT"}')}`);
const { extensions } = (await report.json()) as { readonly extensions: { readonly cost: { readonly actual: number } } };
const etag = first.headers.get('etag') ?? '';
console.log(
  `${extensions.cost.actual} objects in the answer, ${bytes} bytes; ${connections} connections, ${seconds} s each after ${warming} s, A B B A B A A B`,
);

const rows: string[] = [];
const only = process.env.ONLY ?? '';
const chosen = scenarios(etag).filter(({ name }) => name.includes(only));
if (chosen.length === 0) throw new Error(`ONLY must be part of the name of a scenario, but is "${only}".`);
for (const { name, ours: asked, stock: askedThere } of chosen) {
  const askedOfStock = isControl ? asked : askedThere;
  for (let turn = 0; turn < warmingTurns; turn++) {
    await autocannon({ url: ours.url, connections, duration: warming / warmingTurns, requests: [asked] });
    await autocannon({ url: stock.url, connections, duration: warming / warmingTurns, requests: [askedOfStock] });
  }
  const runs = { A: [] as Measured[], B: [] as Measured[] };
  for (const turn of order) runs[turn].push(turn === 'A' ? await measure(ours, asked) : await measure(stock, askedOfStock));
  const [a, b] = [mean(runs.A), mean(runs.B)];
  rows.push(
    `| ${name} | ${a.perSecond.toFixed(0)} | ${b.perSecond.toFixed(0)} | **${(a.perSecond / b.perSecond).toFixed(1)}** | ${a.cpuMs.toFixed(2)} | ${b.cpuMs.toFixed(2)} | **${(b.cpuMs / a.cpuMs).toFixed(1)}** | ${a.p99.toFixed(0)} | ${b.p99.toFixed(0)} | ${(b.p99 / a.p99).toFixed(1)} |`,
  );
  console.log(rows.at(-1));
}
const table = [
  '| scenario | ours, requests/s | stock | ratio | ours, CPU ms/request | stock | ratio | ours, p99 ms | stock | ratio |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
  ...rows,
].join('\n');

console.log(`\n${table}\n`);
await Promise.all([ours.stop(), stock.stop()]);
