import type { Entity } from '../graph/records.ts';
import { keyOf, termsOf } from './normalise.ts';

/** A name of an entity: its id, title, an alias, a citation or the number of a form. */
export interface Name {
  readonly id: string;
  readonly text: string;
  /** The name without spaces and signs; see `keyOf`. */
  readonly key: string;
  readonly terms: readonly string[];
  /** Written in capitals only, such as `CAT` or `PD`. */
  readonly isAcronym: boolean;
}

/** Texts of an entity that can be found, by field, names before the summary. */
export function textsOf(entity: Entity): readonly (readonly [field: string, text: string])[] {
  const texts: readonly (readonly [string, string | null])[] = [
    ['title', entity.title],
    ...entity.aliases.map((alias) => ['aliases', alias] as const),
    ['citation', 'citation' in entity ? entity.citation : null],
    ['parallel', 'parallel' in entity ? entity.parallel : null],
    ['number', 'number' in entity ? entity.number : null],
    ['summary', entity.summary],
  ];
  return texts.filter((pair): pair is readonly [string, string] => pair[1] !== null);
}

/** A name, and the parts of it by which it is known too: `Matter of X, 29 I&N Dec. 216 (BIA 2025)` is `Matter of X`, `X` and the citation. */
function variants(text: string): string[] {
  const bare = text.replace(/\s*\([^()]*\s[^()]*\)\s*$|\s*\(\w{5,}\)\s*$/, '');
  const cited = /^(.+?), (\d+ .+)$/.exec(bare);
  const cases = cited ? [cited[1] as string, cited[2] as string] : [bare];
  return [text, bare, ...cases, ...cases.map((name) => name.replace(/^(Matter of|In re) /i, ''))];
}

/** Every name of an entity, each key once. */
export function namesOf(entity: Entity): Name[] {
  const texts = textsOf(entity).flatMap(([field, text]) => (field === 'summary' ? [] : variants(text)));
  const byKey = new Map<string, string>();
  for (const text of new Set([...texts, entity.id])) {
    const key = keyOf(text);
    if (key !== '' && !byKey.has(key)) byKey.set(key, text);
  }
  return [...byKey].map(([key, text]) => ({
    id: entity.id,
    text,
    key,
    terms: [...new Set(termsOf(text).map(({ plain }) => plain))],
    isAcronym: /^[^\p{Ll}\p{N}]+$/u.test(text),
  }));
}
