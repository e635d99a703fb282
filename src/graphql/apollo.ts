import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { type DefinitionNode, type DocumentNode, GraphQLError, type GraphQLSchema, Kind, visit } from 'graphql';
import type { Graph } from '../graph/graph.ts';
import { costIn } from './cost.ts';
import { errorFormatter } from './errors.ts';
import { executor, openedOn } from './execute.ts';
import { type DocumentLimits, limitRules, noServiceRule } from './limits.ts';

/** What is learnt of a request while it is worked on. Apollo Server copies a context, so it stands in an object of its own. */
export interface Noted {
  /** Objects that the operation can give at most, estimated before it ran; null until then. */
  estimated: number | null;
  /** Statements that were sent to a database. */
  statements: number;
  /** Version of the dataset that the answer is from. */
  version: string | null;
  /** It came in an address and is no query. */
  isUnsafe: boolean;
}

export const nothingNoted = (): Noted => ({ estimated: null, statements: 0, version: null, isUnsafe: false });

/** What the door knows of a request. */
export interface RequestContext {
  /** Aborts when the client goes away or the time for its reads is used up. */
  readonly signal: AbortSignal;
  /** The operation came in an address. */
  readonly isGet?: boolean;
  /** Only the cost is asked for: the operation is not run. */
  readonly isDryRun?: boolean;
  /** Called once the cost is known and before anything is read; it throws where the client may not spend as much. */
  readonly admit?: (cost: number) => void | Promise<void>;
  readonly noted: Noted;
}

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly graph: Graph;
  /** Given every error that a client must not see. */
  readonly report: (error: unknown) => void;
  readonly limits?: OperationLimits;
  /** Whether a client may ask for the schema. */
  readonly introspection?: boolean;
}

/** What one operation may be and may cost. */
export interface OperationLimits extends DocumentLimits {
  /** Objects that it can give at most, estimated before it runs. */
  readonly cost: number;
}

export const safeLimits: OperationLimits = { tokens: 2000, depth: 16, aliases: 30, rootFields: 20, directives: 30, cost: 50_000 };

/**
 * An Apollo server over the graph.
 *
 * It runs operations through its gateway hook, which is Apollo Server's place for an executor of one's own: ours binds each operation to one
 * version of the dataset, and runs documents that come again as compiled functions.
 */
export function apolloServer(options: ApolloOptions): ApolloServer<RequestContext> {
  const { schema, graph, report, limits = safeLimits, introspection = true } = options;
  const run = executor(schema);
  return new ApolloServer<RequestContext>({
    gateway: {
      onSchemaLoadOrUpdate: (listener) => {
        listener({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => {};
      },
      load: async () => ({
        executor: async ({ document, request, context }) => {
          const { operationName = null, variables = {} } = request;
          return run({ document, operationName, variables, request: context as RequestContext, graph });
        },
      }),
      stop: async () => {},
    },
    parseOptions: { maxTokens: limits.tokens },
    validationRules: [...limitRules(limits), ...(introspection ? [] : [noServiceRule])],
    plugins: [factsAreSentByPost, priced(schema, graph, limits.cost), ApolloServerPluginInlineTraceDisabled()],
    formatError: errorFormatter({ schema, introspection, report }),
    includeStacktraceInErrorResponses: false,
    introspection,
    stopOnTerminationSignals: false,
    persistedQueries: false,
  });
}

/** Facts about a person must not stand in an address, which is logged on its way: an operation that takes them is refused over GET. */
const factsAreSentByPost: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    validationDidStart: async ({ contextValue, document }) => {
      const isQuery = (node: DefinitionNode) => node.kind !== Kind.OPERATION_DEFINITION || node.operation === 'query';
      contextValue.noted.isUnsafe = contextValue.isGet === true && !document.definitions.every(isQuery);
    },
    didResolveOperation: async ({ contextValue, document }) => {
      if (contextValue.isGet && takesFacts(document)) throw factsOverGet();
    },
  }),
};

const takers = new WeakMap<DocumentNode, boolean>();

function takesFacts(document: DocumentNode): boolean {
  const known = takers.get(document);
  if (known !== undefined) return known;
  let takes = false;
  visit(document, {
    [Kind.ARGUMENT]: ({ name }) => {
      takes ||= name.value === 'facts';
    },
  });
  takers.set(document, takes);
  return takes;
}

const factsOverGet = () =>
  new GraphQLError('Facts are taken over POST only, but this request came over GET.', { extensions: { code: 'BAD_USER_INPUT' } });

/** Refuses an operation whose estimated cost is over the limit, and lets the door refuse one that its client may not spend. */
function priced(schema: GraphQLSchema, graph: Graph, most: number): ApolloServerPlugin<RequestContext> {
  const costOf = costIn(schema);
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, operationName, request, contextValue }) => {
        const { dataset } = await openedOn(graph, contextValue);
        const variables = request.variables ?? {};
        const cost = costOf({ document, operationName: operationName ?? undefined, variables }, dataset);
        contextValue.noted.estimated = cost;
        if (cost > most) throw tooCostly(most, cost);
        await contextValue.admit?.(cost);
      },
    }),
  };
}

const tooCostly = (most: number, cost: number) =>
  new GraphQLError(
    `The estimated cost must be at most ${most} objects, but is ${cost}. Ask for smaller pages, fewer lists in lists, or less at once.`,
    { extensions: { code: 'COST_LIMIT_EXCEEDED' } },
  );
