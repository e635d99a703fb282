import type { DocumentNode } from 'graphql';
import { type ExecutionResult, execute, type GraphQLSchema } from 'graphql';
import { VersionChanged } from '../graph/errors.ts';
import type { Graph } from '../graph/graph.ts';
import { loadersOn } from '../graph/loaders.ts';
import type { Context } from '../kind/context.ts';
import { todayInWashington } from './question/arguments.ts';

/** An operation, checked against the schema and ready to run. */
export interface Operation {
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Ends every read when it aborts. */
  readonly signal: AbortSignal;
}

/** How often a request starts again when a new version of the dataset turns up under it. */
const restarts = 3;

/**
 * Runs operations, each on one version of the dataset from its first read to its last. One that meets a new version half-way starts again
 * on it, so that no answer mixes two.
 */
export function executor(schema: GraphQLSchema, graph: Graph) {
  return async (operation: Operation): Promise<ExecutionResult> => {
    for (let attempt = 0; ; attempt++) {
      const result = await runOnce(schema, await contextOn(graph, operation.signal), operation);
      if (attempt === restarts || !result.errors?.some(({ originalError }) => originalError instanceof VersionChanged))
        return result;
    }
  };
}

async function contextOn(graph: Graph, signal: AbortSignal): Promise<Context> {
  return { ...loadersOn(await graph.open(signal)), today: todayInWashington() };
}

const runOnce = async (schema: GraphQLSchema, contextValue: Context, operation: Operation): Promise<ExecutionResult> =>
  execute({
    schema,
    document: operation.document,
    operationName: operation.operationName,
    variableValues: operation.variables,
    contextValue,
  });
