import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Data, onEachEngine } from '../engines.ts';

interface Statement {
  readonly id: string;
  readonly claim: string;
  readonly ask: string;
  readonly expect: {
    readonly ids?: readonly string[];
    readonly claims?: readonly string[];
    readonly dates?: readonly string[];
    readonly titles?: readonly string[];
    readonly says?: readonly string[];
    readonly absent?: readonly string[];
    readonly states?: Readonly<Record<string, string>>;
    readonly atLeast?: Readonly<Record<string, number>>;
  };
}

const { statements } = parse(readFileSync(new URL('article.yaml', import.meta.url), 'utf8')) as {
  statements: readonly Statement[];
};

/** Every object of an answer, however deep. */
function objectsIn(value: unknown): Data[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (value === null || typeof value !== 'object') return [];
  return [value as Data, ...Object.values(value).flatMap(objectsIn)];
}

const textsIn = (data: Data): string[] =>
  objectsIn(data).flatMap((object) => Object.values(object).flatMap((value) => (typeof value === 'string' ? [value] : [])));

/** An id counts as brought when it stands alone or as a part of a claim's id. */
const brings = (texts: readonly string[], id: string): boolean =>
  texts.some((text) => text === id || text.split('.').includes(id));

/** State of an instrument in an answer; `2021-08-20 some-memo` looks in the answer about that day. */
function stateIn(data: Data, key: string): unknown {
  const [day, id] = key.includes(' ') ? key.split(' ') : [null, key];
  const places = day === null ? [data] : objectsIn(data).filter(({ date }) => date === day);
  return places.flatMap(objectsIn).find(({ instrument }) => instrument?.id === id)?.state;
}

function countIn(data: Data, name: string): number {
  if (data[name]?.nodes) return data[name].nodes.length;
  return objectsIn(data).filter(({ relationship }) => relationship === name).length;
}

test('holds all 46 statements of the article', () => {
  expect(statements.map(({ id }) => id)).toEqual(Array.from({ length: 46 }, (_, index) => `S${index + 1}`));
});

describe('the article on prosecutorial discretion', () => {
  onEachEngine((api) => {
    test.each(statements.map((statement) => [statement.id, statement.claim, statement] as const))(
      '%s %s',
      async (_, __, statement) => {
        const data = await api.ask(statement.ask);
        const texts = textsIn(data);
        const {
          ids = [],
          claims = [],
          dates = [],
          titles = [],
          says = [],
          absent = [],
          states = {},
          atLeast = {},
        } = statement.expect;
        expect([...ids, ...claims].filter((id) => !brings(texts, id))).toEqual([]);
        expect([...dates, ...titles].filter((literal) => !texts.includes(literal))).toEqual([]);
        expect(says.filter((words) => !texts.some((text) => new RegExp(words, 'i').test(text)))).toEqual([]);
        expect(absent.filter((id) => texts.includes(id))).toEqual([]);
        for (const [key, state] of Object.entries(states)) expect([key, stateIn(data, key)]).toEqual([key, state]);
        for (const [name, least] of Object.entries(atLeast)) expect(countIn(data, name)).toBeGreaterThanOrEqual(least);
      },
    );
  });
});
