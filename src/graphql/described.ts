import { type GraphQLArgument, type GraphQLField, type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';

type Field = GraphQLField<unknown, unknown>;

/**
 * Completes the descriptions of a schema in place. A field without one takes that of its interface. An argument without one takes that of
 * its interface, or of the argument of this name at `Entity.claims` or `Query.reliefTypes`: the arguments for day, place and page mean the
 * same wherever they stand.
 */
export function described(schema: GraphQLSchema): GraphQLSchema {
  const common = [...argumentsOf(schema, 'Query', 'reliefTypes'), ...argumentsOf(schema, 'Entity', 'claims')];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const inherited = type.getInterfaces().flatMap((parent) => parent.getFields()[field.name] ?? []);
      describe(field, inherited, common);
    }
  }
  return schema;
}

function argumentsOf(schema: GraphQLSchema, type: string, field: string): readonly GraphQLArgument[] {
  const found = schema.getType(type);
  return isObjectType(found) || isInterfaceType(found) ? (found.getFields()[field]?.args ?? []) : [];
}

function describe(field: Field, inherited: readonly Field[], common: readonly GraphQLArgument[]): void {
  field.description ??= inherited.find(({ description }) => description)?.description;
  for (const argument of field.args) {
    const models = [...inherited.flatMap(({ args }) => args), ...common];
    argument.description ??= models.find(({ name, description }) => name === argument.name && description)?.description;
  }
}
