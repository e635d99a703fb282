import { unwrapResolverError } from '@apollo/server/errors';
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
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
];

/** Names the values of an enum where graphql knows none that is near to what came. */
function withEnumValues(message: string, schema: GraphQLSchema): string {
  const [, name = ''] = message.match(/does not exist in "(\w+)" enum\.$/) ?? [];
  const type = schema.getType(name);
  if (!isEnumType(type)) return message;
  const values = type.getValues().map((value) => value.name);
  return `${message} It has ${values.join(', ')}.`;
}

/**
 * What a client sees of an error. Errors about the request pass; anything else is replaced by one plain message, and given to `report`
 * whole.
 */
export function errorFormatter(schema: GraphQLSchema, report: (error: unknown) => void) {
  return (formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError => {
    const original = unwrapResolverError(error);
    const { locations, path } = formatted;
    const code = codeOf(original) ?? requestCode(formatted, original);
    if (code !== null) return { ...formatted, message: withEnumValues(formatted.message, schema), extensions: { code } };
    report(original);
    const message = 'Something went wrong on our side. It was logged; please try again later.';
    return { message, locations, path, extensions: { code: 'INTERNAL_SERVER_ERROR' } };
  };
}

function requestCode({ extensions }: GraphQLFormattedError, original: unknown): string | null {
  const code = extensions?.code;
  return original instanceof GraphQLError && requestCodes.includes(code) ? String(code) : null;
}
