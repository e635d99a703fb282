import { type Answer, ask, type Connection, type ConnectionOptions, connect, type Patience } from './connection.ts';
import { away, isPassing, type Place } from './failure.ts';
import { greet, type Sight } from './handshake.ts';
import { endSilent } from './silent.ts';
import type { Statement } from './statements.ts';

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
const doubtMs = 50;

/** A greeting is answered in this time, and twice what the last one took, by a server that is there. */
const answerMs = 180;

/** No greeting waits longer. */
const longestMs = 1000;

/** Between two greetings when nothing is read, so that a silent server is known before a read waits for it. */
const restMs = 1000;

/** Between two greetings of a server that is away. */
const returnMs = 250;

/**
 * Starts no connection before the first read, or the first greeting a second later. Whether the server is away is for greetings alone to
 * say: a read that fails or is slow only asks for one. While it is away the reads have no connection, and at most four greetings wait.
 */
export function serverAt(options: ConnectionOptions): Server {
  const listeners: (() => void)[] = [];
  let connection: Connection = connect(options);
  let state: 'here' | 'away' | 'closed' = 'here';
  let lastMs = longestMs;
  let answers = 0;
  let looking: Promise<void> | null = null;
  let returning: NodeJS.Timeout | undefined;

  const greetWithin = async (ms: number): Promise<Sight> => {
    const started = performance.now();
    const sight = await greet(options.uri, Math.min(longestMs, ms));
    if (sight === 'answers') lastMs = performance.now() - started;
    return sight;
  };
  const lookForReturn = async (): Promise<void> => {
    if ((await greetWithin(longestMs)) !== 'answers' || state !== 'away') return;
    clearInterval(returning);
    connection = connect(options);
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
    const [ms, before] = [answerMs + 2 * lastMs, answers];
    let sight = await greetWithin(ms);
    if (sight === 'fails') sight = await greetWithin(ms);
    // A server that has answered reads meanwhile is busy.
    const isThere = sight === 'answers' || (sight === 'silent' && answers > before);
    if (!isThere && state === 'here') leave();
  };
  const look = async (): Promise<void> => {
    if (state !== 'here') return;
    looking ??= lookNow().finally(() => {
      looking = null;
    });
    return looking;
  };
  const askOnce = async (statement: Statement, patience: Patience): Promise<Answer> => {
    if (state === 'away') throw away(connection.place);
    if (state === 'here' && connection.dropped.aborted) connection = connect(options);
    const doubting = setInterval(() => void look(), doubtMs);
    try {
      const answer = await ask(connection, statement, patience);
      answers++;
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
      connection.drop();
      await connection.driver.close();
    },
  };
}
