import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import {
  type DefinitionNode,
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  visit,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Graph, Reading } from '../graph/graph.ts';
import { costIn } from './cost.ts';
import { errorFormatter } from './errors.ts';
import { executor, openedOn } from './execute.ts';
import { limitRules, noServiceRule, type OperationLimits } from './limits.ts';

/** What is learnt of a request while it is worked on. Apollo Server copies a context, so it stands in an object of its own. */
export interface Noted {
  /** Objects that the operation can give at most, estimated before it ran; null until then. */
  estimated: number | null;
  /** What the answer is read from: one version of the dataset. */
  reading: Reading | null;
  /** Statements that were sent to a database. */
  statements: number;
  /** Today's date when it was read: the day of the law where no other is asked for. */
  today: string | null;
  /** It came in an address and is no query. */
  isUnsafe: boolean;
  operationName: string | null;
}

export const nothingNoted = (): Noted => ({
  estimated: null,
  reading: null,
  statements: 0,
  today: null,
  isUnsafe: false,
  operationName: null,
});

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
  readonly limits: OperationLimits;
  /** Whether a client may ask for the schema. */
  readonly introspection: boolean;
}

/** What is asked: a document, one of its operations, and its variables. */
export interface Ask {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** An answer as a client sees it; without `data` when nothing was run. */
export interface Reply {
  readonly data?: unknown;
  readonly errors: readonly GraphQLFormattedError[];
}

/** The API: answers operations. */
export interface Api {
  readonly apollo: ApolloServer<RequestContext>;
  /** Answers what is asked as the Apollo server does; a document that passed its checks once does not go through them again. */
  readonly answer: (ask: Ask, request: RequestContext) => Promise<Reply>;
}

/** How many checked documents are kept. */
const mostDocuments = 500;

/**
 * The API over the graph.
 *
 * An Apollo server parses, checks and runs a document that it sees for the first time. It runs operations through its gateway hook, which
 * is Apollo Server's place for an executor of one's own: ours binds each operation to one version of the dataset, and runs documents that
 * come again as compiled functions.
 */
export function apiOn(options: ApolloOptions): Api {
  const { schema, graph, report, limits, introspection } = options;
  const run = executor(schema);
  /** Documents by their text; none whose text holds a fact. */
  const checked = new LRUCache<string, DocumentNode>({ max: mostDocuments });
  const check = checksOn(schema, graph, limits.cost);
  const format = errorFormatter({ schema, introspection, report });
  const checks: ApolloServerPlugin<RequestContext> = {
    requestDidStart: async () => ({
      validationDidStart: async ({ contextValue, document }) => {
        contextValue.noted.isUnsafe = contextValue.isGet === true && !document.definitions.every(isQuery);
      },
      didResolveOperation: async ({ source, document, request, contextValue }) => {
        if (factsIn(document) !== 'text') checked.set(source, document);
        await check(document, request.operationName ?? null, request.variables ?? {}, contextValue);
      },
    }),
  };
  const apollo = new ApolloServer<RequestContext>({
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
    plugins: [
      checks,
      // It looks at every field of every answer for hints that we do not give.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
    formatError: format,
    includeStacktraceInErrorResponses: false,
    introspection,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    // Checked documents are kept above, by their number: Apollo Server's own store counts bytes of text, of which a tree takes many times as much.
    documentStore: null,
  });

  async function throughApollo({ query, operationName, variables }: Ask, request: RequestContext): Promise<Reply> {
    const { body } = await apollo.executeOperation(
      { query, variables: { ...variables }, ...(operationName === null ? {} : { operationName }) },
      { contextValue: request },
    );
    if (body.kind !== 'single') throw new Error('An answer in parts was not asked for.');
    const { data, errors = [] } = body.singleResult;
    return data === undefined ? { errors } : { data, errors };
  }

  async function answer(ask: Ask, request: RequestContext): Promise<Reply> {
    const document = checked.get(ask.query);
    if (document === undefined || getOperationAST(document, ask.operationName) == null) return throughApollo(ask, request);
    try {
      await check(document, ask.operationName, ask.variables, request);
    } catch (error) {
      return { errors: [formatted(error)] };
    }
    const { operationName, variables } = ask;
    const { data, errors = [] } = await run({ document, operationName, variables, request, graph });
    // Without data nothing was run: the variables do not fit. Such an error repeats what was given, so it must not be taken for ours.
    if (data === undefined) return { errors: errors.map(badInput) };
    return { data, errors: errors.map(formatted) };
  }

  function badInput(error: GraphQLError): GraphQLFormattedError {
    const extensions = { code: 'BAD_USER_INPUT' };
    return format({ ...error.toJSON(), extensions }, new GraphQLError(error.message, { extensions }));
  }

  function formatted(error: unknown): GraphQLFormattedError {
    const graphqlError =
      error instanceof GraphQLError ? error : new GraphQLError((error as Error).message, { originalError: error as Error });
    return format(graphqlError.toJSON(), graphqlError);
  }

  return { apollo, answer };
}

const isQuery = (node: DefinitionNode): boolean => node.kind !== Kind.OPERATION_DEFINITION || node.operation === 'query';

/**
 * Checks what depends on the request: facts come over POST only, the estimated cost is within the limit, and the client may spend it.
 */
function checksOn(schema: GraphQLSchema, graph: Graph, most: number) {
  const costOf = costIn(schema);
  return async (
    document: DocumentNode,
    operationName: string | null,
    variables: Readonly<Record<string, unknown>>,
    request: RequestContext,
  ): Promise<void> => {
    request.noted.operationName = getOperationAST(document, operationName)?.name?.value ?? null;
    if (request.isGet && factsIn(document) !== 'none') throw factsOverGet();
    const { dataset } = await openedOn(graph, request);
    const cost = costOf({ document, operationName: operationName ?? undefined, variables }, dataset);
    request.noted.estimated = cost;
    if (cost > most) throw tooCostly(most, cost);
    await request.admit?.(cost);
  };
}

/** What the `facts` of a document are: none, variables only, or values that stand in its text. */
type FactsIn = 'none' | 'variables' | 'text';

const factsKnown = new WeakMap<DocumentNode, FactsIn>();

/** Facts about a person must not stand in an address, nor in the key of a cache. */
function factsIn(document: DocumentNode): FactsIn {
  const known = factsKnown.get(document);
  if (known !== undefined) return known;
  let facts: FactsIn = 'none';
  visit(document, {
    [Kind.ARGUMENT]: ({ name, value }) => {
      if (name.value !== 'facts') return;
      facts = facts === 'text' || value.kind !== Kind.VARIABLE ? 'text' : 'variables';
    },
  });
  factsKnown.set(document, facts);
  return facts;
}

const factsOverGet = () =>
  new GraphQLError('Facts are taken over POST only, but this request came over GET.', { extensions: { code: 'BAD_USER_INPUT' } });

const tooCostly = (most: number, cost: number) =>
  new GraphQLError(
    `The estimated cost must be at most ${most} objects, but is ${cost}. Ask for smaller pages, fewer lists in lists, or less at once.`,
    { extensions: { code: 'COST_LIMIT_EXCEEDED' } },
  );
