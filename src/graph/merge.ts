import type { Page, PageAsk } from './graph.ts';
import { firstBeyond } from './page.ts';
import type { Claim } from './records.ts';

/**
 * One page of several lists of claims taken as one, by claim id. It looks at as many claims as the page needs, and not at whole lists: an
 * entity can have a hundred thousand.
 *
 * @param lists each by claim id; a claim that stands in two counts once
 */
export function mergedPage(lists: readonly (readonly Claim[])[], holds: (claim: Claim) => boolean, ask: PageAsk): Page<Claim> {
  const step = ask.from === 'first' ? 1 : -1;
  const cursors = lists.map((list) => cursorOn(list, ask));
  const found: Claim[] = [];
  while (found.length <= ask.size) {
    const next = cursors.reduce<Claim | null>((least, { list, at, stop }) => {
      const claim = at === stop ? undefined : list[at];
      return claim !== undefined && (least === null || claim.id < least.id === step > 0) ? claim : least;
    }, null);
    if (next === null) break;
    for (const cursor of cursors) if (cursor.at !== cursor.stop && cursor.list[cursor.at]?.id === next.id) cursor.at += step;
    if (holds(next)) found.push(next);
  }
  const items = found.slice(0, ask.size);
  return { items: step > 0 ? items : items.reverse(), more: found.length > ask.size };
}

interface Cursor {
  readonly list: readonly Claim[];
  at: number;
  /** Where it has read all that lies between the cursors of the page. */
  readonly stop: number;
}

function cursorOn(list: readonly Claim[], { from, after, before }: PageAsk): Cursor {
  const sorted = { items: list, order: [] };
  const start = after === null ? 0 : firstBeyond(sorted, after, true);
  const end = Math.max(start, before === null ? list.length : firstBeyond(sorted, before, false));
  return from === 'first' ? { list, at: start, stop: end } : { list, at: end - 1, stop: start - 1 };
}
