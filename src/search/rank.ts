import { distance } from 'fastest-levenshtein';
import type { SearchResult } from 'minisearch';
import type { EntityKind } from '../generated/schema.ts';
import { remedyKinds } from '../graph/kinds.ts';
import { beginningWith, boosts, type SearchIndex } from './index.ts';
import type { Name } from './name.ts';
import { keyOf, termsOf } from './normalise.ts';
import { mentionsIn } from './resolve.ts';

/** An entity that a text finds. */
export interface Hit {
  readonly id: string;
  readonly kind: EntityKind;
  /** 0 or more, comparable within one search only. */
  readonly score: number;
  /** Key of the whole text; see `keyOf`. */
  readonly key: string;
  /** The terms by which it was found, as they stand in it. */
  readonly terms: ReadonlySet<string>;
}

/** In longer texts words must be spelt right: looking for near ones would take too long. */
const mostLooseTerms = 24;

/** Share of a text, by how rare its words are, that an entity must hold to be found. */
const leastCovered = 0.34;

/**
 * How much each thing counts: the whole text is an id, is a name, begins one or holds one; it is like a name; its words are found anywhere.
 * Where several entities bear one name, what can be asked for comes first.
 */
const weight = { id: 11, exact: 10, begun: 3, named: 3, name: 4, covered: 3, words: 1, remedy: 0.3 };

/**
 * Entities that a text finds, best first, ties by id. A name that is the whole text (an id, alias, citation or number, in whatever way it
 * is spaced and punctuated) comes first; then what is most like a name; then what holds the words, also misspelt or cut short.
 *
 * @param text any text; an empty one finds nothing
 */
export function searchFor(text: string, index: SearchIndex): Hit[] {
  const query = queryOf(text, index);
  const found = new Map(wordsFound(query, index).map((result) => [String(result.id), result]));
  const top = Math.max(1, ...[...found.values()].map(({ score }) => score));
  const key = keyOf(text);
  const called = namedBy(text, index);
  const hits = [...new Set([...found.keys(), ...called.keys()])].flatMap((id) => {
    const result = found.get(id);
    const covered = result === undefined ? 0 : coverage(result, query);
    const name = called.get(id) ?? 0;
    if (covered < leastCovered && name === 0) return [];
    const like = result === undefined ? 0 : likeness(result, index.names.get(id) ?? [], query);
    const words = (result?.score ?? 0) / top;
    const kind = index.kindOf.get(id) as EntityKind;
    const prior = (remedyKinds as readonly EntityKind[]).includes(kind) ? weight.remedy : 0;
    const score = name + weight.name * like + weight.covered * covered + weight.words * words + prior;
    return [{ id, kind, score, key, terms: new Set(result?.terms ?? []) }];
  });
  return hits.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

interface Query {
  readonly terms: readonly string[];
  readonly loose: boolean;
  /** Rarity of a term: more for one that few entities hold. */
  readonly rarity: (term: string) => number;
  /** What the terms weigh in all. */
  readonly total: number;
  /** The term of the text that a term of an entity answers, and how well, up to 1. */
  readonly answers: (term: string) => Answer | null;
}

interface Answer {
  readonly term: string;
  readonly share: number;
}

function queryOf(text: string, { frequency, names }: SearchIndex): Query {
  const asked = new Set(termsOf(text).map(({ plain }) => plain));
  const terms = [...asked];
  const loose = terms.length <= mostLooseTerms;
  const rarity = (term: string): number => Math.log(1 + names.size / (frequency.get(term) ?? 40));
  const answered = new Map<string, Answer | null>();
  const answers: Query['answers'] = (term) => {
    const kept = answered.get(term);
    if (kept !== undefined) return kept;
    const answer = asked.has(term) ? { term, share: 1 } : loose ? nearest(term, terms) : null;
    answered.set(term, answer);
    return answer;
  };
  const total = terms.reduce((sum, term) => sum + rarity(term), 0);
  return { terms, loose, rarity, total, answers };
}

/** The term of a text that a term of an entity answers best; null when it answers none. */
function nearest(term: string, terms: readonly string[]): Answer | null {
  const answers = terms.map((asked) => ({ term: asked, share: nearness(asked, term) }));
  const best = answers.reduce((a, b) => (b.share > a.share ? b : a));
  return best.share > 0 ? best : null;
}

/** 1 for the same word, less for one that begins with it or is spelt a little differently, else 0. */
function nearness(asked: string, term: string): number {
  if (asked === term) return 1;
  if (term.startsWith(asked)) return 0.5 + (0.4 * asked.length) / term.length;
  if (Math.abs(asked.length - term.length) > editsAllowed(asked)) return 0;
  const edits = distance(asked, term);
  return edits <= editsAllowed(asked) ? 0.8 - (0.8 * edits) / asked.length : 0;
}

/** Words of four letters may be one letter off, of eight two; numbers must be right, and so must what is no word. */
const editsAllowed = (term: string): number =>
  /\d/.test(term) || term.length < 4 || term.length > 40 ? 0 : term.length < 8 ? 1 : 2;

function wordsFound({ terms, loose }: Query, { words }: SearchIndex): SearchResult[] {
  if (terms.length === 0) return [];
  return words.search(terms.join(' '), {
    boost: boosts,
    prefix: (term) => loose && term.length > 1 && !/^\d+$/.test(term),
    fuzzy: (term) => loose && editsAllowed(term),
    weights: { fuzzy: 0.5, prefix: 0.4 },
  });
}

/** Share of the text, by rarity, that an entity holds; words in its summary count a little less. */
function coverage({ match }: SearchResult, query: Query): number {
  const shares = new Map<string, number>();
  for (const [term, fields] of Object.entries(match)) {
    const answer = query.answers(term);
    if (answer === null) continue;
    const share = answer.share * (fields.some((field) => field !== 'summary') ? 1 : 0.7);
    shares.set(answer.term, Math.max(share, shares.get(answer.term) ?? 0));
  }
  return [...shares].reduce((sum, [term, share]) => sum + share * query.rarity(term), 0) / query.total;
}

/** How much the text is like the nearest name, 0 to 1: what they share against what both hold. */
function likeness({ match }: SearchResult, names: readonly Name[], query: Query): number {
  const likenessTo = ({ terms }: Name): number => {
    const shares = new Map<string, number>();
    for (const term of terms) {
      const answer = Object.hasOwn(match, term) ? query.answers(term) : null;
      if (answer !== null) shares.set(answer.term, Math.max(answer.share, shares.get(answer.term) ?? 0));
    }
    const shared = [...shares].reduce((sum, [term, share]) => sum + share * query.rarity(term), 0);
    return (2 * shared) / (query.total + terms.reduce((sum, term) => sum + query.rarity(term), 0));
  };
  return names.reduce((best, name) => Math.max(best, likenessTo(name)), 0);
}

/** What entities gain because the text is a name of theirs, begins one, or holds one; by id. */
function namedBy(text: string, index: SearchIndex): ReadonlyMap<string, number> {
  const gains = new Map<string, number>();
  const gain = (id: string, by: number): unknown => gains.set(id, Math.max(by, gains.get(id) ?? 0));
  const key = keyOf(text);
  if (key === '') return gains;
  for (const { start, end, name } of mentionsIn(text, index)) gain(name.id, (weight.named * (end - start)) / text.trim().length);
  for (const name of beginningWith(key, index)) gain(name.id, (weight.begun * key.length) / name.key.length);
  for (const { id } of index.byKey.get(key) ?? []) gain(id, id === text.trim().toLowerCase() ? weight.id : weight.exact);
  return gains;
}
