import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices, compositionHasErrors } from '@theguild/federation-composition';
import { graphql, isInterfaceType, isObjectType, parse, buildSchema as parseSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { kindNames, kinds } from '../src/graph/kinds.ts';
import { buildSchema } from '../src/graphql/schema.ts';
import { subgraphSdl } from '../src/graphql/subgraph.ts';
import { onEachEngine } from './engines.ts';

const sdl = subgraphSdl(buildSchema());

/** Another team's subgraph, which adds a field to a relief and to anything in the graph. */
const clinics = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@interfaceObject"])
  type Entity @key(fields: "id") @interfaceObject { id: ID! clinics: [Clinic!]! }
  type Clinic @key(fields: "name") { name: String! helpsWith: [ReliefType!]! }
  type ReliefType @key(fields: "id", resolvable: false) { id: ID! }
  type Query { clinics: [Clinic!]! }
`;

describe('the contract as a subgraph', () => {
  test('gives every entity, and the interface they share, the key id', () => {
    for (const type of ['Entity', ...kindNames.map((kind) => kinds[kind].label)]) {
      expect(sdl).toMatch(new RegExp(`^(type|interface) ${type}( implements [\\w &]+)? @key\\(fields: "id"\\) \\{$`, 'm'));
    }
  });

  test('is read by Apollo’s own library as Federation 2, with the same fields for a router', async () => {
    const theirs = buildSubgraphSchema({ typeDefs: parse(sdl) });
    const ours = buildSchema();
    for (const field of ['_service', '_entities']) {
      const signature = (schema: typeof ours) => {
        const found = schema.getQueryType()?.getFields()[field];
        return [String(found?.type), found?.args.map(({ name, type }) => `${name}: ${type}`)];
      };
      expect(signature(ours)).toEqual(signature(theirs));
    }
    const members = (schema: typeof ours) => {
      const union = schema.getType('_Entity');
      return union && 'getTypes' in union
        ? union
            .getTypes()
            .map(({ name }) => name)
            .sort()
        : [];
    };
    expect(members(ours)).toEqual(members(theirs));
    const { data } = await graphql({ schema: theirs, source: '{ _service { sdl } }' });
    expect(JSON.stringify(data)).toContain('specs.apollo.dev/federation/v2.3');
  });

  test('is composed with the subgraph of another team, which adds to its entities', () => {
    const composed = composeServices([
      { name: 'reliefgraph', typeDefs: parse(sdl), url: 'http://localhost:4000/graphql' },
      { name: 'clinics', typeDefs: parse(clinics), url: 'http://localhost:4001/graphql' },
    ]);
    expect(compositionHasErrors(composed) ? composed.errors.map(({ message }) => message) : []).toEqual([]);
    if (compositionHasErrors(composed)) return;
    const api = parseSchema(composed.publicSdl);
    const motion = api.getType('Motion');
    const entity = api.getType('Entity');
    expect(isObjectType(motion) && Object.keys(motion.getFields())).toEqual(expect.arrayContaining(['clinics', 'requires']));
    expect(isInterfaceType(entity) && Object.keys(entity.getFields())).toContain('clinics');
    expect(composed.supergraphSdl).toContain('@join__type(graph: RELIEFGRAPH, key: "id")');
    expect(Object.keys(api.getQueryType()?.getFields() ?? {})).toEqual(expect.arrayContaining(['afterDenial', 'clinics']));
  });

  test('refuses to be composed with a subgraph that takes a type for something else', () => {
    const composed = composeServices([
      { name: 'reliefgraph', typeDefs: parse(sdl) },
      { name: 'other', typeDefs: parse('enum Motion { UP DOWN } type Query { up: Motion }') },
    ]);
    expect(compositionHasErrors(composed)).toBe(true);
  });
});

onEachEngine((api) => {
  test('gives a router the entities it refers to, in its order, and null for what is not there', async () => {
    const { _entities } = await api.ask(
      `query ($references: [_Any!]!) { _entities(representations: $references) {
        __typename ... on ReliefType { id title } ... on Motion { id } ... on ProceedingStage { id } } }`,
      {
        references: [
          { __typename: 'Motion', id: 'motion-to-reopen' },
          { __typename: 'ReliefType', id: 'tps' },
          { __typename: 'ReliefType', id: 'nothing-here' },
          { __typename: 'Motion', id: 'tps' },
          { __typename: 'Entity', id: 'final-order' },
        ],
      },
    );
    expect(_entities).toEqual([
      { __typename: 'Motion', id: 'motion-to-reopen' },
      { __typename: 'ReliefType', id: 'tps', title: 'Temporary Protected Status' },
      null,
      null,
      { __typename: 'ProceedingStage', id: 'final-order' },
    ]);
  });

  test('serves the contract that is composed', async () => {
    const { _service } = await api.ask('{ _service { sdl } }');
    expect(_service.sdl).toBe(sdl);
  });
});
