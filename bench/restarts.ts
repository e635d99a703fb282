import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { npmStart } from '../test/npm-start.ts';

/** Restarts two processes in turn under load, behind a balancer that asks each whether it is ready, and counts requests that fail. */

const total = Number(process.env.REQUESTS ?? 20_000);
const restarts = 5;
const workers = 16;
const ports = [4311, 4312] as const;
const body = JSON.stringify({ query: '{ reliefType(id: "tps") { title requires { factor { id } } } }' });

interface Backend {
  readonly port: number;
  process: ChildProcess;
  isReady: boolean;
}

const launch = (port: number): ChildProcess =>
  spawn('node', npmStart, {
    env: { ...process.env, PORT: String(port), LOG_LEVEL: 'silent', RATE_LIMIT_COST: '1000000000000' },
    stdio: 'ignore',
  });
const backends: Backend[] = ports.map((port) => ({ port, process: launch(port), isReady: false }));
process.once('exit', () => {
  for (const backend of backends) backend.process.kill('SIGKILL');
});

async function look(backend: Backend): Promise<void> {
  try {
    backend.isReady = (await fetch(`http://127.0.0.1:${backend.port}/health/ready`)).ok;
  } catch {
    backend.isReady = false;
  }
}
const looking = setInterval(() => backends.forEach(look), 50);
const untilReady = async (...some: Backend[]) => {
  while (!some.every(({ isReady }) => isReady)) await new Promise((resolve) => setTimeout(resolve, 20));
};

let [sent, failed, turn] = [0, 0, 0];
async function work(): Promise<void> {
  while (sent < total || restarted < restarts) {
    sent++;
    const ready = backends.filter(({ isReady }) => isReady);
    const backend = ready[turn++ % Math.max(1, ready.length)];
    try {
      if (backend === undefined) throw new Error('no backend is ready');
      const response = await fetch(`http://127.0.0.1:${backend.port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      const answer = (await response.json()) as { readonly data?: { readonly reliefType?: { readonly title: string } } };
      if (answer.data?.reliefType?.title !== 'Temporary Protected Status') throw new Error(`status ${response.status}`);
    } catch (error) {
      failed++;
      console.error(error instanceof Error ? `${error.message} ${String(error.cause ?? '')}` : error);
    }
  }
}

let restarted = 0;
const exits: string[] = [];
await untilReady(...backends);
const working = Promise.all(Array.from({ length: workers }, work));
for (; restarted < restarts; ) {
  while (sent < ((restarted + 0.5) * total) / restarts) await new Promise((resolve) => setTimeout(resolve, 20));
  const backend = backends[restarted % 2] as Backend;
  const begun = performance.now();
  backend.process.kill('SIGTERM');
  const [code] = await once(backend.process, 'exit');
  exits.push(`exit ${code} after ${(performance.now() - begun).toFixed(0)} ms`);
  backend.isReady = false;
  backend.process = launch(backend.port);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await untilReady(backend);
  restarted++;
}
await working;
clearInterval(looking);
console.log(`${sent} requests, ${failed} failed, over ${restarts} restarts: ${exits.join(', ')}`);
process.exit(failed === 0 ? 0 : 1);
