import type { z } from 'zod';
import type { EntityKind, Relationship } from '../../generated/schema.ts';
import { entityFields, fieldsOf, kindNames, kinds } from '../kinds.ts';
import { relationshipNames, relationships } from '../relationships.ts';
import { isNested } from '../shape.ts';

/**
 * How a field is kept: `text`, `number` and `boolean` as they are, `list` as a list of strings, `json` as JSON text of a map or of a list
 * of maps. `any` is a scalar of one of several types.
 */
export type Storage = 'text' | 'number' | 'boolean' | 'any' | 'list' | 'json';

/** One field of a record and the property that keeps it. A null field has no property. */
export interface StoredField {
  readonly field: string;
  readonly property: string;
  readonly storage: Storage;
  readonly nullable: boolean;
}

const stored = (field: string, storage: Storage, nullable: boolean, property = field): StoredField => ({
  field,
  property,
  storage,
  nullable,
});

interface Definition {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly options?: readonly z.ZodType[];
}

const definition = (shape: z.ZodType): Definition => shape.def as unknown as Definition;

/** How the values of a shape are kept. */
function storageOf(shape: z.ZodType): Storage {
  if (isNested(shape)) return 'json';
  const { type, innerType, element, options } = definition(shape);
  if (innerType) return storageOf(innerType);
  if (type === 'array') return element && storageOf(element) === 'text' ? 'list' : 'json';
  if (type === 'union') return options?.every((option) => storageOf(option) === 'text') ? 'text' : 'json';
  if (type === 'number' || type === 'boolean') return type;
  return type === 'string' || type === 'enum' ? 'text' : 'json';
}

const fieldsOfShape = (shapes: Readonly<Record<string, z.ZodType>>): StoredField[] =>
  Object.entries(shapes).map(([field, shape]) => stored(field, storageOf(shape), shape.safeParse(null).success));

/** The fields that come first at every relationship. */
export const claimBase: readonly StoredField[] = [
  stored('id', 'text', false),
  stored('note', 'text', true),
  stored('validFrom', 'text', true, 'from'),
  stored('validTo', 'text', true, 'to'),
  stored('since', 'text', true),
  stored('until', 'text', true),
  stored('circuits', 'list', false),
  stored('sources', 'json', false),
  stored('support', 'text', false),
  stored('verified', 'text', true),
];

/** The fields that come first at every kind. */
export const entityBase: readonly StoredField[] = fieldsOfShape(entityFields);

const tableOf = <Name extends string>(names: readonly Name[], fields: (name: Name) => StoredField[]) =>
  Object.fromEntries(names.map((name) => [name, fields(name)])) as unknown as Readonly<Record<Name, readonly StoredField[]>>;

/** The fields that a node of each kind keeps as properties, in the order of the files. */
export const entityStorage = tableOf(kindNames, (kind: EntityKind) => fieldsOfShape({ id: entityFields.id, ...fieldsOf(kind) }));

/** The fields that a claim of each relationship keeps as properties. Its ends and its type stand in the relationship itself. */
export const claimStorage = tableOf(relationshipNames, (name: Relationship) => [
  ...claimBase,
  ...fieldsOfShape(relationships[name].fields as Readonly<Record<string, z.ZodType>>),
]);

/**
 * What a filter reads inside a `test`, beside its JSON text: Cypher cannot read JSON. `testValue` keeps a value that is one scalar,
 * `testChoices` one that is a list.
 */
export const testProperties = { op: 'testOp', value: 'testValue', choices: 'testChoices' } as const;

/** The label of a kind. */
export const labelOf = (kind: EntityKind): string => kinds[kind].label;
