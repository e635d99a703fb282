import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  buildSchema as parseSchema,
  validateSchema,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { kindNames, kinds } from '../src/graph/kinds.ts';
import { relationshipNames, relationships } from '../src/graph/relationships.ts';
import { buildSchema, typeDefs } from '../src/graphql/schema.ts';
import { plural, singular } from '../src/kind/index.ts';

const schema = buildSchema();
const builtIn = new Set(['Boolean', 'Float', 'ID', 'Int', 'String']);

/** Names that the specification of Apollo Federation settles. */
const ofFederation = new Set(['_Any', '_Entity', '_Service', '_entities', '_service']);
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__') && !builtIn.has(name));

const fieldsOf = (type: string) => {
  const found = schema.getType(type);
  return isObjectType(found) || isInterfaceType(found) ? found.getFields() : {};
};

/** Every type, field, argument and enum value without a description. */
function undescribed(type: GraphQLNamedType): string[] {
  const own = type.description || type.name === 'Query' ? [] : [type.name];
  if (isEnumType(type))
    return [
      ...own,
      ...type
        .getValues()
        .filter((value) => !value.description)
        .map(({ name }) => `${type.name}.${name}`),
    ];
  if (isInputObjectType(type)) {
    return [
      ...own,
      ...Object.values(type.getFields())
        .filter((field) => !field.description)
        .map(({ name }) => `${type.name}.${name}`),
    ];
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return own;
  const fields = Object.values(type.getFields()).flatMap((field) => [
    ...(field.description ? [] : [`${type.name}.${field.name}`]),
    ...field.args.filter((arg) => !arg.description).map((arg) => `${type.name}.${field.name}(${arg.name})`),
  ]);
  return [...own, ...fields];
}

describe('the contract', () => {
  test('is valid', () => {
    expect(validateSchema(parseSchema(typeDefs().join('\n')))).toEqual([]);
  });

  test('describes every type, field, argument and enum value', () => {
    expect(types.flatMap(undescribed)).toEqual([]);
  });

  test('stays under 170 types and 80 KB', () => {
    expect(types.length).toBeLessThan(170);
    expect(Buffer.byteLength(typeDefs().join('\n'))).toBeLessThan(80 * 1024);
  });

  test.each(relationshipNames)('shows %s from both of its ends', (name) => {
    const { key, inverse, from, to, type } = relationships[name];
    for (const kind of from) expect([kind, String(fieldsOf(kinds[kind].label)[key]?.type)]).toEqual([kind, `[${type}!]!`]);
    for (const kind of to)
      expect([kind, String(fieldsOf(kinds[kind].label)[inverse]?.type)]).toEqual([kind, `${type}Connection!`]);
  });

  test.each(kindNames)('looks up and lists %s', (kind) => {
    const { label } = kinds[kind];
    expect(String(fieldsOf('Query')[singular(kind)]?.type)).toBe(label);
    expect(String(fieldsOf('Query')[plural(kind)]?.type)).toBe(`${label}Connection!`);
  });

  test('names types in PascalCase, fields and arguments in camelCase, enum values in capitals', () => {
    const wrong = types.flatMap((type) => {
      const members = isEnumType(type)
        ? type
            .getValues()
            .map(({ name }) => name)
            .filter((name) => !/^[A-Z][A-Z0-9_]*$/.test(name))
        : [];
      const fields = Object.values(fieldsOf(type.name)).flatMap(({ name, args }) => [name, ...args.map((arg) => arg.name)]);
      return [
        ...members,
        ...fields.filter((name) => !/^[a-z][a-zA-Z0-9]*$/.test(name)),
        ...(/^[A-Z]\w*$/.test(type.name) ? [] : [type.name]),
      ];
    });
    expect(wrong.filter((name) => !ofFederation.has(name))).toEqual([]);
  });

  test('is read-only', () => {
    expect(schema.getMutationType()).toBeUndefined();
    expect(schema.getSubscriptionType()).toBeUndefined();
  });
});
