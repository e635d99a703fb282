import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema, isEnumType } from 'graphql';
import { GraphUnavailable, InvalidArgument } from '../graph/errors.ts';

/** Errors a client may read, by the code it is given. */
function codeOf(error: unknown): string | null {
  if (error instanceof InvalidArgument) return 'BAD_USER_INPUT';
  if (error instanceof GraphUnavailable) return 'GRAPH_UNAVAILABLE';
  return null;
}

/** Codes of errors that GraphQL and Apollo Server make themselves, about the request. */
const requestCodes: readonly unknown[] = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'COST_LIMIT_EXCEEDED',
  'RATE_LIMITED',
];

/** Names the values of an enum where graphql knows none that is near to what came. */
function withEnumValues(message: string, schema: GraphQLSchema): string {
  const [, name = ''] = message.match(/does not exist in "(\w+)" enum\.$/) ?? [];
  const type = schema.getType(name);
  if (!isEnumType(type)) return message;
  const values = type.getValues().map((value) => value.name);
  return `${message} It has ${values.join(', ')}.`;
}

export interface FormatOptions {
  readonly schema: GraphQLSchema;
  /** Whether a client may know the schema: only then do errors name what is near. */
  readonly introspection: boolean;
  readonly report: (error: unknown) => void;
}

/** What is near to an unknown name, in our words; left out where the schema is not to be known. */
const nearNames = (message: string, introspection: boolean): string =>
  message.replace(/ ?Did you mean (?:the enum value |to use an inline fragment on )?(.+)\?$/, introspection ? ' Near: $1.' : '');

/**
 * What a client sees of an error. Errors about the request pass; anything else is replaced by one plain message, and given to `report`
 * whole.
 */
export function errorFormatter({ schema, introspection, report }: FormatOptions) {
  const worded = (message: string) => nearNames(introspection ? withEnumValues(message, schema) : message, introspection);
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    const { locations, path } = formatted;
    const code = codeOf(original) ?? requestCode(formatted, original);
    if (code !== null) return { ...formatted, message: worded(formatted.message), extensions: { code } };
    report(original);
    const message = 'Something went wrong on our side. It was logged; please try again later.';
    return { message, locations, path, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  };
}

function requestCode({ extensions }: GraphQLFormattedError, original: unknown): string | null {
  const code = extensions?.code;
  return original instanceof GraphQLError && requestCodes.includes(code) ? String(code) : null;
}
