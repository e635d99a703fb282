import { z } from 'zod';

/**
 * The small vocabulary in which `kinds.ts` and `relationships.ts` say what a node or a claim holds. The seed check, the record
 * types and the storage in Neo4j are all read from these shapes.
 */

/** Calendar date `YYYY-MM-DD` that exists (no 30 February). */
export const date = z.iso.date();

/** Plain words, never blank. */
export const words = z.string().regex(/\S/, { error: 'Invalid input: expected words, received a blank string' });

/** An id: kebab-case ASCII, unique over all kinds, for ever. */
export const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'Invalid input: expected a kebab-case ASCII id' });

/** A duration of ISO 8601 in whole years, months, weeks or days (`P10Y`, `P180D`). */
export const duration = z
  .string()
  .regex(/^P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?$/, { error: 'Invalid input: expected an ISO 8601 duration such as P10Y' });

/** Marks a map or a list of maps: Neo4j keeps it in one JSON string property. */
export const nested = <S extends z.ZodType>(shape: S): S => shape.meta({ stored: 'json' }) as S;

/** Whether a field is kept as JSON text in Neo4j. */
export const isNested = (shape: z.ZodType): boolean => shape.meta()?.stored === 'json';

/** A document that a claim rests on, and the place in it. */
export const source = z.strictObject({ authority: id, pinpoint: words.nullable() });

/** How far a claim is supported: a page was read, a document is cited but was not read, or no source is known. */
export const support = z.enum(['PAGE_READ', 'CITED', 'NONE']);

const booleanTest = z.strictObject({ op: z.literal('IS'), value: z.boolean() });
const amountTest = z.strictObject({
  op: z.enum(['AT_LEAST', 'AT_MOST', 'MORE_THAN', 'LESS_THAN']),
  value: z.union([duration, z.int()]),
});
const dateTest = z.strictObject({ op: z.enum(['BEFORE', 'AFTER']), value: date });
const choiceTest = z.strictObject({ op: z.literal('ONE_OF'), value: z.array(words).min(1) });

/** A condition on one factor: `{op, value}`. Money is in whole US cents. */
export const test = z.discriminatedUnion('op', [booleanTest, amountTest, dateTest, choiceTest]);

/** Ids of one kind or several; what they may point at is checked by the seed check. */
export const ids = z.array(id);
