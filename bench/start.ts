import { spawnSync } from 'node:child_process';
import { startServer } from './servers.ts';

/** From the start of the process to its first correct answer, beside a Node that does nothing, and what it then holds in memory; the median of five. */

const runs = 5;
/** The index of names is built a moment after the start: it counts in the memory. */
const settledMs = 8000;

const bare: number[] = [];
const times: number[] = [];
const sizes: number[] = [];
for (let run = 0; run < runs; run++) {
  const bareBegun = performance.now();
  spawnSync('node', ['-e', '0']);
  bare.push(performance.now() - bareBegun);
  const begun = performance.now();
  const server = await startServer(4331);
  times.push(performance.now() - begun);
  await new Promise((resolve) => setTimeout(resolve, settledMs));
  sizes.push(server.residentMb());
  await server.stop();
}
const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const [first, nothing] = [median(times), median(bare)];
console.log(
  `first answer after ${first.toFixed(0)} ms (${(first / nothing).toFixed(0)} times a Node that does nothing: ${nothing.toFixed(0)} ms), resident ${median(sizes).toFixed(0)} MB (median of ${runs})`,
);
