import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import type { z } from 'zod';
import { date, duration } from '../graph/shape.ts';

/** A scalar that is a text of one shape. Any other value is an error that says what was expected and what came. */
function textScalar(name: string, shape: z.ZodType<string>, expected: string): GraphQLScalarType<string, string> {
  const parse = (value: unknown): string => {
    const { success, data } = shape.safeParse(value);
    if (success) return data;
    throw new GraphQLError(`${name} must be ${expected}, but got ${JSON.stringify(value)?.slice(0, 60)}.`, {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  };
  return new GraphQLScalarType({
    name,
    description: `${expected.charAt(0).toUpperCase()}${expected.slice(1)}.`,
    serialize: String,
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : 'value' in node ? node.value : node.kind),
  });
}

/** A calendar date that exists. */
export const DateScalar = textScalar('Date', date, 'a calendar date, YYYY-MM-DD, such as 2026-06-30');

/** A duration in whole years, months, weeks or days. */
export const DurationScalar = textScalar(
  'Duration',
  duration,
  'an ISO 8601 duration in years, months, weeks or days, such as P10Y or P180D',
);
