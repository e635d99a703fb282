import type { Key, Order, Page, PageAsk } from './graph.ts';

/** A list in the order of some fields, the id being the last key. */
export interface Sorted<Item> {
  readonly items: readonly Item[];
  readonly order: readonly Order[];
}

/** The key of a record in an order: the values of its fields, then its id. */
export function keyOf(record: { readonly id: string }, order: readonly Order[]): Key {
  const fields = order
    .filter(({ field }) => field !== 'id')
    .map(({ field }) => (record as unknown as Record<string, Key[number]>)[field] ?? null);
  return [...fields, record.id];
}

/** Order of two keys: null comes after every value, and before it where the order descends, as Neo4j sorts. */
export function compareKeys(a: Key, b: Key, order: readonly Order[]): number {
  for (let index = 0; index < a.length; index++) {
    const difference = compareValues(a[index] ?? null, b[index] ?? null);
    if (difference !== 0) return order[index]?.descending ? -difference : difference;
  }
  return 0;
}

function compareValues(a: Key[number], b: Key[number]): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}

/** One page of a sorted list. The cursor's own record need not be in the list any more. */
export function slice<Item extends { readonly id: string }>(list: Sorted<Item>, ask: PageAsk): Page<Item> {
  const { items, order } = list;
  const start = ask.after === null ? 0 : firstBeyond(list, ask.after, true);
  const end = ask.before === null ? items.length : firstBeyond({ items, order }, ask.before, false);
  const window = items.slice(start, Math.max(start, end));
  const page = ask.from === 'first' ? window.slice(0, ask.size) : window.slice(Math.max(0, window.length - ask.size));
  return { items: page, more: page.length < window.length };
}

/** Index of the first item past a key (or at it, when `past` is false), by bisection. */
export function firstBeyond<Item extends { readonly id: string }>(
  { items, order }: Sorted<Item>,
  key: Key,
  past: boolean,
): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle] as Item;
    const difference = compareKeys(keyOf(item, order), key, order);
    if (difference < 0 || (past && difference === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
