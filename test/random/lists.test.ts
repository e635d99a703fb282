import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Direction, EntityKind, Relationship } from '../../src/generated/schema.ts';
import { everything, type Filter } from '../../src/graph/filter.ts';
import type { Order, PageAsk } from '../../src/graph/graph.ts';
import { kindNames } from '../../src/graph/kinds.ts';
import { memoryGraph } from '../../src/graph/memory.ts';
import type { Snapshot } from '../../src/graph/records.ts';
import { plural } from '../../src/kind/index.ts';
import type { Data } from '../engines.ts';
import { idsOf, onRandomGraphs, patience, randomApi } from './api.ts';
import { claimsAt, entitiesBy, keyOf, pageOf } from './reference.ts';
import { anyCircuit, anyDay, anySnapshot, choose, days } from './snapshot.ts';

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

  test('reads what a filter accepts, between any cursors', { timeout: patience }, () =>
    onRandomGraphs(250, anyRead, async ({ snapshot, kind, filter, order, ...ask }) => {
      const whole = entitiesBy(snapshot, kind, filter, order);
      const keyAt = (at: number | null) => {
        const entities = snapshot.entities.filter((entity) => entity.kind === kind);
        const entity = at === null ? undefined : entities[at % entities.length];
        return entity === undefined ? null : keyOf(entity, order);
      };
      const asked: PageAsk = { size: ask.size, from: ask.from, after: keyAt(ask.after), before: keyAt(ask.before) };
      const reading = await memoryGraph(snapshot).open(AbortSignal.timeout(patience));
      const { items, more } = await reading.entityPage({ kind, filter, order, page: asked });
      const expected = pageOf(whole, order, asked);
      expect({ ids: idsOf(items), more }).toEqual({ ids: idsOf(expected.items), more: expected.more });
      expect(await reading.entityCount({ kind, filter })).toBe(whole.length);
    }),
  );
});

const titles: readonly Order[] = [{ field: 'title', descending: false }];

const anyOrder = fc
  .uniqueArray(fc.constantFrom('title', 'reviewed', 'caveat', 'from', 'fee', 'isState'), { maxLength: 3 })
  .chain((fields) => fc.tuple(...fields.map((field) => fc.boolean().map((descending): Order => ({ field, descending })))));

interface Leaves {
  readonly texts: readonly string[];
  readonly scalars: readonly (readonly [field: string, values: readonly (string | number | boolean)[]])[];
  readonly lists: readonly (readonly [field: string, values: readonly string[]])[];
}
const ofEntities: Leaves = {
  texts: ['title', 'caveat', 'category', 'id', 'dimension'],
  scalars: [
    ['title', ['Alpha', 'alpha', 'Beta', 'Beta 2']],
    ['reviewed', days],
    ['from', days],
    ['fee', [0, 100, 500]],
    ['length', [10, 20]],
    ['isState', [true, false]],
    ['discretion', ['MIXED', 'MANDATORY']],
    ['valueType', ['BOOLEAN', 'DATE']],
  ],
  lists: [
    ['aliases', ['ALIAS', 'other']],
    ['by', ['DHS']],
    ['choices', ['red']],
  ],
};
const ofClaims: Leaves = {
  texts: ['note', 'id', 'support', 'group', 'test.op'],
  scalars: [
    ['support', ['NONE', 'CITED']],
    ['since', days],
    ['validTo', days],
    ['group', ['one', 'two']],
    ['when', ['DENIED', 'BOTH']],
    ['test.op', ['IS', 'AT_LEAST']],
  ],
  lists: [
    ['circuits', ['CA9', 'CA4']],
    ['stages', ['stage-a', 'stage-b']],
    ['unless', ['age']],
  ],
};

/** One condition on one field. */
function leaf({ texts, scalars, lists }: Leaves): fc.Arbitrary<Filter> {
  const field = fc.constantFrom(...texts, ...[...scalars, ...lists].map(([name]) => name));
  const compared = fc.constantFrom('eq', 'gt', 'gte', 'lt', 'lte' as const);
  return fc.oneof(
    fc.record({ op: fc.constantFrom('absent', 'empty' as const), field }),
    fc.record({
      op: fc.constantFrom('contains', 'startsWith' as const),
      field: fc.constantFrom(...texts),
      value: fc.constantFrom('a', 'A', 'BETA', 'Á', ''),
    }),
    fc
      .constantFrom(...scalars)
      .chain(([name, values]) => fc.record({ op: compared, field: fc.constant(name), value: fc.constantFrom(...values) })),
    fc
      .constantFrom(...scalars)
      .chain(([name, values]) =>
        fc.record({ op: fc.constant('in' as const), field: fc.constant(name), value: fc.subarray([...values]) }),
      ),
    fc
      .constantFrom(...lists)
      .chain(([name, values]) =>
        fc.record({ op: fc.constant('has' as const), field: fc.constant(name), value: fc.constantFrom(...values) }),
      ),
  );
}

/** A tree of conditions. */
const tree = (inner: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> =>
  fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      inner,
      fc.record({ op: fc.constantFrom('and', 'or' as const), of: fc.array(tie('filter'), { maxLength: 3 }) }),
      fc.record({ op: fc.constant('not' as const), of: tie('filter') }),
    ),
  })).filter;

const claimTree = fc.oneof(fc.constant(everything), tree(leaf(ofClaims)));

/** Conditions on the claims of an entity, whose ends may be asked about their own. */
const claimsFilter = (end: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> =>
  fc.record({
    op: fc.constant('claims' as const),
    quantifier: fc.constantFrom('some', 'all', 'none', 'single' as const),
    relationship: fc.constantFrom<Relationship[]>('ALTERNATIVE_TO', 'REQUIRES', 'BARRED_BY', 'AVAILABLE_AT', 'LEADS_TO'),
    way: fc.constantFrom('OUT', 'IN' as const),
    among: claimTree,
    where: claimTree,
    end: fc.oneof(fc.constant(everything), end),
  });
const simple = leaf(ofEntities);
const nested = claimsFilter(tree(fc.oneof(simple, claimsFilter(simple))));
const anyFilter = tree(fc.oneof(simple, nested, nested));

const crowded: readonly EntityKind[] = ['RELIEF_TYPE', 'ELIGIBILITY_FACTOR', 'PROCEEDING_STAGE', 'MOTION', 'FORM', 'DEADLINE'];
const filtered: readonly Relationship[] = [
  'ALTERNATIVE_TO',
  'ALTERNATIVE_TO',
  'REQUIRES',
  'REQUIRES',
  'BARRED_BY',
  'AVAILABLE_AT',
  'LEADS_TO',
];

const anyRead: fc.Arbitrary<
  { snapshot: Snapshot; kind: EntityKind; filter: Filter; order: readonly Order[] } & {
    size: number;
    from: 'first' | 'last';
    after: number | null;
    before: number | null;
  }
> = fc.record({
  snapshot: anySnapshot(filtered, 50),
  kind: fc.constantFrom(...crowded),
  filter: anyFilter,
  order: fc.oneof(fc.constant(titles), anyOrder),
  size: fc.integer({ min: 1, max: 6 }),
  from: fc.constantFrom('first', 'last' as const),
  after: fc.option(fc.nat({ max: 6 }), { freq: 1 }),
  before: fc.option(fc.nat({ max: 6 }), { freq: 1 }),
});
