import type { Graph } from '../graph.ts';
import type { ConnectionOptions } from './connection.ts';
import { type CurrentOptions, currentDataset } from './current.ts';
import { readingOf } from './reading.ts';
import { serverAt } from './server.ts';

/** Where the server is, and how long and how much is allowed. */
export interface Neo4jOptions extends ConnectionOptions, CurrentOptions {
  /** Milliseconds that one read may take, waiting and trying again included. */
  readonly budgetMs: number;
  /** Bound on what is kept of the current dataset, in bytes of JSON text. */
  readonly cacheBytes: number;
  /** How often the server is asked for a newer dataset, in milliseconds. */
  readonly pollMs: number;
}

/**
 * The engine over a Neo4j server, cluster or Aura that `npm run seed` has loaded. Entities and adjacency lists are kept across requests
 * for as long as their load is the current one. A server that is away, at the start or later, is used as soon as it answers again.
 *
 * @throws Error when the address is malformed
 */
export function neo4jGraph(options: Neo4jOptions): Graph {
  const server = serverAt(options);
  const current = currentDataset(server, options);
  return {
    engine: 'neo4j',
    open: async (request) => {
      const loaded = await current.get(request);
      return readingOf({ server, loaded, budgetMs: options.budgetMs, request, onChange: current.expire });
    },
    close: async () => {
      current.close();
      await server.close();
    },
  };
}
