import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

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
  for (const type of Object.values(schema.getTypeMap())) if (isInputObjectType(type)) describeConditions(schema, type);
  return schema;
}

/** A condition of `MotionWhere` reads like the field of `Motion`, and `AND`, `OR`, `NOT` like those of `ReliefTypeWhere`. */
function describeConditions(schema: GraphQLSchema, type: GraphQLInputObjectType): void {
  const subject = schema.getType(type.name.replace(/Where$/, ''));
  const first = schema.getType('ReliefTypeWhere');
  const fields = isObjectType(subject) ? subject.getFields() : {};
  const logic = isInputObjectType(first) ? first.getFields() : {};
  for (const condition of Object.values(type.getFields())) {
    condition.description ??= fields[condition.name]?.description ?? logic[condition.name]?.description;
  }
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
