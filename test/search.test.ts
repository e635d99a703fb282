import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { searchIndex } from '../src/search/index.ts';
import { type Data, graphOn, onEachEngine } from './engines.ts';

interface Phrase {
  readonly text: string;
  readonly expect: readonly string[];
  readonly kind?: string;
}

const { phrases } = parse(readFileSync(new URL('search.yaml', import.meta.url), 'utf8')) as { phrases: readonly Phrase[] };

const searchQuery = `query ($text: String!, $kinds: [EntityKind!], $first: Int = 20, $after: String) {
  search(text: $text, kinds: $kinds, first: $first, after: $after) {
    nodes { entity { id kind } score highlights { field text ranges { start end } } }
    pageInfo { hasNextPage hasPreviousPage endCursor }
    totalCount
    facets { kind count }
  }
}`;
const resolveQuery = `query ($text: String!, $first: Int) {
  resolve(text: $text, first: $first) { entity { id } text start end }
}`;
const suggestQuery = `query ($prefix: String!, $kinds: [EntityKind!], $first: Int) {
  suggest(prefix: $prefix, kinds: $kinds, first: $first) { entity { id kind } text }
}`;

const sameCitation = [
  ['8 USC 1229b', '8 U.S.C. § 1229b', '8 u.s.c. section 1229b', '8 United States Code 1229b'],
  ['29 I&N Dec. 216', '29 I & N Dec 216', '29 I. & N. Dec. 216', '29 I and N Dec. 216'],
  ['INA 240A', 'INA § 240A', '240A', 'section 240A', 'I.N.A. 240a', 'Immigration and Nationality Act § 240A'],
  ['8 CFR 1003.1', '8 C.F.R. § 1003.1', '8 Code of Federal Regulations 1003.1'],
  ['EO 14159', 'Executive Order 14159', 'E.O. 14159'],
  ['I-862', 'i862', 'Form I-862', 'form i 862'],
  ['cancelación de deportación', 'CANCELACION DE DEPORTACION'],
];

const oddTexts = [
  ['spaces', '   '],
  ['an emoji', '😀'],
  ['Lucene syntax', 'title:asylum AND (relief~2 OR "x"^4) [a TO b] NOT * ? \\ / + -'],
  ['quotes', '\'"“”‘’`'],
  ['GraphQL and Cypher', '{ node } MATCH (n) RETURN n; $text'],
  ['half an emoji', '\ud83d asylum'],
  ['control characters', 'asylum\u0000\u0007\n\t'],
  ['prototype names', 'constructor __proto__ toString'],
  ['10,000 characters of prose', 'the asylum applicant said '.repeat(400).slice(0, 10_000)],
  ['10,000 brackets', 'a(b)'.repeat(2500)],
  ['10,000 characters of numbers', '1.2.3.4 '.repeat(1250)],
  ['one word of 10,000 letters', 'x'.repeat(10_000)],
] as const;

