import { readFileSync } from 'node:fs';
import { startServer } from './servers.ts';

/** Mixed load on one process for some minutes: how its heap and its resident memory grow, in MB a minute, over the second half. */

const minutes = Number(process.env.MINUTES ?? 10);
const server = await startServer(4321, { LOG_LEVEL: 'info', RATE_LIMIT_COST: '1000000000000' });

const reliefs = ['tps', 'asylum', 'u-visa', 'cancellation-nonlpr', 'registry', 'sijs', 'daca', 'administrative-closure'];
const words = ['green card', 'canselation', '240A(b)', 'permiso de trabajo', 'I-589', 'stay of removal', 'work permit'];
const document = (name: string) => readFileSync(`documents/${name}.graphql`, 'utf8');
const pick = <Item>(list: readonly Item[], at: number): Item => list[at % list.length] as Item;

/** Request number `at`: mostly known documents with many variables, some never seen before, some wrong. */
function request(at: number): object {
  const id = pick(reliefs, at);
  switch (at % 8) {
    case 0:
      return { query: document('search'), variables: { text: `${pick(words, at)} ${at % 97}` } };
    case 1:
      return { query: document('after-denial'), variables: { relief: id, asOf: `20${10 + (at % 16)}-0${1 + (at % 9)}-15` } };
    case 2:
      return { query: `{ reliefType(id: "${id}") { title n${at}: summary } }` };
    case 3:
      return { query: `{ nothing${at} }` };
    case 4:
      return { query: document('neighborhood'), variables: { ids: [id], depth: 2, limit: 50 } };
    default:
      return { query: document('relief'), variables: { id, asOf: `20${10 + (at % 16)}-0${1 + (at % 9)}-01` } };
  }
}

const end = performance.now() + minutes * 60_000;
let [sent, failed] = [0, 0];
async function work(): Promise<void> {
  while (performance.now() < end) {
    const at = sent++;
    const isGet = at % 5 === 0 && at % 8 > 4;
    const asked = request(at) as { readonly query: string; readonly variables?: object };
    const search = new URLSearchParams({ query: asked.query, variables: JSON.stringify(asked.variables ?? {}) });
    const response = isGet
      ? await fetch(`${server.url}/graphql?${search}`)
      : await fetch(`${server.url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(asked),
        });
    if (response.status !== 200) failed++;
    await response.arrayBuffer();
  }
}

interface Sample {
  readonly minute: number;
  readonly heap: number;
  readonly resident: number;
}
const samples: Sample[] = [];
const begun = performance.now();
async function sample(): Promise<void> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const heap = Number(text.match(/^nodejs_heap_size_used_bytes (\S+)/m)?.[1]) / 1e6;
  samples.push({ minute: (performance.now() - begun) / 60_000, heap, resident: server.residentMb() });
}
const sampling = setInterval(sample, 2000);
await Promise.all(Array.from({ length: 8 }, work));
clearInterval(sampling);

/** Least squares over the lowest sample of each half minute: garbage comes and goes, what stays is the floor. */
function slope(of: (sample: Sample) => number): number {
  const half = samples.filter(({ minute }) => minute > minutes / 2);
  const halfMinutes = [...new Set(half.map(({ minute }) => Math.floor(minute * 2)))];
  const floors = halfMinutes.map((at) =>
    half.filter(({ minute }) => Math.floor(minute * 2) === at).reduce((least, each) => (of(each) < of(least) ? each : least)),
  );
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(floors.map(({ minute }) => minute)), mean(floors.map(of))];
  return (
    floors.reduce((sum, each) => sum + (each.minute - x) * (of(each) - y), 0) /
    floors.reduce((sum, each) => sum + (each.minute - x) ** 2, 0)
  );
}
const last = samples.at(-1) as Sample;
console.log(
  `${sent} requests in ${minutes} minutes, ${failed} refused; heap ${last.heap.toFixed(0)} MB, ${slope(({ heap }) => heap).toFixed(2)} MB a minute; ` +
    `resident ${last.resident.toFixed(0)} MB, ${slope(({ resident }) => resident).toFixed(2)} MB a minute (second half)`,
);
await server.stop();
