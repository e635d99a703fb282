import fc from 'fast-check';
import type { EntityKind, Relationship } from '../../src/generated/schema.ts';
import { everything, type Filter } from '../../src/graph/filter.ts';
import type { Order, PageAsk } from '../../src/graph/graph.ts';
import type { Snapshot } from '../../src/graph/records.ts';
import { keyOf } from './reference.ts';
import { anySnapshot, days } from './snapshot.ts';

export const titles: readonly Order[] = [{ field: 'title', descending: false }];

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

/** A page of a kind that may be read; its cursors stand beside the entities of these places. */
interface Read {
  readonly snapshot: Snapshot;
  readonly kind: EntityKind;
  readonly filter: Filter;
  readonly order: readonly Order[];
  readonly size: number;
  readonly from: 'first' | 'last';
  readonly after: number | null;
  readonly before: number | null;
}

export const anyRead: fc.Arbitrary<Read> = fc.record({
  snapshot: anySnapshot(filtered, 50),
  kind: fc.constantFrom(...crowded),
  filter: anyFilter,
  order: fc.oneof(fc.constant(titles), anyOrder),
  size: fc.integer({ min: 1, max: 6 }),
  from: fc.constantFrom('first', 'last' as const),
  after: fc.option(fc.nat({ max: 6 }), { freq: 1 }),
  before: fc.option(fc.nat({ max: 6 }), { freq: 1 }),
});

/** The page that a read asks for, with the keys of its cursors. */
export function pageOfRead({ snapshot, kind, order, size, from, after, before }: Omit<Read, 'filter'>): PageAsk {
  const entities = snapshot.entities.filter((entity) => entity.kind === kind);
  const keyAt = (at: number | null) => {
    const entity = at === null ? undefined : entities[at % entities.length];
    return entity === undefined ? null : keyOf(entity, order);
  };
  return { size, from, after: keyAt(after), before: keyAt(before) };
}
