import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { VersionChanged } from '../graph/errors.ts';
import type { Graph, Reading } from '../graph/graph.ts';
import { loadersOn } from '../graph/loaders.ts';
import type { RequestContext } from './apollo.ts';
import { type Runnable, runnerOn } from './compiled.ts';
import { todayInWashington } from './question/arguments.ts';

/** An operation, checked against the schema and ready to run. */
export interface Operation extends Runnable {
  readonly request: RequestContext;
  readonly graph: Graph;
}

/** How often a request starts again when a new version of the dataset turns up under it. */
const restarts = 3;

/** The reading of a request, opened once: its cost is estimated and its answer read on the same version. */
export async function openedOn(graph: Graph, request: RequestContext): Promise<Reading> {
  request.noted.reading ??= await graph.open(request);
  return request.noted.reading;
}

/**
 * Runs operations, each on one version of the dataset from its first read to its last. One that meets a new version half-way starts again
 * on it, so that no answer mixes two.
 */
export function executor(schema: GraphQLSchema) {
  const run = runnerOn(schema);
  return async (operation: Operation): Promise<ExecutionResult> => {
    const { request, graph } = operation;
    if (request.isDryRun) return {};
    for (let attempt = 0; ; attempt++) {
      const reading = await openedOn(graph, request);
      const today = todayInWashington();
      const result = await run(operation, Object.assign(loadersOn(reading), { today }));
      request.noted.statements += reading.statements();
      request.noted.today = today;
      const changed = result.errors?.some(({ originalError }) => originalError instanceof VersionChanged);
      if (attempt === restarts || !changed) return result;
      request.noted.reading = null;
    }
  };
}
