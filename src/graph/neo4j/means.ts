import { VersionChanged } from '../errors.ts';
import type { OpenOptions } from '../graph.ts';
import type { Cache } from './cache.ts';
import { patience } from './connection.ts';
import type { Loaded } from './current.ts';
import type { Server } from './server.ts';
import type { Statement } from './statements.ts';

/** What a reading stands on. */
export interface ReadingOptions {
  readonly server: Server;
  readonly loaded: Loaded;
  /** For each read. */
  readonly budgetMs: number;
  readonly request: OpenOptions;
  /** Called when a read meets another mark than that of `loaded`. */
  readonly onChange: () => void;
}

/** What each read of a reading needs: the server, and what is kept of the reading's load. */
export interface Means {
  /** Sends a statement and gives its rows, which are all of the reading's load. */
  readonly read: (statement: Statement) => Promise<readonly unknown[]>;
  readonly records: Cache;
  readonly asks: Cache;
}

/** @param onSend called for each statement */
export const meansOf = (options: ReadingOptions, onSend: () => void): Means => ({
  ...options.loaded.cache,
  read: (statement) => {
    onSend();
    return readUnchanged(options, statement);
  },
});

async function readUnchanged(options: ReadingOptions, statement: Statement): Promise<readonly unknown[]> {
  const { server, loaded, request, budgetMs, onChange } = options;
  const { rows, mark } = await server.ask(statement, patience(budgetMs, request.signal));
  if (mark === loaded.mark) return rows;
  onChange();
  throw new VersionChanged(`The dataset is no longer ${loaded.dataset.version}, or is being replaced.`);
}
