import { type DocumentNode, type ExecutionResult, execute, GraphQLError, type GraphQLSchema } from 'graphql';
import type { Context } from '../kind/context.ts';
import { isCompilable } from './compilable.ts';

/** One operation of a document that passed validation. */
export interface Runnable {
  readonly document: DocumentNode;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
}

type Run = (variables: Runnable['variables'], context: Context) => ExecutionResult | Promise<ExecutionResult>;

/** A document is compiled when it comes this often: compiling takes as long as a few runs. */
const runsBeforeCompiling = 3;

/** Runs operations; those that come again and again as functions made for them. The functions go with their documents. */
export function runnerOn(schema: GraphQLSchema): (operation: Runnable, context: Context) => Promise<ExecutionResult> {
  const known = new WeakMap<DocumentNode, Map<string | null, { runs: number; compiled: Run | null }>>();
  return async ({ document, operationName, variables }, context) => {
    const inWords = () => execute({ schema, document, operationName, variableValues: variables, contextValue: context });
    const operations = known.get(document) ?? new Map<string | null, { runs: number; compiled: Run | null }>();
    known.set(document, operations);
    const operation = operations.get(operationName) ?? { runs: 0, compiled: null };
    operations.set(operationName, operation);
    operation.runs++;
    if (operation.runs === runsBeforeCompiling) operation.compiled = await compiled(schema, document, operationName);
    const answer = await (operation.compiled?.(variables, context) ?? inWords());
    if (answer.errors === undefined) return answer;
    // Variables that do not fit are told of in graphql's own words; nothing was read yet.
    return answer.data === undefined ? inWords() : { ...answer, errors: answer.errors.map(plain) };
  };
}

/** An error as graphql makes it: those of compiled operations cannot be added to. */
const plain = ({ message, path, originalError, locations }: GraphQLError): GraphQLError =>
  Object.assign(new GraphQLError(message, { path, originalError }), { locations });

/** The operation as a function; null where making it one would take long, or cannot be done. The compiler is loaded when the first one is made. */
async function compiled(schema: GraphQLSchema, document: DocumentNode, operationName: string | null): Promise<Run | null> {
  if (!isCompilable(schema, document, operationName)) return null;
  const { compileQuery, isCompiledQuery } = await import('graphql-jit');
  const query = compileQuery(schema, document, operationName ?? '', {});
  return isCompiledQuery(query) ? (variables, context) => query.query({}, context, { ...variables }) : null;
}
