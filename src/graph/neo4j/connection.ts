import neo4j, { type Driver, type Record as Row } from 'neo4j-driver';
import { BrokenData, GraphUnavailable } from '../errors.ts';
import { givenUp, late, type Place, translated } from './failure.ts';
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
}

/** The answer to one read, as every statement ends: see `Statement`. */
export interface Answer {
  readonly rows: readonly unknown[];
  readonly mark: number | null;
}

const connectMs = 2000;
const poolSize = 50;

/** One retry, about a second later, where a member of a cluster goes away or a lock is taken. */
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
  return { driver, place: { server: new URL(uri).host, database } };
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
 * One read in a managed transaction. When the time has passed or the signal aborts, the transaction is ended in the server too.
 *
 * @throws GraphUnavailable when the server does not answer in time, or refuses, or when the signal aborts
 */
export async function ask({ driver, place }: Connection, { text, parameters }: Statement, patience: Patience): Promise<Answer> {
  const left = Math.ceil(patience.until - performance.now());
  if (left <= 0) throw late(place, patience.budgetMs);
  return withinTime({ left, place, patience }, async (signal) => {
    const { records } = await driver.executeQuery(text, parameters, {
      routing: 'READ',
      database: place.database,
      transactionConfig: { timeout: left },
      signal,
    });
    return answerOf(records[0]);
  });
}

function answerOf(row: Row | undefined): Answer {
  if (!row) throw new BrokenData('Expected one record of every read, but got none.');
  return { rows: row.get('rows'), mark: row.get('mark') };
}

interface Time {
  readonly left: number;
  readonly place: Place;
  readonly patience: Patience;
}

/** The work, or the error of what ended it: the driver itself may settle late, or never, once its session was closed. */
async function withinTime<Result>(
  { left, place, patience }: Time,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const { signal, budgetMs } = patience;
  if (signal.aborted) throw givenUp(signal.reason);
  const ending = new AbortController();
  let stop: (reason: unknown) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    stop = (reason) => {
      reject(reason);
      ending.abort();
    };
  });
  const aborted = (): void => stop(givenUp(signal.reason));
  const timer = setTimeout(() => stop(late(place, budgetMs)), left);
  signal.addEventListener('abort', aborted, { once: true });
  try {
    return await Promise.race([work(ending.signal), ended]);
  } catch (error) {
    throw ending.signal.aborted ? error : lateOr(translated(error, place), { left, place, patience });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', aborted);
  }
}

/** The server's own clock may end a transaction a moment before ours does. */
function lateOr(error: unknown, { place, patience }: Time): unknown {
  const isTimeout =
    error instanceof GraphUnavailable && /TransactionTimedOut/.test((error.cause as { code?: string })?.code ?? '');
  return isTimeout ? late(place, patience.budgetMs) : error;
}
