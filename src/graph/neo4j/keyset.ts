import type { Key, PageAsk } from '../graph.ts';
import type { Parameters } from './filter.ts';

/** One key of an order: what is compared, which way, and whether it can be null. The last key of an order is an id. */
export interface SortKey {
  readonly expression: string;
  readonly descending: boolean;
  readonly nullable: boolean;
}

/** `ORDER BY` of an order, reversed for a page that is counted from the end. Null comes last, and first where a key descends. */
export const orderBy = (keys: readonly SortKey[], from: PageAsk['from']): string =>
  `ORDER BY ${keys.map(({ expression, descending }) => `${expression}${descending === (from === 'first') ? ' DESC' : ''}`).join(', ')}`;

/** The conditions that keep a page between its cursors; none when it has none. */
export function betweenCursors(keys: readonly SortKey[], { after, before }: PageAsk, parameters: Parameters): string[] {
  return [
    ...(after === null ? [] : beyond(keys, after, { forward: true, parameters })),
    ...(before === null ? [] : beyond(keys, before, { forward: false, parameters })),
  ];
}

interface Direction {
  readonly forward: boolean;
  readonly parameters: Parameters;
}

/**
 * A record comes past a cursor when one of its keys does and those before it are equal. Where the first key is never null, a bound on it
 * alone is put before this, from which an index can start.
 */
function beyond(keys: readonly SortKey[], cursor: Key, { forward, parameters }: Direction): string[] {
  if (cursor.length !== keys.length) throw new Error(`Expected a cursor of ${keys.length} values, but got ${cursor.length}.`);
  const sides = keys.map((key, index) => sidesOf(key, cursor[index] ?? null, { forward, parameters }));
  const alternatives = sides.map(({ past }, index) => [...sides.slice(0, index).map(({ equal }) => equal), past]);
  const whole = alternatives.map((parts) => `(${parts.join(' AND ')})`).join(' OR ');
  const bound = sides[0]?.bound;
  return [...(bound && keys.length > 1 ? [bound] : []), `coalesce(${whole}, false)`];
}

interface Sides {
  readonly past: string;
  readonly equal: string;
  readonly bound: string | null;
}

function sidesOf({ expression, descending, nullable }: SortKey, value: Key[number], { forward, parameters }: Direction): Sides {
  const isUp = forward !== descending;
  if (value === null) return { past: isUp ? 'false' : `${expression} IS NOT NULL`, equal: `${expression} IS NULL`, bound: null };
  const name = parameters.add(value);
  const past = `${expression} ${isUp ? '>' : '<'} ${name}`;
  return {
    past: isUp && nullable ? `(${past} OR ${expression} IS NULL)` : past,
    equal: `${expression} = ${name}`,
    bound: nullable ? null : `${expression} ${isUp ? '>=' : '<='} ${name}`,
  };
}
