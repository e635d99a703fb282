import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** From the start of the process to its first correct answer, and what it then holds in memory; the median of five. */

const runs = 5;
const port = 4331;
const query = '{ reliefType(id: "tps") { title requires { factor { id } } } }';

async function firstAnswer(): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data } = (await response.json()) as { readonly data?: { readonly reliefType: { readonly title: string } } };
    return data?.reliefType.title === 'Temporary Protected Status';
  } catch {
    return false;
  }
}

const times: number[] = [];
const sizes: number[] = [];
for (let run = 0; run < runs; run++) {
  const begun = performance.now();
  const child = spawn('node', ['dist/src/server.js'], { env: { ...process.env, PORT: String(port) }, stdio: 'ignore' });
  while (!(await firstAnswer())) await new Promise((resolve) => setTimeout(resolve, 5));
  times.push(performance.now() - begun);
  // The index of names is built a moment after the start.
  await new Promise((resolve) => setTimeout(resolve, 6000));
  sizes.push(Number(readFileSync(`/proc/${child.pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)?.[1]) / 1024);
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
}
const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
console.log(`first answer after ${median(times).toFixed(0)} ms, resident ${median(sizes).toFixed(0)} MB (median of ${runs})`);
