import {
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import type { EntityKind, Relationship } from '../generated/schema.ts';
import { kinds } from '../graph/kinds.ts';
import { relationships } from '../graph/relationships.ts';

type Composite = GraphQLObjectType | GraphQLInterfaceType;
type Field = GraphQLField<unknown, unknown>;

/**
 * Completes the descriptions of a schema in place, so that `schema/` says each thing once.
 *
 * - A field without a description takes that of its interface, or of the field that has its name and type elsewhere.
 * - An argument takes that of its interface, or of the same argument at `Entity.claims` or `Query.reliefTypes`: day, place and page mean
 *   the same wherever they stand.
 * - The types and fields that come with every kind (its lookup, list, page, conditions and order) take those of `ReliefType`.
 * - A kind is described at its type, a relationship in the table of relationships.
 */
export function described(schema: GraphQLSchema): GraphQLSchema {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const composites = types.filter((type): type is Composite => isObjectType(type) || isInterfaceType(type));
  const described = descriptionsByNameAndType(composites);
  for (const type of types) type.description ??= modelOf(type, schema)?.description;
  for (const type of composites) describeFields(type, described, schema);
  for (const type of types) {
    if (isInputObjectType(type)) describeConditions(type, schema);
    if (isEnumType(type)) describeValues(type, schema);
  }
  return schema;
}

/** The type that stands for all of its sort: `ClaimConnection` for pages, `ReliefTypeWhere` for conditions, `EntityOrder` for orders. */
function modelOf({ name }: GraphQLNamedType, schema: GraphQLSchema): GraphQLNamedType | undefined {
  if (name.endsWith('Connection')) return schema.getType('ClaimConnection');
  if (name.endsWith('Where')) return schema.getType('ReliefTypeWhere');
  return name.endsWith('Order') ? schema.getType('EntityOrder') : undefined;
}

const nameAndType = ({ name, type }: Field): string => `${name}: ${type}`;

/** What the fields of a name and type are described as, where all that are described agree. */
function descriptionsByNameAndType(types: readonly Composite[]): ReadonlyMap<string, string> {
  const found = new Map<string, Set<string>>();
  for (const field of types.flatMap((type) => Object.values(type.getFields()))) {
    if (field.description) found.set(nameAndType(field), (found.get(nameAndType(field)) ?? new Set()).add(field.description));
  }
  return new Map([...found].flatMap(([key, texts]) => (texts.size === 1 ? [[key, [...texts][0] as string]] : [])));
}

function describeFields(type: Composite, elsewhere: ReadonlyMap<string, string>, schema: GraphQLSchema): void {
  const common = [...argumentsOf('Query', 'reliefTypes', schema), ...argumentsOf('Entity', 'claims', schema)];
  for (const field of Object.values(type.getFields())) {
    const inherited = type.getInterfaces().flatMap((parent) => parent.getFields()[field.name] ?? []);
    const alike = fieldLike(field, type, schema);
    field.description ??=
      [...inherited, alike].find((other) => other?.description)?.description ?? elsewhere.get(nameAndType(field));
    const models = [...inherited, ...(alike ? [alike] : [])].flatMap(({ args }) => args);
    for (const argument of field.args) {
      argument.description ??= [...models, ...common].find(
        ({ name, description }) => name === argument.name && description,
      )?.description;
    }
  }
}

/** The field that stands for all of its sort: in a page that of `ClaimConnection`, for a lookup or list of a kind that of relief types. */
function fieldLike(field: Field, type: Composite, schema: GraphQLSchema): Field | undefined {
  const model = modelOf(type, schema);
  if (isObjectType(model)) return model.getFields()[field.name];
  if (type.name !== 'Query') return undefined;
  const names = ({ args }: Field) => args.map(({ name }) => name).join();
  const { reliefTypes, reliefType } = type.getFields();
  return [reliefTypes, reliefType].find((each) => each !== undefined && names(each) === names(field));
}

/**
 * A condition of `MotionWhere` reads like the field of `Motion`, and `AND`, `OR`, `NOT` like those of `ReliefTypeWhere`. What
 * `ClaimWhere` does not describe is the other end of the claim.
 */
function describeConditions(type: GraphQLInputObjectType, schema: GraphQLSchema): void {
  const subject = schema.getType(type.name.replace(/Where$/, ''));
  const first = schema.getType('ReliefTypeWhere');
  const fields = isObjectType(subject) ? subject.getFields() : {};
  const logic = isInputObjectType(first) ? first.getFields() : {};
  for (const condition of Object.values(type.getFields())) {
    const other =
      type.name === 'ClaimWhere'
        ? `The entity at its other end is a ${String(condition.type).replace('Where', '')} that meets these conditions.`
        : undefined;
    condition.description ??= fields[condition.name]?.description ?? logic[condition.name]?.description ?? other;
  }
}

function describeValues(type: GraphQLEnumType, schema: GraphQLSchema): void {
  for (const value of type.getValues()) value.description ??= valueDescription(type.name, value.name, schema);
}

function valueDescription(type: string, name: string, schema: GraphQLSchema): string | null | undefined {
  if (type === 'EntityKind') return schema.getType(kinds[name as EntityKind].label)?.description;
  if (type === 'Relationship') return relationships[name as Relationship].says;
  const [, field, direction] = name.match(/^(\w+)_(ASC|DESC)$/) ?? [];
  if (!type.endsWith('Order') || field === undefined) return undefined;
  const camel = field.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `By \`${camel}\`, ${direction === 'ASC' ? 'lowest' : 'highest'} first.`;
}

function argumentsOf(type: string, field: string, schema: GraphQLSchema): readonly GraphQLArgument[] {
  const found = schema.getType(type);
  return isObjectType(found) || isInterfaceType(found) ? (found.getFields()[field]?.args ?? []) : [];
}
