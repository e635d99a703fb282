/** A stretch of letters and digits in a text, in its plain form. Offsets count UTF-16 units, the end not included. */
export interface Part {
  readonly plain: string;
  readonly start: number;
  readonly end: number;
}

interface LongForm {
  readonly words: readonly string[];
  readonly short: string;
}

/** Ways to write out what citations abbreviate, in plain words, by their first word. */
const longForms: ReadonlyMap<string, LongForm> = new Map(
  Object.entries({
    immigration: { words: ['immigration', 'and', 'nationality', 'act'], short: 'ina' },
    code: { words: ['code', 'of', 'federal', 'regulation'], short: 'cfr' },
    united: { words: ['united', 'state', 'code'], short: 'usc' },
    federal: { words: ['federal', 'register'], short: 'fr' },
    fed: { words: ['fed', 'reg'], short: 'fr' },
    executive: { words: ['executive', 'order'], short: 'eo' },
    i: { words: ['i', 'and', 'n'], short: 'in' },
    versus: { words: ['versus'], short: 'v' },
    vs: { words: ['vs'], short: 'v' },
  }),
);

/** Words before a number or letter that say only that a citation follows. */
const citationWords = new Set(['section', 'sec', 'form']);

/** Number words and their digits; `dos` is left out, being the Department of State too. */
const numberWords: ReadonlyMap<string, string> = new Map([
  ...'one two three four five six seven eight nine ten'.split(' ').map((word, at) => [word, String(at + 1)] as const),
  ...([
    ['tres', '3'],
    ['cuatro', '4'],
    ['cinco', '5'],
    ['seis', '6'],
    ['siete', '7'],
    ['ocho', '8'],
    ['nueve', '9'],
    ['diez', '10'],
  ] as const),
]);

const englishStops =
  'a an and are at be by can do does for from get how i in is it me my of on or that the this to what who with';
const spanishStops = 'con de del el en la las los mi para por que un una y';

/** Words too common to tell one entity from another. */
export const stopWords: ReadonlySet<string> = new Set(`${englishStops} ${spanishStops}`.split(' '));

const startsWithDigit = (text: string): boolean => /^\d/.test(text);

/** A word without accents, case and plural ending, number words as digits. */
function plainWord(word: string): string {
  const folded = (/^[a-z\d]+$/i.test(word) ? word : word.normalize('NFKD').replace(/\p{M}/gu, '')).toLowerCase();
  const singular = folded.length > 3 && /[^su]s$/.test(folded) && !/\d/.test(folded) ? folded.slice(0, -1) : folded;
  return numberWords.get(folded) ?? singular;
}

const partPattern = /[\p{L}\p{N}\p{M}]+/gu;
const runPattern = /[\p{L}\p{N}\p{M}]+(?:[-‐‑–.&'’()/]+[\p{L}\p{N}\p{M}]+)*/gu;

/** Where a pattern stands in a text. `exec` in a loop, not `matchAll`, which copies the pattern for each of some ten thousand names. */
function placesOf(pattern: RegExp, text: string, offset = 0): Place[] {
  const places: Place[] = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text))
    places.push({ word: found[0], start: offset + found.index, end: offset + found.index + found[0].length });
  return places;
}

interface Place {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

const partsIn = (text: string, offset = 0): Part[] =>
  placesOf(partPattern, text, offset).map(({ word, start, end }) => ({ plain: plainWord(word), start, end }));

/** The parts of a text in order, with what citations write out in its short form and without `section` and `form` before a number. */
export function partsOf(text: string): Part[] {
  const parts = partsIn(text);
  const kept: Part[] = [];
  for (let at = 0; at < parts.length; ) {
    const part = parts[at] as Part;
    const long = longFormAt(at, parts);
    const length = long?.words.length ?? 1;
    const end = (parts[at + length - 1] as Part).end;
    if (!isIntroduction(parts, at)) kept.push({ plain: long?.short ?? part.plain, start: part.start, end });
    at += length;
  }
  return kept;
}

function longFormAt(at: number, parts: readonly Part[]): LongForm | undefined {
  const long = longForms.get((parts[at] as Part).plain);
  return long?.words.every((word, step) => parts[at + step]?.plain === word) ? long : undefined;
}

/** Whether a part only says that a citation follows: `section 240A`, `Form I-589`, but not `form of relief`. */
function isIntroduction(parts: readonly Part[], at: number): boolean {
  const [{ plain }, next = '', second = ''] = [parts[at] as Part, parts[at + 1]?.plain, parts[at + 2]?.plain];
  return citationWords.has(plain) && (startsWithDigit(next) || (/^[a-z]{1,4}$/.test(next) && startsWithDigit(second)));
}

/**
 * The key of a name: its parts run together, so that spaces, full stops, hyphens and brackets make no difference. A full stop stays between two
 * digits: `8 CFR 1003.1` is not `8 CFR 100.31`. `INA 240A` is `240A`, but `INA 212` keeps its prefix: a bare number names nothing.
 */
export function keyOfParts(parts: readonly Part[]): string {
  const words = parts.map(({ plain }) => plain);
  const [first, second = ''] = words;
  const bare = first === 'ina' && startsWithDigit(second) && /[a-z]/.test(words.slice(1).join('')) ? words.slice(1) : words;
  return bare.reduce((key, word) => (/\d$/.test(key) && startsWithDigit(word) ? `${key}.${word}` : key + word), '');
}

/** The key of a whole text. */
export const keyOf = (text: string): string => keyOfParts(partsOf(text));

/**
 * The terms of a text. A run without spaces, such as `212(a)(9)(B)`, `I-589` or `U.S.C.`, gives its parts and what it begins with too:
 * `212`, `212a`, `212a9`, `212a9b`. Single letters count only where they stand alone. Stop words and words that introduce a citation are left out.
 */
export function termsOf(text: string): Part[] {
  const runs = placesOf(runPattern, text).map(({ word, start }) => partsIn(word, start));
  const parts = runs.flat();
  const introductions = new Set(parts.filter((_, at) => isIntroduction(parts, at)));
  const terms = runs.filter(([first]) => first && !introductions.has(first)).flatMap(termsOfRun);
  return terms.filter(({ plain }) => !stopWords.has(plain));
}

/** Parts of a run that are read as one citation. */
const deepestCitation = 8;

function termsOfRun(parts: readonly Part[]): Part[] {
  const [first] = parts;
  if (parts.length < 2 || first === undefined) return [...parts];
  const isCitation = parts.some(({ plain }) => /\d/.test(plain));
  const beginnings = parts.slice(0, deepestCitation).map((part, at) => ({
    plain: keyOfParts(parts.slice(0, at + 1)),
    start: first.start,
    end: part.end,
  }));
  return [...parts.filter(({ plain }) => plain.length > 1), ...(isCitation ? beginnings.slice(1) : beginnings.slice(-1))];
}
