import type { FastifyReply } from 'fastify';

const signals = new WeakMap<FastifyReply, AbortSignal>();

/** Aborts when the client goes away before its answer is sent, or when the time for the reads of a request is used up. */
export function signalOf(reply: FastifyReply, budgetMs: number): AbortSignal {
  const known = signals.get(reply);
  if (known !== undefined) return known;
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), budgetMs);
  reply.raw.once('close', () => {
    clearTimeout(timer);
    if (!reply.raw.writableFinished) given.abort();
  });
  if (reply.raw.destroyed) given.abort();
  signals.set(reply, given.signal);
  return given.signal;
}

/** An operation of this estimated cost or more waits for its turn. */
const heavy = 2000;

/** Lets heavy operations run one in each round of the event loop, so that light ones that came after them are answered in between. */
export function heavyTurns(): (cost: number) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (cost) => {
    if (cost < heavy) return Promise.resolve();
    last = last.then(() => new Promise((resolve) => setImmediate(resolve)));
    return last;
  };
}
