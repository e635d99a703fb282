import { distance } from 'fastest-levenshtein';
import { Temporal } from 'temporal-polyfill';
import type { EntityKind, FactInput } from '../../generated/schema.ts';
import { InvalidArgument } from '../../graph/errors.ts';
import { kinds } from '../../graph/kinds.ts';
import type { EntityOf } from '../../graph/records.ts';
import type { Context } from '../../kind/context.ts';
import type { Facts, FactValue } from '../../law/facts.ts';

const suggestions = 3;

const kindWords = (names: readonly EntityKind[]): string =>
  names.map((name) => kinds[name].label.replace(/(?<!^)([A-Z])/g, ' $1').toLowerCase()).join(' or ');

/**
 * The entity that an argument names.
 *
 * @throws InvalidArgument when there is none with this id, or it is of another kind; the message suggests near ids
 */
export async function named<Kind extends EntityKind>(
  argument: string,
  id: string,
  allowed: readonly Kind[],
  context: Context,
): Promise<EntityOf<Kind>> {
  const found = await context.entity.load(id);
  if (found !== null && (allowed as readonly EntityKind[]).includes(found.kind)) return found as unknown as EntityOf<Kind>;
  const came = found === null ? `none has the id ${shown(id)}` : `"${id}" is ${withArticle(kindWords([found.kind]))}`;
  const near = nearest(id, await context.reading.ids(allowed));
  throw new InvalidArgument(
    `${argument} must be the id of ${withArticle(kindWords(allowed))}, but ${came}. Near ids: ${near.join(', ')}.`,
  );
}

const withArticle = (words: string): string => `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;

/** An id as it came; of a text that can be none, only how long it is: it may be anything, and a message may be seen by others. */
const shown = (id: string): string =>
  /^[\w.-]{1,60}$/.test(id) ? `"${id}"` : `that came, a text of length ${id.length} that can be none`;

/** The ids that are most like a text: by how many edits apart, one that contains it counting as near. */
function nearest(text: string, ids: readonly string[]): string[] {
  const sought = text.slice(0, 60).toLowerCase();
  const apart = (id: string): number => (id.includes(sought) || sought.includes(id) ? 1 : distance(sought, id));
  return ids
    .map((id) => ({ id, apart: apart(id) }))
    .sort((a, b) => a.apart - b.apart || (a.id < b.id ? -1 : 1))
    .slice(0, suggestions)
    .map(({ id }) => id);
}

/**
 * The facts given, by factor. The messages never repeat a value: facts are private.
 *
 * @throws InvalidArgument for an unknown factor, a factor given twice, or a value of another type than the factor has
 */
export async function factsFrom(inputs: readonly FactInput[] | null | undefined, context: Context): Promise<Facts> {
  const facts = new Map<string, FactValue>();
  const factors = await Promise.all((inputs ?? []).map(({ factor }) => named('factor', factor, ['ELIGIBILITY_FACTOR'], context)));
  for (const [index, factor] of factors.entries()) {
    if (facts.has(factor.id)) throw new InvalidArgument(`facts must name each factor once, but "${factor.id}" comes twice.`);
    facts.set(factor.id, factValue(factor, (inputs as readonly FactInput[])[index]?.value as FactInput['value']));
  }
  return facts;
}

function factValue(factor: EntityOf<'ELIGIBILITY_FACTOR'>, value: FactInput['value']): FactValue {
  const [given] = Object.entries(value).filter(([, part]) => part != null);
  const expected = factor.valueType.toLowerCase();
  if (given === undefined || given[0] !== expected) {
    throw new InvalidArgument(`The value of "${factor.id}" must be a ${expected}, but got a ${given?.[0] ?? 'null'}.`);
  }
  if (expected === 'choice' && !factor.choices.includes(given[1] as string)) {
    throw new InvalidArgument(`The value of "${factor.id}" must be one of: ${factor.choices.join(', ')}.`);
  }
  if (typeof given[1] === 'number' && given[1] < 0) throw new InvalidArgument(`The value of "${factor.id}" must be 0 or more.`);
  return given[1] as FactValue;
}

let today = '';
let second = -1;

/** Today's date in Washington, D.C., `YYYY-MM-DD`; looked up once a second. */
export function todayInWashington(): string {
  const now = Math.floor(Date.now() / 1000);
  if (now !== second) today = Temporal.Now.plainDateISO('America/New_York').toString();
  second = now;
  return today;
}
