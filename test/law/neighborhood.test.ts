import { describe, expect, test } from 'vitest';
import type { Claim } from '../../src/graph/records.ts';
import { type NeighborhoodAsk, neighborhood } from '../../src/law/neighborhood.ts';
import { SearchTooWide, type Step } from '../../src/law/paths.ts';
import { type Data, onEachEngine } from '../engines.ts';

/** Claims of a small graph, `a>b` from a to b; the ids sort as written here. */
const links = ['a>b', 'a>c', 'b>c', 'b>d', 'c>e', 'd>a', 'e>f'];

const claimOf = (link: string): Claim =>
  ({ id: link, relationship: 'RELATED_TO', from: link[0], to: link[2] }) as unknown as Claim;

const around = (ask: Partial<NeighborhoodAsk> = {}) =>
  neighborhood({
    from: ['a'],
    depth: 1,
    limit: 100,
    leaving: async (ids) =>
      ids.map((id): Step[] => [
        ...links
          .filter((link) => link[0] === id)
          .map((link): Step => ({ claim: claimOf(link), way: 'OUT', from: id, to: link[2] ?? '' })),
        ...links
          .filter((link) => link[2] === id)
          .map((link): Step => ({ claim: claimOf(link), way: 'IN', from: id, to: link[0] ?? '' })),
      ]),
    areShown: async (ids) => ids.map(() => true),
    ...ask,
  });

describe('the search around some entities', () => {
  test('shows one level, the claims within it, and what lies beyond', async () => {
    const { nodes, claims, truncated, hidden } = await around();
    expect(nodes).toEqual(['a', 'b', 'c', 'd']);
    expect(claims.map(({ id }) => id)).toEqual(['a>b', 'a>c', 'd>a', 'b>c', 'b>d']);
    expect(truncated).toBe(false);
    expect(hidden).toEqual([{ id: 'c', relationship: 'RELATED_TO', direction: 'OUT', count: 1 }]);
  });

  test('goes as deep as it is asked to', async () => {
    expect((await around({ depth: 2 })).nodes).toEqual(['a', 'b', 'c', 'd', 'e']);
    const { nodes, hidden } = await around({ depth: 3 });
    expect(nodes).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(hidden).toEqual([]);
  });

  test('stops at the limit and counts what it left out', async () => {
    const { nodes, claims, truncated, hidden } = await around({ limit: 3 });
    expect(nodes).toEqual(['a', 'b', 'c']);
    expect(claims.map(({ id }) => id)).toEqual(['a>b', 'a>c', 'b>c']);
    expect(truncated).toBe(true);
    expect(hidden).toEqual([
      { id: 'a', relationship: 'RELATED_TO', direction: 'IN', count: 1 },
      { id: 'b', relationship: 'RELATED_TO', direction: 'OUT', count: 1 },
      { id: 'c', relationship: 'RELATED_TO', direction: 'OUT', count: 1 },
    ]);
  });

  test('neither shows, counts nor passes entities of other kinds', async () => {
    const areShown = async (ids: readonly string[]) => ids.map((id) => id !== 'c');
    const { nodes, hidden } = await around({ depth: 3, areShown });
    expect(nodes).toEqual(['a', 'b', 'd']);
    expect(hidden).toEqual([]);
  });

  test('stops with an error past the claims it may look at', async () => {
    const many = Array.from(
      { length: 20_001 },
      (_, index) => ({ claim: claimOf('a>b'), way: 'OUT', from: 'a', to: `b${index}` }) as Step,
    );
    await expect(around({ leaving: async () => [many] })).rejects.toThrow(SearchTooWide);
  });
});

onEachEngine((api) => {
  const query = `query ($ids: [ID!]!, $depth: Int, $via: [Relationship!], $kinds: [EntityKind!], $direction: Direction, $asOf: Date, $limit: Int) {
    neighborhood(ids: $ids, depth: $depth, via: $via, kinds: $kinds, direction: $direction, asOf: $asOf, limit: $limit) {
      nodes { id kind } claims { id relationship from { id } to { id } } truncated hidden { id relationship direction count } } }`;
  const near = async (variables: Data): Promise<Data> =>
    (await api.ask(query, { asOf: '2026-06-01', ...variables })).neighborhood;

  describe('neighborhood', () => {
    test('shows what cancellation requires, and nothing else', async () => {
      const found = await near({ ids: ['cancellation-nonlpr'], via: ['REQUIRES'], direction: 'OUT' });
      const { reliefType } = await api.ask(
        '{ reliefType(id: "cancellation-nonlpr") { requires(asOf: "2026-06-01") { id to { id } } } }',
      );
      expect(found.claims.map(({ id }: Data) => id)).toEqual(reliefType.requires.map(({ id }: Data) => id));
      expect(found.nodes[0].id).toBe('cancellation-nonlpr');
      expect(found.nodes.slice(1).every(({ kind }: Data) => kind === 'ELIGIBILITY_FACTOR')).toBe(true);
      expect(found).toMatchObject({ truncated: false, hidden: [] });
    });

    test('shows only claims between what it shows, and accounts for each neighbour', async () => {
      const found = await near({ ids: ['asylum', 'withholding-241b3'], limit: 25 });
      const shown = new Set<string>(found.nodes.map(({ id }: Data) => id));
      expect([shown.size, found.truncated]).toEqual([25, true]);
      for (const { from, to } of found.claims) expect([shown.has(from.id), shown.has(to.id)]).toEqual([true, true]);
      const { node } = await api.ask(
        '{ node(id: "asylum") { claims(asOf: "2026-06-01", direction: OUT, relationships: [BARRED_BY], first: 100) { nodes { to { id } } } } }',
      );
      const beyond = new Set(node.claims.nodes.map(({ to }: Data) => to.id).filter((id: string) => !shown.has(id)));
      const hidden = found.hidden.find((one: Data) => one.id === 'asylum' && one.relationship === 'BARRED_BY');
      expect(hidden?.count ?? 0).toBe(beyond.size);
    });

    test('shows only the kinds asked for, and the starts', async () => {
      const found = await near({ ids: ['asylum'], kinds: ['PROCEEDING_STAGE'], depth: 2 });
      expect(new Set(found.nodes.slice(1).map(({ kind }: Data) => kind))).toEqual(new Set(['PROCEEDING_STAGE']));
    });

    test('answers for its largest size, the same each time', async () => {
      const ask = { ids: ['asylum'], depth: 3, limit: 500 };
      const found = await near(ask);
      expect(found.nodes.length).toBe(500);
      expect(await near(ask)).toEqual(found);
    });

    test.each([
      [{ ids: [] }, 'ids must be 1 to 20 ids, but got 0.'],
      [{ ids: Array(21).fill('asylum') }, 'ids must be 1 to 20 ids, but got 21.'],
      [{ ids: ['asylum'], depth: 4 }, 'depth must be between 1 and 3, but got 4.'],
      [{ ids: ['asylum'], limit: 501 }, 'limit must be between 1 and 500, but got 501.'],
      [{ ids: ['asylum', 'cancellation-nonlpr'], limit: 1 }, 'limit must hold at least the 2 ids, but got 1.'],
    ])('refuses %j', async (variables, message) => {
      const [error] = (await api.answer(query, variables)).errors;
      expect([error?.message, error?.extensions?.code]).toEqual([message, 'BAD_USER_INPUT']);
    });

    test('suggests near ids for one that is not there', async () => {
      const [error] = (await api.answer(query, { ids: ['asylumm'] })).errors;
      expect(error?.message).toMatch(/^ids must be the id of .* Near ids: asylum/);
    });
  });
});
