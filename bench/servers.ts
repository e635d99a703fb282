import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { npmStart } from '../test/npm-start.ts';

/** A server in a process of its own, and the processor time that it has used. */
export interface Server {
  readonly url: string;
  readonly pid: number;
  /** Milliseconds of processor time since its start, user and system. */
  readonly cpuMs: () => number;
  readonly residentMb: () => number;
  readonly stop: () => Promise<void>;
}

const ticksPerSecond = 100;

/** Runs Node on a server, as `npmStart` does unless told, and waits for its first correct answer. */
export async function startServer(
  port: number,
  environment: NodeJS.ProcessEnv = {},
  args: readonly string[] = npmStart,
): Promise<Server> {
  const child = spawn('node', args, {
    env: { ...process.env, PORT: String(port), ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  await untilItAnswers(`${url}/graphql`, child);
  const pid = child.pid ?? 0;
  return {
    url,
    pid,
    cpuMs: () => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
      return ((Number(fields[11]) + Number(fields[12])) / ticksPerSecond) * 1000;
    },
    residentMb: () => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)?.[1]) / 1024,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

const question = JSON.stringify({ query: '{ reliefType(id: "tps") { title requires { factor { id } } } }' });

async function untilItAnswers(url: string, child: ChildProcess): Promise<void> {
  const end = performance.now() + 60_000;
  while (performance.now() < end) {
    if (child.exitCode !== null) throw new Error(`The server at ${url} ended with ${child.exitCode}.`);
    try {
      const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: question });
      const { data } = (await response.json()) as { readonly data?: { readonly reliefType: { readonly title: string } } };
      if (data?.reliefType.title === 'Temporary Protected Status') return;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`The server at ${url} did not answer.`);
}
