import { startServer } from './servers.ts';

/** From the start of the process to its first correct answer, and what it then holds in memory; the median of five. */

const runs = 5;
/** The index of names is built a moment after the start: it counts in the memory. */
const settledMs = 8000;

const times: number[] = [];
const sizes: number[] = [];
for (let run = 0; run < runs; run++) {
  const begun = performance.now();
  const server = await startServer('dist/src/server.js', 4331);
  times.push(performance.now() - begun);
  await new Promise((resolve) => setTimeout(resolve, settledMs));
  sizes.push(server.residentMb());
  await server.stop();
}
const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
console.log(`first answer after ${median(times).toFixed(0)} ms, resident ${median(sizes).toFixed(0)} MB (median of ${runs})`);
