import type { FastifyReply } from 'fastify';
import { givenUp } from '../graph/errors.ts';
import type { OpenOptions } from '../graph/graph.ts';

/**
 * Aborts when the client goes away before its answer is sent, or when the time for the reads of a request is used up.
 *
 * @param until when that is, in the milliseconds of `performance.now()`
 */
export function signalOf(reply: FastifyReply, until: number): AbortSignal {
  const left = until - performance.now();
  if (reply.raw.destroyed || left <= 0) return AbortSignal.abort();
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), left);
  reply.raw.once('close', () => {
    clearTimeout(timer);
    if (!reply.raw.writableFinished) given.abort();
  });
  return given.signal;
}

let round: Promise<void> | null = null;

/**
 * When the event loop has looked at all requests that have come. Answers wait for that and are written one after another: a client or a
 * proxy on the same machine then wakes once for many of them. Under load that takes a twentieth off an answer, and a fifth off one that is kept.
 */
export function endOfRound(): Promise<void> {
  round ??= new Promise((resolve) =>
    setImmediate(() => {
      round = null;
      resolve();
    }),
  );
  return round;
}

/** An operation of this estimated cost or more waits for its turn. */
const heavy = 2000;

/**
 * Lets heavy operations run one in each round of the event loop, so that light ones that came after them are answered in between. One that
 * was given up meanwhile is not run.
 */
export function heavyTurns(): (cost: number, request: OpenOptions) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return async (cost, request) => {
    if (cost < heavy) return;
    last = last.then(endOfRound);
    await last;
    if (request.signal.aborted) throw givenUp(request.signal);
  };
}
