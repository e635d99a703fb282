import type { Entity } from '../graph/records.ts';
import { textsOf } from './name.ts';
import { keyOf, termsOf } from './normalise.ts';
import type { Hit } from './rank.ts';

/** A stretch of a text in UTF-16 units, the end not included. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A text of an entity that answers a search, and where. */
export interface HighlightValue {
  readonly field: string;
  readonly text: string;
  readonly ranges: readonly Stretch[];
}

/** What was found in an entity: its texts that hold a term of the hit, names first; ranges in order, none touching another. */
export function highlightsOf(entity: Entity, { terms, key }: Pick<Hit, 'terms' | 'key'>): HighlightValue[] {
  return textsOf(entity)
    .map(([field, text]) => ({ field, text, ranges: rangesIn(text, terms, key) }))
    .filter(({ ranges }) => ranges.length > 0);
}

function rangesIn(text: string, terms: ReadonlySet<string>, key: string): Stretch[] {
  if (keyOf(text) === key) return [{ start: 0, end: text.length }];
  const found = termsOf(text).filter(({ plain }) => terms.has(plain));
  const merged: Stretch[] = [];
  for (const { start, end } of found.sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last === undefined || start > last.end) merged.push({ start, end });
    else merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, end) };
  }
  return merged;
}
