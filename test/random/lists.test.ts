import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Direction, EntityKind, Relationship } from '../../src/generated/schema.ts';
import { everything, predicate } from '../../src/graph/filter.ts';
import { kindNames } from '../../src/graph/kinds.ts';
import { memoryGraph } from '../../src/graph/memory.ts';
import type { Way } from '../../src/graph/records.ts';
import { plural } from '../../src/kind/index.ts';
import { inForce } from '../../src/law/in-force.ts';
import type { Data } from '../engines.ts';
import { idsOf, onRandomGraphs, patience, randomApi } from './api.ts';
import { anyRead, pageOfRead, titles } from './reads.ts';
import { claimsAt, entitiesBy, pageOf } from './reference.ts';
import { anyCircuit, anyDay, anySnapshot, choose } from './snapshot.ts';

const api = randomApi();

const page =
  'totalCount edges { cursor node { id } } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }';
const claimsDocument = `query (
  $id: ID!, $direction: Direction, $relationships: [Relationship!], $asOf: Date, $circuit: Circuit, $first: Int, $after: String
) {
  node(id: $id) {
    claims(direction: $direction, relationships: $relationships, asOf: $asOf, circuit: $circuit, first: $first, after: $after) {
      ${page}
    }
  }
}`;
const listDocument = (kind: EntityKind) =>
  `query ($first: Int, $after: String, $last: Int, $before: String) {
    ${plural(kind)}(first: $first, after: $after, last: $last, before: $before) { ${page} }
  }`;

/** Walks a list page by page, from either end, and checks what each page says of its place in the list. */
async function walk(
  expected: readonly string[],
  size: number,
  backwards: boolean,
  pageAt: (args: Data) => Promise<Data>,
): Promise<void> {
  let seen = 0;
  for (let cursor: string | null = null; ; ) {
    const { totalCount, edges, nodes, pageInfo } = await pageAt(
      backwards ? { last: size, before: cursor } : { first: size, after: cursor },
    );
    const here: readonly string[] = backwards
      ? expected.slice(Math.max(0, expected.length - seen - size), expected.length - seen)
      : expected.slice(seen, seen + size);
    const goesOn = seen + here.length < expected.length;
    expect(idsOf(nodes)).toEqual(here);
    expect(idsOf(edges.map(({ node }: Data) => node))).toEqual(here);
    expect(totalCount).toBe(expected.length);
    expect(pageInfo).toEqual({
      hasNextPage: backwards ? cursor !== null : goesOn,
      hasPreviousPage: backwards ? goesOn : cursor !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    });
    seen += here.length;
    if (!goesOn) return;
    cursor = backwards ? pageInfo.startCursor : pageInfo.endCursor;
  }
}

const anyKind = fc.constantFrom(...kindNames);
const topics: readonly Relationship[] = ['ALTERNATIVE_TO', 'ALTERNATIVE_TO', 'FORM_OF', 'REQUIRES', 'GOVERNED_BY', 'RELATED_TO'];

