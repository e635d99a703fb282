import { type Answer, ask, type Connection, type ConnectionOptions, connect, type Patience, patience } from './connection.ts';
import { away, isAnswer, isPassing, type Place } from './failure.ts';
import { greet, type Sight } from './handshake.ts';
import { endSilent } from './silent.ts';
import { entitiesById, type Statement } from './statements.ts';

/** A server that may go away and come back. */
export interface Server {
  readonly place: Place;
  /**
   * One read. Where the server is away it fails at once, also when that turns out while it is under way. A read whose connection broke is
   * sent once more where the server is still there.
   *
   * @throws GraphUnavailable when the server is away, does not answer in time, or refuses, or when the signal aborts
   */
  ask(statement: Statement, patience: Patience): Promise<Answer>;
  /** Called each time that the server has come back. */
  onReturn(listener: () => void): void;
  close(): Promise<void>;
}

/** A read that takes longer may be slow, or the server is away: it is greeted, and again after each such time. */
const doubtMs = 10;

/**
 * A server that is there answers a greeting in this time, and twice what greetings usually take. A shorter one takes pauses for absence; a
 * longer one lets those wait who are to be told within 250 ms, with all that comes on top.
 */
const answerMs = 180;

/** What greetings usually take is the longest of late: each one counts for a fifth less than the next. */
const fading = 0.8;

/** A server that has just come back may have its processors full with getting ready: for so long a greeting may take `longestMs`. */
const coldMs = 10_000;

/** No greeting waits longer. */
const longestMs = 1000;

/** Between two greetings when nothing is read, so that a silent server is known before a read waits for it. */
const restMs = 1000;

/** Between two greetings of a server that is away. */
const returnMs = 250;

/**
 * One that greets again is back when it has answered the read that most requests begin with: after a start the first ones take seconds,
 * and many at once would take them from one another.
 */
const readyMs = 30_000;

/**
 * Starts no connection before the first read, or the first greeting a second later. Whether the server is away is for greetings alone to
 * say: a read that fails or is slow only asks for one. While it is away the reads have no connection, and at most four greetings wait.
 */
export function serverAt(options: ConnectionOptions): Server {
  const listeners: (() => void)[] = [];
  let connection: Connection = connect(options);
  let next: Connection | null = null;
  let state: 'here' | 'away' | 'closed' = 'here';
  let usualMs: number | null = null;
  let coldUntil = 0;
  let answeredAt = 0;
  let looking: Promise<void> | null = null;
  let returning: NodeJS.Timeout | undefined;

  const greetWithin = async (ms: number): Promise<Sight> => {
    const started = performance.now();
    const sight = await greet(options.uri, Math.min(longestMs, ms));
    if (sight === 'answers') usualMs = Math.max(performance.now() - started, (usualMs ?? 0) * fading);
    return sight;
  };
  const lookForReturn = async (): Promise<void> => {
    const before = next;
    const sight = await greetWithin(longestMs);
    if (sight !== 'answers') before?.drop();
    if (sight !== 'answers' || next !== null || state !== 'away') return;
    const found = connect(options);
    next = found;
    const isReady = await answersReads(found);
    next = null;
    if (!isReady || state !== 'away') return found.drop();
    clearInterval(returning);
    connection = found;
    coldUntil = performance.now() + coldMs;
    state = 'here';
    for (const listener of listeners) listener();
  };
  const leave = (): void => {
    state = 'away';
    connection.drop();
    endSilent(options.uri);
    returning = setInterval(() => void lookForReturn(), returnMs).unref();
  };
  const lookNow = async (): Promise<void> => {
    const isCold = performance.now() < coldUntil;
    const [ms, started] = [usualMs === null || isCold ? longestMs : answerMs + 2 * usualMs, performance.now()];
    let sight = await greetWithin(ms);
    if (sight === 'fails') sight = await greetWithin(ms);
    // A server that has answered reads meanwhile is busy.
    const isThere = sight === 'answers' || (sight === 'silent' && answeredAt > started);
    if (!isThere && state === 'here') leave();
  };
  const look = async (): Promise<void> => {
    if (state !== 'here') return;
    looking ??= lookNow().finally(() => {
      looking = null;
    });
    return looking;
  };
  /** Other reads that are answered say enough. */
  const doubt = (): void => {
    if (performance.now() > answeredAt + doubtMs) void look();
  };
  const askOnce = async (statement: Statement, patience: Patience): Promise<Answer> => {
    if (state === 'away') throw away(connection.place);
    if (state === 'here' && connection.dropped.aborted) connection = connect(options);
    const doubting = setInterval(doubt, doubtMs);
    try {
      const answer = await ask(connection, statement, patience);
      answeredAt = performance.now();
      return answer;
    } finally {
      clearInterval(doubting);
    }
  };
  const resting = setInterval(() => void look(), restMs).unref();
  return {
    place: connection.place,
    ask: async (statement, patience) => {
      try {
        return await askOnce(statement, patience);
      } catch (error) {
        if (!isPassing(error)) throw error;
        await look();
        return askOnce(statement, patience);
      }
    },
    onReturn: (listener) => void listeners.push(listener),
    close: async () => {
      state = 'closed';
      clearInterval(resting);
      clearInterval(returning);
      next?.drop();
      connection.drop();
      await connection.driver.close();
    },
  };
}

const never = new AbortController().signal;

/** A server that refuses the user is there too: reads are to say so. */
async function answersReads(connection: Connection): Promise<boolean> {
  try {
    await ask(connection, entitiesById(['nothing']), patience(readyMs, never));
    return true;
  } catch (error) {
    return isAnswer((error as Error).cause) && !isPassing(error);
  }
}
