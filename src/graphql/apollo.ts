import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { GraphQLError, type GraphQLSchema, Kind, visit } from 'graphql';
import type { Graph } from '../graph/graph.ts';
import { errorFormatter } from './errors.ts';
import { executor } from './execute.ts';

/** Facts about a person must not stand in an address, which is logged on its way: an operation that takes them is refused over GET. */
const factsAreSentByPost: ApolloServerPlugin<RequestContext> = {
  requestDidStart: async () => ({
    didResolveOperation: async ({ request, document }) => {
      if (request.http?.method !== 'GET') return;
      visit(document, {
        enter: (node) => {
          if (node.kind === Kind.ARGUMENT && node.name.value === 'facts') throw factsOverGet();
        },
      });
    },
  }),
};

const factsOverGet = () =>
  new GraphQLError('Facts are taken over POST only, but this request came over GET.', { extensions: { code: 'BAD_USER_INPUT' } });

/** What the door knows of a request. */
export interface RequestContext {
  /** Aborts when the client goes away or the time for its reads is used up. */
  readonly signal: AbortSignal;
}

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly graph: Graph;
  /** Given every error that a client must not see. */
  readonly report: (error: unknown) => void;
}

/**
 * An Apollo server over the graph.
 *
 * It runs operations through its gateway hook, which is Apollo Server's place for an executor of one's own: ours binds each operation to one
 * version of the dataset.
 */
export function apolloServer({ schema, graph, report }: ApolloOptions): ApolloServer<RequestContext> {
  const run = executor(schema, graph);
  return new ApolloServer<RequestContext>({
    gateway: {
      onSchemaLoadOrUpdate: (listener) => {
        listener({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => {};
      },
      load: async () => ({
        executor: async ({ document, operationName, request, context }) =>
          run({
            document,
            operationName,
            variables: request.variables ?? {},
            signal: (context as RequestContext).signal,
          }),
      }),
      stop: async () => {},
    },
    plugins: [factsAreSentByPost, ApolloServerPluginInlineTraceDisabled()],
    formatError: errorFormatter(schema, report),
    includeStacktraceInErrorResponses: false,
    introspection: true,
    stopOnTerminationSignals: false,
  });
}
