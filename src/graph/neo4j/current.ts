import { setTimeout as delay } from 'node:timers/promises';
import { GraphUnavailable, givenUp } from '../errors.ts';
import type { OpenOptions } from '../graph.ts';
import type { Dataset } from '../records.ts';
import { type LoadCache, loadCache } from './cache.ts';
import { type Patience, patience } from './connection.ts';
import { datasetOf } from './rows.ts';
import type { Server } from './server.ts';
import { datasetStatement } from './statements.ts';

/** A dataset as one load left it, and what was read of it so far. */
export interface Loaded {
  /**
   * The value that the switch in the server has for as long as this is the dataset and none is about to replace it: the moment at which
   * the load began, in milliseconds. A load that is about to commit puts there the end of its lease, negative; where it was killed, and
   * that end has passed, the negative value stands for what the dataset's node says.
   */
  readonly mark: number;
  /** Names the load: the moment at which it began. */
  readonly load: number;
  readonly dataset: Dataset;
  readonly cache: LoadCache;
}

/** The newest dataset that is known. */
export interface Current {
  /**
   * At once when one is known and not expired. When the server does not answer, the last one goes on for what is kept of it, however
   * long that takes: a version never changes once it is loaded, so what was kept of it stays right, and no newer one can be read. No
   * answer mixes two: what is not kept fails while the server is away, and once it is back is read under its mark, where a request that
   * meets another version starts again.
   *
   * @throws GraphUnavailable when none is known and the server does not answer, or has no dataset
   */
  get(options: OpenOptions): Promise<Loaded>;
  /** Says that another load was seen: the next `get` asks the server first. */
  expire(): void;
  close(): void;
}

export interface CurrentOptions {
  readonly budgetMs: number;
  readonly cacheBytes: number;
  readonly pollMs: number;
}

const pauseMs = 50;

/** The server answers, but a load takes longer than the time allowed. */
class StillReplacing extends GraphUnavailable {}

/** Follows the dataset in the server, asking every `pollMs` and when the server comes back. Starts no connection before the first `get`. */
export function currentDataset(server: Server, options: CurrentOptions): Current {
  const closing = new AbortController();
  let known: Loaded | null = null;
  let isExpired = false;
  let asking: Promise<Loaded> | null = null;

  const refresh = async (): Promise<Loaded> => {
    const found = await loadedNow(server, patience(options.budgetMs, closing.signal));
    if (found === null) {
      known = null;
      throw new GraphUnavailable(`Neo4j at ${server.place.server} holds no dataset: run npm run seed.`);
    }
    known = { ...found, cache: known?.load === found.load ? known.cache : loadCache(options.cacheBytes) };
    isExpired = false;
    return known;
  };
  const shared = (): Promise<Loaded> => {
    asking ??= refresh().finally(() => {
      asking = null;
    });
    return asking;
  };
  const lastKnown = (error: unknown): Loaded => {
    if (known === null || !(error instanceof GraphUnavailable) || error instanceof StillReplacing) throw error;
    return known;
  };
  const poll = (): void => void shared().catch(() => {});
  const timer = setInterval(poll, options.pollMs).unref();
  server.onReturn(poll);
  return {
    get: async (request) => (known !== null && !isExpired ? known : orAborted(shared().catch(lastKnown), request.signal)),
    expire: () => {
      isExpired = true;
    },
    close: () => {
      clearInterval(timer);
      closing.abort(new GraphUnavailable('The graph was closed.'));
    },
  };
}

/** The dataset that the server has now, once no load is being applied; null when there is none. */
async function loadedNow(server: Server, wait: Patience): Promise<Found | null> {
  for (;;) {
    const { rows, mark } = await server.ask(datasetStatement, wait);
    const found = foundIn(rows[0] as DatasetRow, mark);
    if (found !== 'changing') return found;
    await pause(server, wait);
  }
}

type Found = Omit<Loaded, 'cache'>;

interface DatasetRow {
  readonly earlier: number | null;
  /** The server's clock, in milliseconds. */
  readonly now: number;
  readonly dataset: (Readonly<Record<string, unknown>> & { readonly load: number }) | null;
}

/** The mark must be the same before and after the node was read, and stand for it. */
function foundIn({ earlier, now, dataset }: DatasetRow, mark: number | null): Found | 'changing' | null {
  if (mark === null && earlier === null) return null;
  const isLeased = mark !== null && mark < 0 && -mark > now;
  if (mark === null || mark !== earlier || isLeased) return 'changing';
  if (dataset === null) return null;
  return mark < 0 || mark === dataset.load ? { mark, load: dataset.load, dataset: datasetOf(dataset) } : 'changing';
}

/** Waits a moment while a load is being applied. */
async function pause({ place }: Server, { until, signal, budgetMs }: Patience): Promise<void> {
  if (performance.now() + pauseMs > until) {
    throw new StillReplacing(`Neo4j at ${place.server} was still replacing the dataset after ${budgetMs} ms.`);
  }
  await delay(pauseMs, undefined, { signal }).catch(() => {
    throw givenUp(signal);
  });
}

/** The result, unless the signal aborts before. */
function orAborted<Result>(result: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(givenUp(signal));
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    result.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
