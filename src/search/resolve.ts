import { beginsAny, type SearchIndex } from './index.ts';
import type { Name } from './name.ts';
import { keyOfParts, type Part, partsOf, stopWords } from './normalise.ts';

/** A name that a text holds, and where: UTF-16 units, the end not included. */
export interface Mention {
  readonly name: Name;
  readonly start: number;
  readonly end: number;
}

/** Names longer than this many parts are not looked for. */
const longestName = 24;

/**
 * The entities that a passage names, in the order of the text, those of one place by id. Of names that overlap, the one that starts first
 * and is longest counts: `8 U.S.C. 1229b(b)(1)` is not the section `1229b` and a paragraph.
 */
export function mentionsIn(text: string, index: SearchIndex): Mention[] {
  const parts = partsOf(text);
  const mentions: Mention[] = [];
  for (let at = 0; at < parts.length; ) {
    const found = longestAt(at, parts, text, index);
    mentions.push(...found.mentions);
    at += found.length;
  }
  return mentions;
}

interface Found {
  readonly mentions: readonly Mention[];
  readonly length: number;
}

/** The longest name that starts at a part: the window grows while any name begins so. */
function longestAt(at: number, parts: readonly Part[], text: string, index: SearchIndex): Found {
  const start = (parts[at] as Part).start;
  let found: Found = { mentions: [], length: 1 };
  for (let length = 1; at + length <= parts.length; length++) {
    const window = parts.slice(at, at + length);
    const key = keyOfParts(window);
    const end = closedEnd(text, start, (window.at(-1) as Part).end);
    const isWhole = length === parts.length;
    const names = (index.byKey.get(key) ?? []).filter((name) => isWhole || isMeant(name, text.slice(start, end)));
    if (names.length > 0) found = { mentions: names.map((name) => ({ name, start, end })), length };
    if (length >= longestName || !(window[0]?.plain === 'ina' || beginsAny(key, index))) break;
  }
  return found;
}

/** The end of a name with the bracket that closes it: `240A(b)(1)`, not `240A(b)(1`. */
function closedEnd(text: string, start: number, end: number): number {
  const written = text.slice(start, end);
  const isOpen = written.lastIndexOf('(') > written.lastIndexOf(')');
  return isOpen && text[end] === ')' ? end + 1 : end;
}

/** Within a passage an acronym must stand in capitals (`CAT` is no cat), and neither a stop word nor a bare number is a name. */
const isMeant = ({ isAcronym, key }: Name, written: string): boolean =>
  !(isAcronym && /\p{Ll}/u.test(written)) && !stopWords.has(key) && !/^[\d.]+$/.test(key);