onEachEngine((api) => {
  const search = async (text: string, more: Data = {}): Promise<Data> =>
    (await api.ask(searchQuery, { text, ...more })).search as Data;
  const idsOf = (page: Data): string[] => page.nodes.map(({ entity }: Data) => entity.id);

  test('finds what people mean by at least 90 of 100 phrases', async () => {
    const misses: string[] = [];
    for (const { text, expect: ids, kind } of phrases) {
      const top = idsOf(await search(text, { first: 3 }));
      const [firstOfKind] = kind === undefined ? [ids[0]] : idsOf(await search(text, { first: 1, kinds: [kind] }));
      if (!top.some((id) => ids.includes(id)) || !ids.includes(firstOfKind ?? ''))
        misses.push(`"${text}" gives ${top.join(', ')}`);
    }
    const share = (phrases.length - misses.length) / phrases.length;
    console.log(
      `search on ${api.graph.engine}: ${(100 * share).toFixed(1)} % of ${phrases.length} phrases\n${misses.join('\n')}`,
    );
    expect(share, misses.join('\n')).toBeGreaterThanOrEqual(0.9);
  });

  test.each(sameCitation)('takes %s in every way it is written', async (...ways) => {
    const answers = await Promise.all(ways.map(async (way) => idsOf(await search(way, { first: 1 }))));
    expect(new Set(answers.flat()).size, JSON.stringify(answers)).toBe(1);
  });

  test('puts the entity with the very id first', async () => {
    const samples = ['asylum', 'daca', 'form-i-589', 'matter-of-castro-tum', 'bia', 'ina-240a', 'topic-daca'];
    for (const id of samples) expect(idsOf(await search(id, { first: 1 }))).toEqual([id]);
  });

  test('gives an empty page for an empty text', async () => {
    const empty = {
      nodes: [],
      totalCount: 0,
      facets: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, endCursor: null },
    };
    expect(await search('')).toEqual(empty);
    expect(await api.ask(suggestQuery, { prefix: '' })).toEqual({ suggest: [] });
    expect(await api.ask(resolveQuery, { text: '' })).toEqual({ resolve: [] });
  });

  test.each(oddTexts)('takes %s as plain text', async (_, text) => {
    const began = performance.now();
    await search(text);
    await api.ask(suggestQuery, { prefix: text });
    await api.ask(resolveQuery, { text });
    expect(performance.now() - began).toBeLessThan(5000);
  });

  test('refuses more than 10,000 characters and wrong page sizes', async () => {
    const message = async (query: string, variables: Data) =>
      (await api.answer(query, variables)).errors.map((error) => error.message);
    const long = 'a'.repeat(10_001);
    const tooLong = (name: string) => [`${name} must be at most 10000 characters, but got 10001.`];
    expect(await message(searchQuery, { text: long })).toEqual(tooLong('text'));
    expect(await message(resolveQuery, { text: long })).toEqual(tooLong('text'));
    expect(await message(suggestQuery, { prefix: long })).toEqual(tooLong('prefix'));
    const wrongSize = ['first must be between 1 and 100, but got 0.'];
    expect(await message(searchQuery, { text: 'asylum', first: 0 })).toEqual(wrongSize);
    expect(await message(resolveQuery, { text: 'asylum', first: 0 })).toEqual(wrongSize);
    expect(await message(suggestQuery, { prefix: 'asylum', first: 0 })).toEqual(wrongSize);
    expect(await message(searchQuery, { text: 'asylum', after: 'x' })).toEqual([
      expect.stringMatching(/^after must be a cursor/),
    ]);
  });

  test('counts the results of each kind, whatever kinds are asked', async () => {
    const all = await search('asylum', { first: 1 });
    const forms = await search('asylum', { first: 100, kinds: ['FORM'] });
    const counted = all.facets.reduce((sum: number, { count }: Data) => sum + count, 0);
    expect(counted).toBe(all.totalCount);
    expect(forms.facets).toEqual(all.facets);
    expect(forms.totalCount).toBe(all.facets.find(({ kind }: Data) => kind === 'FORM').count);
    expect(new Set(forms.nodes.map(({ entity }: Data) => entity.kind))).toEqual(new Set(['FORM']));
    expect((await search('asylum', { kinds: [] })).nodes).toEqual([]);
  });

  test('shows where the words stand', async () => {
    const marked = (page: Data): string[] =>
      page.nodes[0].highlights.flatMap(({ text, ranges }: Data) => ranges.map(({ start, end }: Data) => text.slice(start, end)));
    expect(marked(await search('credibel fear interviews', { first: 1 })).slice(0, 3)).toEqual(['Credible', 'fear', 'interview']);
    expect(marked(await search('cancelacion', { first: 1 }))).toContain('cancelación');
    expect(marked(await search('8 U.S.C. § 1229b', { first: 1, kinds: ['AUTHORITY'] }))).toContain('8 U.S.C. 1229b');
  });

  test('pages through all results, each once, best first', async () => {
    const { totalCount } = await search('withholding of removal', { first: 1 });
    const found: Data[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const page = await search('withholding of removal', { first: 7, after });
      found.push(...page.nodes);
      after = page.pageInfo.endCursor;
      more = page.pageInfo.hasNextPage;
    }
    expect(new Set(found.map(({ entity }) => entity.id)).size).toBe(totalCount);
    expect(found).toHaveLength(totalCount);
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((a, b) => b - a));
  });

  test('completes a beginning, each entity once', async () => {
    const { suggest } = await api.ask(suggestQuery, { prefix: 'I-58', first: 100 });
    const ids = suggest.map(({ entity }: Data) => entity.id);
    expect(ids).toContain('form-i-589');
    expect(new Set(ids).size).toBe(ids.length);
    expect(suggest[0].text).toMatch(/^I-58/);
    const forms = await api.ask(suggestQuery, { prefix: 'voluntry dep', kinds: ['TOPIC'], first: 1 });
    expect(forms.suggest.map(({ entity }: Data) => entity.id)).toEqual(['topic-voluntary-departure']);
  });

  test('finds what a passage names, and where', async () => {
    const text = `👋 My cat fears nothing. We ask for CAT protection under 8 C.F.R. § 1208.16(c) and for relief under INA § 240A(b)(1);
      see Matter of Yajure Hurtado, 29 I. & N. Dec. 216 (BIA 2025) and 8 U.S.C. § 1229b(b)(1)(D). She has no tarjeta verde in 2025.`;
    const { resolve } = await api.ask(resolveQuery, { text, first: 100 });
    for (const { text: named, start, end } of resolve) expect(text.slice(start, end)).toBe(named);
    expect([...new Set(resolve.map(({ text: named }: Data) => named))]).toEqual([
      'CAT',
      '8 C.F.R. § 1208.16',
      'INA § 240A(b)(1)',
      'Matter of Yajure Hurtado, 29 I. & N. Dec. 216 (BIA 2025)',
      '8 U.S.C. § 1229b',
      'tarjeta verde',
    ]);
    const ids = resolve.map(({ entity }: Data) => entity.id);
    for (const id of [
      'cat-withholding',
      '8-cfr-1208-16',
      'cancellation-nonlpr',
      'matter-of-yajure-hurtado',
      'ina-240a',
      'lpr-status',
    ])
      expect(ids).toContain(id);
    expect((await api.ask(resolveQuery, { text: 'vawa' })).resolve.map(({ entity }: Data) => entity.id)).toContain(
      'vawa-self-petition',
    );
  });
});

describe('the index', () => {
  test('is built once for requests at the same time, and again after a failure', async () => {
    const graph = await graphOn('memory');
    const reading = await graph.open({ signal: AbortSignal.timeout(20_000) });
    const version = 'a version of this test';
    let reads = 0;
    const context = (fails: boolean) => ({
      reading: {
        ...reading,
        dataset: { ...reading.dataset, version },
        entityPage: (ask: Parameters<typeof reading.entityPage>[0]) => {
          reads += Number(ask.kind === 'TOPIC' && ask.page.after === null);
          return fails ? Promise.reject(new Error('gone')) : reading.entityPage(ask);
        },
      },
    });
    const failing = searchIndex(context(true));
    const waiting = [searchIndex(context(false)), searchIndex(context(false))];
    await expect(failing).rejects.toThrow('gone');
    const [first, second] = await Promise.all(waiting);
    expect(first).toBe(second);
    expect(await searchIndex(context(false))).toBe(first);
    expect(reads).toBe(2);
    await graph.close();
  });
});