describe('lists are whole, in order, and end where they say', () => {
  test('pages through the claims at an entity', { timeout: patience }, () =>
    onRandomGraphs(
      150,
      fc.record({
        snapshot: anySnapshot(topics, 60),
        at: fc.nat({ max: 9999 }),
        direction: fc.constantFrom<Direction[]>('OUT', 'IN', 'BOTH'),
        relationships: fc.constantFrom<(readonly Relationship[] | null)[]>(null, ['ALTERNATIVE_TO'], ['FORM_OF', 'REQUIRES'], []),
        asOf: fc.option(anyDay),
        circuit: anyCircuit,
        first: fc.integer({ min: 1, max: 5 }),
      }),
      async ({ snapshot, first, at, ...rest }) => {
        const ids = [...snapshot.claims.map(({ to }) => to), ...idsOf(snapshot.entities)];
        const asked = { id: choose(ids, at), ...rest };
        await walk(claimsAt(snapshot, asked), first, false, async ({ after }) => {
          const data = await api.ask(snapshot, claimsDocument, { ...asked, first, after });
          return data.node.claims;
        });
      },
    ),
  );

  test('finds in force on a day, in one step, what the parts of its filter accept', { timeout: patience }, () =>
    onRandomGraphs(
      100,
      fc.record({ snapshot: anySnapshot(topics, 60), asOf: anyDay, circuit: anyCircuit }),
      async ({ snapshot, asOf, circuit }) => {
        const filter = inForce({ asOf, circuit });
        const byParts = predicate(structuredClone(filter));
        expect(snapshot.claims.filter(predicate(filter))).toEqual(snapshot.claims.filter(byParts));
      },
    ),
  );

  test('pages through a kind from either end', { timeout: patience }, () =>
    onRandomGraphs(
      100,
      fc.record({
        snapshot: anySnapshot(topics, 0),
        kind: anyKind,
        size: fc.integer({ min: 1, max: 5 }),
        backwards: fc.boolean(),
      }),
      async ({ snapshot, kind, size, backwards }) => {
        const expected = idsOf(entitiesBy(snapshot, kind, everything, titles));
        await walk(expected, size, backwards, async (args) => {
          const data = await api.ask(snapshot, listDocument(kind), args);
          return data[plural(kind)];
        });
      },
    ),
  );

  test('reads a page of the claims at an entity out of many lists, between any cursors', { timeout: patience }, () =>
    onRandomGraphs(
      150,
      fc.record({
        snapshot: anySnapshot(topics, 60),
        at: fc.nat({ max: 9999 }),
        ways: fc.constantFrom<Way[][]>(['OUT'], ['IN'], ['OUT', 'IN']),
        relationships: fc.constantFrom<Relationship[][]>(['ALTERNATIVE_TO'], ['FORM_OF', 'REQUIRES'], [...new Set(topics)]),
        size: fc.integer({ min: 1, max: 5 }),
        from: fc.constantFrom('first', 'last' as const),
        after: fc.option(fc.nat({ max: 20 }), { freq: 1 }),
        before: fc.option(fc.nat({ max: 20 }), { freq: 1 }),
      }),
      async ({ snapshot, at, ways, relationships, size, from, after, before }) => {
        const id = choose([...snapshot.claims.map(({ to }) => to), ...idsOf(snapshot.entities)], at);
        const keyAt = (place: number | null) => (place === null ? null : [snapshot.claims[place]?.id ?? 'm']);
        const page = { size, from, after: keyAt(after), before: keyAt(before) };
        const filter = { op: 'absent', field: 'note' } as const;
        const reading = await memoryGraph(snapshot).open({ signal: AbortSignal.timeout(patience) });
        const { items, more } = await reading.claimPage({ id, ways, relationships, filter, page });
        const whole = snapshot.claims
          .filter((claim) => (ways.includes('OUT') && claim.from === id) || (ways.includes('IN') && claim.to === id))
          .filter((claim) => relationships.includes(claim.relationship) && claim.note === null)
          .sort((a, b) => (a.id < b.id ? -1 : 1));
        const expected = pageOf(whole, [], page);
        expect({ ids: idsOf(items), more }).toEqual({ ids: idsOf(expected.items), more: expected.more });
      },
    ),
  );

  test('reads what a filter accepts, between any cursors', { timeout: patience }, () =>
    onRandomGraphs(250, anyRead, async ({ snapshot, kind, filter, order, ...ask }) => {
      const whole = entitiesBy(snapshot, kind, filter, order);
      const asked = pageOfRead({ snapshot, kind, order, ...ask });
      const reading = await memoryGraph(snapshot).open({ signal: AbortSignal.timeout(patience) });
      const { items, more } = await reading.entityPage({ kind, filter, order, page: asked });
      const expected = pageOf(whole, order, asked);
      expect({ ids: idsOf(items), more }).toEqual({ ids: idsOf(expected.items), more: expected.more });
      expect(await reading.entityCount({ kind, filter })).toBe(whole.length);
    }),
  );
});
