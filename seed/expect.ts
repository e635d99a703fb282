import { z } from 'zod';
import { date, test } from '../src/graph/shape.ts';
import type { Path } from './yaml.ts';

/** One way in which a value does not fit its shape: where, and what was expected and came. */
export interface Misfit {
  readonly path: Path;
  readonly message: string;
}

const named = new Map<z.ZodType, string>([
  [date, 'a date YYYY-MM-DD'],
  [
    test,
    'a test {op, value}: IS true or false; AT_LEAST, AT_MOST, MORE_THAN, LESS_THAN a duration or a whole number; ' +
      'BEFORE, AFTER a date; ONE_OF a list of words',
  ],
]);

/**
 * Every misfit of a value, in our words; empty when it fits. An unknown or a missing key is a misfit of its own.
 *
 * @param unknownKey says what is wrong with a key that the shape of the top level does not have
 */
export function misfitsOf(shape: z.ZodType, value: unknown, unknownKey: (key: string) => string): Misfit[] {
  const result = shape.safeParse(value);
  if (result.success) return [];
  return result.error.issues.flatMap((issue) => {
    const path = issue.path as Path;
    if (issue.code !== 'unrecognized_keys') return [misfitAt(shape, value, path)];
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: path.length === 0 ? unknownKey(key) : `${fieldName(path)} must not have the key ${key}, but does`,
    }));
  });
}

/** Words for what a shape takes: `a date YYYY-MM-DD or null`, `one of BENEFIT, RISK`. */
export function expected(shape: z.ZodType): string {
  const name = named.get(shape);
  if (name !== undefined) return name;
  if (shape instanceof z.ZodNullable) return `${expected(shape.unwrap() as z.ZodType)} or null`;
  if (shape instanceof z.ZodOptional) return expected(shape.unwrap() as z.ZodType);
  if (shape instanceof z.ZodEnum) return `one of ${shape.options.join(', ')}`;
  if (shape instanceof z.ZodUnion) return shape.options.map((option) => expected(option as z.ZodType)).join(' or ');
  if (shape instanceof z.ZodArray) return 'a list';
  if (shape instanceof z.ZodObject) return `a map with the keys ${Object.keys(shape.shape).join(', ')}`;
  if (shape instanceof z.ZodRecord) return shape.valueType instanceof z.ZodUnknown ? 'a map' : 'a map of words';
  if (shape instanceof z.ZodBoolean) return 'true or false';
  if (shape instanceof z.ZodNumber) return `a whole number${shape.minValue === 0 ? ', 0 or more' : ''}`;
  if (shape instanceof z.ZodURL) return 'a URL';
  return expectedText(shape);
}

/** A shape of text says in its own error what it takes. */
const expectedText = (shape: z.ZodType): string =>
  shape.safeParse('').error?.issues[0]?.message.match(/expected (.*?)(, received|$)/)?.[1] ?? 'text';

/** A value as it is shown in a fault: JSON, cut to 80 characters. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

/** A path in words: `sources[0].authority`. */
export const fieldName = (path: Path): string =>
  path.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('');

function misfitAt(shape: z.ZodType, value: unknown, issuePath: Path): Misfit {
  const { shape: inner, value: got, path, hasKey } = descend(shape, value, issuePath);
  const name = path.length === 0 ? 'it' : fieldName(path);
  const message = hasKey
    ? `${name} must be ${expected(inner)}, but got ${shown(got)}`
    : `${name} must be ${expected(inner)}, but the key is missing${inner instanceof z.ZodArray ? ' ([] says that nothing is stated)' : ''}`;
  return { path, message };
}

interface Reached {
  readonly shape: z.ZodType;
  readonly value: unknown;
  readonly path: Path;
  readonly hasKey: boolean;
}

/** Follows a path as far as the shape is of one form; a union is judged as a whole. */
function descend(shape: z.ZodType, value: unknown, issuePath: Path): Reached {
  let reached: Reached = { shape, value, path: [], hasKey: true };
  for (const step of issuePath) {
    const inner = partOf(bare(reached.shape), step);
    if (inner === undefined) break;
    const holder = reached.value as Record<string | number, unknown>;
    reached = { shape: inner, value: holder[step], path: [...reached.path, step], hasKey: Object.hasOwn(holder, step) };
  }
  return reached;
}

function bare(shape: z.ZodType): z.ZodType {
  return shape instanceof z.ZodNullable || shape instanceof z.ZodOptional ? bare(shape.unwrap() as z.ZodType) : shape;
}

function partOf(shape: z.ZodType, step: string | number): z.ZodType | undefined {
  if (shape instanceof z.ZodObject) return shape.shape[step] as z.ZodType;
  if (shape instanceof z.ZodArray) return shape.element as z.ZodType;
  if (shape instanceof z.ZodRecord) return shape.valueType as z.ZodType;
  return undefined;
}
