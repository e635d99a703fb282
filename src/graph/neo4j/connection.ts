import { setMaxListeners } from 'node:events';
import neo4j, { type Driver, type Record as Row, type Session } from 'neo4j-driver';
import { BrokenData, GraphUnavailable, givenUp } from '../errors.ts';
import { within } from './awake.ts';
import { away, late, type Place, translated } from './failure.ts';
import type { Statement } from './statements.ts';

/** Where the server is and who asks. */
export interface ConnectionOptions {
  /** `bolt://`, `neo4j://`, `bolt+s://` or `neo4j+s://`, with host and port. */
  readonly uri: string;
  /** Empty: the server asks for no authentication. */
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** A server that has been named; it is reached when the first statement is sent. */
export interface Connection {
  readonly place: Place;
  readonly driver: Driver;
  /** Aborts when the connection is dropped. */
  readonly dropped: AbortSignal;
  /** Ends every read on it, and its sockets, without waiting for the server. */
  drop(): void;
}

/** The answer to one read, as every statement ends: see `Statement`. */
export interface Answer {
  readonly rows: readonly unknown[];
  readonly mark: number | null;
}

const connectMs = 2000;

/** As many reads are sent at a time; what comes on top waits for `connectMs` and fails. */
const poolSize = 50;

/** Longer than a server with all processors busy takes to end a read (measured: half of that, while it planned forty at once). */
const endMs = 60_000;

/** For the load; reads are retried by `serverAt`, which knows sooner whether that is of use. */
const retryMs = 500;

/** A driver that fails soon where it cannot connect. Waits for nothing and throws only when the address is malformed. */
export function connect({ uri, user, password, database }: ConnectionOptions): Connection {
  const driver = neo4j.driver(uri, user === '' ? undefined : neo4j.auth.basic(user, password), {
    connectionTimeout: connectMs,
    connectionAcquisitionTimeout: connectMs,
    maxTransactionRetryTime: retryMs,
    maxConnectionPoolSize: poolSize,
    disableLosslessIntegers: true,
    userAgent: 'reliefgraph',
  });
  const dropping = new AbortController();
  setMaxListeners(0, dropping.signal);
  return {
    driver,
    place: { server: new URL(uri).host, database },
    dropped: dropping.signal,
    drop: () => {
      dropping.abort();
      driver.close().catch(() => {});
    },
  };
}

/** Until when an answer is waited for, and what ends the wait before. */
export interface Patience {
  /** All of the time that was allowed, for the message. */
  readonly budgetMs: number;
  /** `performance.now()` at which it has passed. */
  readonly until: number;
  readonly signal: AbortSignal;
}

export const patience = (budgetMs: number, signal: AbortSignal): Patience => ({
  budgetMs,
  until: performance.now() + budgetMs,
  signal,
});

/**
 * One read, sent once and in one round trip: the driver's managed transactions take two, and wait a second before they try again. When
 * the time has passed or the signal aborts, the read is ended in the server too.
 *
 * @throws GraphUnavailable when the server does not answer in time, or refuses, or when the signal aborts or the connection is dropped
 */
export async function ask(connection: Connection, { text, parameters }: Statement, patience: Patience): Promise<Answer> {
  const { driver, place } = connection;
  const left = Math.ceil(patience.until - performance.now());
  if (left <= 0) throw late(place, patience.budgetMs);
  return withinTime({ left, connection, patience }, async (signal) => {
    const session = driver.session({
      database: place.database,
      defaultAccessMode: neo4j.session.READ,
      bookmarkManager: driver.executeQueryBookmarkManager,
    });
    signal.addEventListener('abort', () => void endOrDrop(session, connection), { once: true });
    try {
      const { records } = await session.run(text, parameters, { timeout: left });
      return answerOf(records[0]);
    } finally {
      await session.close();
    }
  });
}

/**
 * A server that is told to end a read says so. Where nothing comes, the way to it is lost: the read would take a place in the pool for
 * ever.
 */
async function endOrDrop(session: Session, connection: Connection): Promise<void> {
  const closed = session.close().then(
    () => 'ended',
    () => 'ended',
  );
  if ((await within(endMs, closed)) === null) connection.drop();
}

function answerOf(row: Row | undefined): Answer {
  if (!row) throw new BrokenData('Expected one record of every read, but got none.');
  return { rows: row.get('rows'), mark: row.get('mark') };
}

interface Time {
  readonly left: number;
  readonly connection: Connection;
  readonly patience: Patience;
}

/** The work, or the error of what ended it: the driver itself may settle late, or never, once its session was closed. */
async function withinTime<Result>(time: Time, work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const { left, connection, patience } = time;
  const { place, dropped } = connection;
  const { signal, budgetMs } = patience;
  if (signal.aborted) throw givenUp(signal);
  const ending = new AbortController();
  let stop: (reason: unknown) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    stop = (reason) => {
      reject(reason);
      ending.abort();
    };
  });
  const onAbort = (): void => stop(givenUp(signal));
  const onDrop = (): void => stop(away(place));
  const timer = setTimeout(() => stop(late(place, budgetMs)), left);
  // Every read of a request listens.
  setMaxListeners(0, signal);
  signal.addEventListener('abort', onAbort, { once: true });
  dropped.addEventListener('abort', onDrop, { once: true });
  try {
    return await Promise.race([work(ending.signal), ended]);
  } catch (error) {
    throw ending.signal.aborted ? error : lateOr(translated(error, place), time);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    dropped.removeEventListener('abort', onDrop);
  }
}

/** The server's own clock may end a transaction a moment before ours does. */
function lateOr(error: unknown, { connection, patience }: Time): unknown {
  const isTimeout =
    error instanceof GraphUnavailable && /TransactionTimedOut/.test((error.cause as { code?: string })?.code ?? '');
  return isTimeout ? late(connection.place, patience.budgetMs) : error;
}
