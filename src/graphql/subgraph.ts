import { type DefinitionNode, type DocumentNode, type GraphQLSchema, Kind, parse, print, printSchema, visit } from 'graphql';
import type { Resolvers } from '../generated/schema.ts';
import { InvalidArgument } from '../graph/errors.ts';
import { kindNames, kinds } from '../graph/kinds.ts';

/** Version 2.3 is the first in which an interface can have a key. */
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])';

/** `@oneOf` is newer than the compositions that read this. */
const oneOf = 'directive @oneOf on INPUT_OBJECT';

const mostReferences = 1000;

const entityTypes = new Set(['Entity', ...kindNames.map((kind) => kinds[kind].label)]);

const key = parse('type Keyed @key(fields: "id")').definitions.flatMap((keyed) =>
  'directives' in keyed ? (keyed.directives ?? []) : [],
);

const federationTypes = new Set(['_Service', '_Any', '_Entity']);

const ofFederation = (definition: DefinitionNode): boolean =>
  'name' in definition && definition.name !== undefined && federationTypes.has(definition.name.value);

/**
 * The contract as a supergraph is composed from it: every entity, and the interface they share, with the key `id`; without what
 * federation itself adds.
 */
export function subgraphSdl(schema: GraphQLSchema): string {
  const contract = parse(printSchema(schema));
  const keyed: DocumentNode = visit(
    { ...contract, definitions: contract.definitions.filter((definition) => !ofFederation(definition)) },
    {
      [Kind.FIELD_DEFINITION]: ({ name }) => (/^_(service|entities)$/.test(name.value) ? null : undefined),
      [Kind.OBJECT_TYPE_DEFINITION]: (type) => (entityTypes.has(type.name.value) ? { ...type, directives: key } : undefined),
      [Kind.INTERFACE_TYPE_DEFINITION]: (type) => (entityTypes.has(type.name.value) ? { ...type, directives: key } : undefined),
    },
  );
  return [link, oneOf, print(keyed)].join('\n\n');
}

/** @throws InvalidArgument when a reference has no type of entity or no id */
function referenceOf(reference: unknown): { readonly type: string; readonly id: string } {
  const { __typename: type, id } = Object(reference) as { readonly __typename?: unknown; readonly id?: unknown };
  if (typeof type === 'string' && entityTypes.has(type) && typeof id === 'string') return { type, id };
  throw new InvalidArgument('Each representation must have the __typename of an entity and its id as text.');
}

const contracts = new WeakMap<GraphQLSchema, string>();

function contractOf(schema: GraphQLSchema): string {
  const sdl = contracts.get(schema) ?? subgraphSdl(schema);
  contracts.set(schema, sdl);
  return sdl;
}

/** What a router of Apollo Federation asks of a subgraph. */
export const subgraph: Resolvers = {
  Query: {
    _service: (_, __, ___, { schema }) => ({ sdl: contractOf(schema) }),
    _entities: (_, { representations }, { entity }) => {
      if (representations.length > mostReferences) {
        throw new InvalidArgument(`representations must be at most ${mostReferences}, but got ${representations.length}.`);
      }
      const references = representations.map(referenceOf);
      return Promise.all(
        references.map(async ({ type, id }) => {
          const found = await entity.load(id);
          return found !== null && (type === 'Entity' || kinds[found.kind].label === type) ? found : null;
        }),
      );
    },
  },
  _Entity: { __resolveType: ({ kind }) => kinds[kind].label },
};
