import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql';
import { base } from '../base.ts';
import type { Context } from '../kind/context.ts';
import { kindFields, kindTypes } from '../kind/index.ts';
import { described } from './described.ts';
import { lookups } from './lookups.ts';
import { questions } from './questions.ts';
import { DateScalar, DurationScalar } from './scalars.ts';
import { subgraph } from './subgraph.ts';

const folder = join(base, 'schema');

/** The public contract as it stands in `schema/`, one document per file. */
export const typeDefs = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'));

/**
 * The schema with its resolvers. What `schema/` describes once, on an interface or at an argument's first place, is described everywhere.
 * That the documents are valid is a test's work, not that of every start.
 *
 * @throws Error when a resolver has no field in `schema/`
 */
export const buildSchema = (): GraphQLSchema =>
  described(
    makeExecutableSchema<Context>({
      typeDefs: buildASTSchema(parse(typeDefs().join('\n'), { noLocation: true }), { assumeValid: true, assumeValidSDL: true }),
      resolvers: [
        { Date: DateScalar, Duration: DurationScalar },
        kindTypes,
        { Query: kindFields },
        lookups,
        subgraph,
        ...questions,
      ],
      resolverValidationOptions: { requireResolversToMatchSchema: 'error' },
      updateResolversInPlace: true,
    }),
  );
