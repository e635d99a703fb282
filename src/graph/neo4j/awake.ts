import { setTimeout as delay } from 'node:timers/promises';

const slices = 5;

/**
 * What comes of the work in some milliseconds, else null; the work goes on. The time is counted in five parts, so that a moment in which
 * this process was held up counts as one part at most: what had come by then is seen.
 */
export async function within<Result>(ms: number, work: Promise<Result>): Promise<Result | null> {
  for (let slice = 0; slice < slices; slice++) {
    const result = await Promise.race([work, delay(ms / slices, null, { ref: false })]);
    if (result !== null) return result;
  }
  return null;
}
