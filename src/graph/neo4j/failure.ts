import { isRetryableError, Neo4jError } from 'neo4j-driver';
import { GraphUnavailable } from '../errors.ts';

/** What is said of a server and a database in messages; never the user or the password. */
export interface Place {
  /** `host:port`. */
  readonly server: string;
  readonly database: string;
}

/**
 * An error of the driver as the port's one error; anything else, a statement that Neo4j refuses among it, as it is. The driver's error
 * stays as the `cause`.
 */
export function translated(error: unknown, place: Place): unknown {
  if (!(error instanceof Neo4jError)) return error;
  const message = messageOf(error, place);
  return message === null ? error : new GraphUnavailable(message, { cause: error });
}

/** Whether an error of the driver was sent by the server: then it is there. */
export const isAnswer = (error: unknown): boolean => error instanceof Neo4jError && error.code.startsWith('Neo.');

/** Whether a read failed for a reason that another try may not meet: its connection broke, or another member of a cluster leads now. */
export const isPassing = (error: unknown): boolean =>
  error instanceof GraphUnavailable && error.cause instanceof Neo4jError && isRetryableError(error.cause);

/** Null for a statement that is wrong in itself: that is an error of this program. */
function messageOf({ code }: Neo4jError, place: Place): string | null {
  const { server, database } = place;
  if (code.startsWith('Neo.ClientError.Security'))
    return `Neo4j at ${server} refuses the user or the password (${lastPart(code)}).`;
  if (code.startsWith('Neo.ClientError.Database')) return `Neo4j at ${server} has no database named ${database}.`;
  if (/^Neo\.ClientError\.(Statement|Schema|Procedure|Request)/.test(code)) return null;
  if (code.startsWith('Neo.')) return `Neo4j at ${server} answered with an error (${lastPart(code)}).`;
  return away(place).message;
}

const lastPart = (code: string): string => code.slice(code.lastIndexOf('.') + 1);

/** Said of a server that is away. */
export const away = ({ server }: Place): GraphUnavailable => new GraphUnavailable(`Neo4j at ${server} does not answer.`);

/** Said when the time allowed has passed. */
export const late = ({ server }: Place, ms: number): GraphUnavailable =>
  new GraphUnavailable(`Neo4j at ${server} did not answer within ${ms} ms.`);
