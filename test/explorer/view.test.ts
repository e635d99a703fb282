import { describe, expect, test } from 'vitest';
import { outlineOf, rowsOf } from '../../src/explorer/outline.ts';
import { withTrunks } from '../../src/explorer/part/trunk.ts';
import { type Around, type Ask, few, mostNodes, pathTo, viewOf } from '../../src/explorer/view.ts';

const node = (id: string, kind = 'ELIGIBILITY_FACTOR') => ({ id, kind, title: id }) as Around['nodes'][number];
const claim = (from: string, relationship: string, to: string) =>
  ({ id: `${from}.${relationship}.${to}`, relationship, from: { id: from }, to: { id: to } }) as Around['claims'][number];
const numbered = (count: number, name = 'f'): string[] => Array.from({ length: count }, (_, at) => `${name}${at}`);

const answer = (
  nodes: Around['nodes'],
  claims: Around['claims'],
  hidden: readonly (readonly [string, string, 'OUT' | 'IN', number])[] = [],
): Around => ({
  nodes,
  claims,
  hidden: hidden.map(([id, relationship, direction, count]) => ({ id, relationship, direction, count })) as Around['hidden'],
});

/** A root that requires a, b (which bars a) and is listed as what remains after c. */
const around = answer(
  [node('root', 'RELIEF_TYPE'), node('a'), node('b'), node('c', 'RELIEF_TYPE')],
  [claim('root', 'REQUIRES', 'a'), claim('root', 'REQUIRES', 'b'), claim('b', 'BARS', 'a'), claim('c', 'ALTERNATIVE_TO', 'root')],
  [
    ['a', 'REQUIRES', 'IN', 5],
    ['a', 'GOVERNED_BY', 'OUT', 2],
  ],
);
const ask = (changes: Partial<Ask> = {}): Ask => ({
  root: 'root',
  open: [],
  whole: new Set(),
  answers: new Map([['root', around]]),
  without: new Set(),
  ...changes,
});
const idsOf = (options: Ask): string[] => [...viewOf(options).entities.keys()];

describe('the drawing of an answer', () => {
  test('joins what is expanded to its neighbors, not these to each other', () => {
    const { edges } = viewOf(ask());
    expect(edges.map(({ id }) => id)).toEqual(['root|a', 'root|b', 'c|root']);
  });

  test('counts before expanding exactly what expanding adds', () => {
    const before = viewOf(ask()).entities.get('a');
    expect(before?.more).toBe(8);
    const more = answer(
      [node('a'), node('root', 'RELIEF_TYPE'), node('b'), ...numbered(5, 'r').map((id) => node(id)), node('x'), node('y')],
      [
        claim('root', 'REQUIRES', 'a'),
        claim('b', 'BARS', 'a'),
        ...numbered(5, 'r').map((id) => claim(id, 'REQUIRES', 'a')),
        claim('a', 'GOVERNED_BY', 'x'),
        claim('a', 'GOVERNED_BY', 'y'),
      ],
    );
    const answers = new Map([
      ['root', around],
      ['a', more],
    ]);
    const view = viewOf(ask({ open: ['a'], answers }));
    const added = view.groups.filter(({ of }) => of === 'a').reduce((sum, { count }) => sum + count, 0);
    // The connection to the root, from where it was reached, was drawn before.
    expect(added - 1).toBe(before?.more);
    expect(view.entities.get('a')?.isOpen).toBe(true);
  });

  test('leaves out what the legend leaves out, in nodes, edges and counts', () => {
    expect(idsOf(ask({ without: new Set(['REQUIRES']) }))).toEqual(['root', 'c']);
    expect(idsOf(ask({ without: new Set(['RELIEF_TYPE']) }))).toEqual(['root', 'a', 'b']);
    const view = viewOf(ask({ without: new Set(['GOVERNED_BY', 'ALTERNATIVE_TO']) }));
    expect(view.entities.get('a')?.more).toBe(6);
    expect(view.leftOut).toBe(1);
    expect(view.legend.relationships).toEqual([
      { name: 'REQUIRES', count: 2 },
      { name: 'ALTERNATIVE_TO', count: 1 },
    ]);
  });

  test('summarises a long group, and draws it out when asked', () => {
    const ids = numbered(20);
    const answers = new Map([
      [
        'root',
        answer(
          [node('root'), ...ids.map((id) => node(id))],
          ids.map((id) => claim('root', 'REQUIRES', id)),
        ),
      ],
    ]);
    const view = viewOf(ask({ answers }));
    expect(view.entities.size).toBe(1 + few);
    expect(view.summaries.map(({ key, count, rest }) => [key, count, rest.length])).toEqual([['root~REQUIRES~OUT', 16, 16]]);
    expect(idsOf(ask({ answers, whole: new Set(['root~REQUIRES~OUT']) }))).toEqual(['root', ...ids]);
  });

  test('stays within its bound and counts every connection it has no room for', () => {
    const ids = numbered(400);
    const answers = new Map([
      [
        'root',
        answer(
          [node('root'), ...ids.map((id) => node(id))],
          ids.map((id, at) => claim('root', at % 2 === 0 ? 'REQUIRES' : 'BARRED_BY', id)),
          [['root', 'REQUIRES', 'OUT', 30]],
        ),
      ],
    ]);
    const view = viewOf(ask({ answers, whole: new Set(['root~REQUIRES~OUT', 'root~BARRED_BY~OUT']) }));
    expect(view.entities.size + view.summaries.length).toBeLessThanOrEqual(mostNodes + 1);
    const counted = view.entities.size - 1 + view.summaries.reduce((sum, { count }) => sum + count, 0);
    expect(counted).toBe(430);
  });

  test('makes one edge of all relationships between two, each way told apart', () => {
    const both = answer(
      [node('root'), node('c')],
      [claim('root', 'ALTERNATIVE_TO', 'c'), claim('root', 'FORM_OF', 'c'), claim('c', 'ALTERNATIVE_TO', 'root')],
    );
    const { edges, claims } = viewOf(ask({ answers: new Map([['root', both]]) }));
    expect(edges).toEqual([
      { id: 'root|c', from: 'root', to: 'c', names: ['ALTERNATIVE_TO', 'FORM_OF'], back: ['ALTERNATIVE_TO'] },
    ]);
    expect(claims.get('root')).toHaveLength(3);
  });

  test('finds the shortest way from the root to what is selected', () => {
    const line = (from: string, to: string) => ({ id: `${from}|${to}`, from, to, names: [], back: [] });
    const edges = [line('root', 'a'), line('b', 'a'), line('root', 'x'), line('x', 'y'), line('y', 'b')];
    expect([...pathTo('b', { root: 'root', edges })].sort()).toEqual(['a', 'b', 'b|a', 'root', 'root|a']);
    expect(pathTo('root', { root: 'root', edges }).size).toBe(0);
  });
});

describe('the outline of a drawing', () => {
  test('holds every entity and summary of the drawing, and each with its surroundings once', () => {
    const answers = new Map([
      ['root', around],
      ['b', answer([node('b'), node('a'), node('root')], [claim('b', 'BARS', 'a'), claim('root', 'REQUIRES', 'b')])],
    ]);
    const view = viewOf(ask({ open: ['b'], answers }));
    const entities = rowsOf(outlineOf(view)).flatMap((item) => (item.type === 'entity' ? [item] : []));
    expect(new Set(entities.map(({ entity }) => entity.id))).toEqual(new Set(view.entities.keys()));
    expect(entities.filter(({ isElsewhere }) => !isElsewhere).map(({ entity }) => entity.id)).toEqual(['root', 'a', 'b', 'c']);
    expect(entities.filter(({ isElsewhere }) => isElsewhere).map(({ key }) => key)).toEqual([
      'b~REQUIRES~IN/root',
      'b~BARS~OUT/a',
    ]);
    const keys = rowsOf(outlineOf(view)).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('the lines of a drawing', () => {
  const box = (id: string, x: number, y: number) => ({ id, x, y, width: 100, height: 40, lines: [] });
  const line = (to: string, ...places: readonly (readonly [number, number])[]) => ({
    edge: { id: `root|${to}`, from: 'root', to, names: [], back: [] },
    points: places.map(([x, y]) => ({ x, y })),
    label: null,
  });

  test('leave a box as the branches of one trunk, upright or level, and end where they did', () => {
    const boxes = [box('root', 0, 0), box('a', 200, -60), box('b', 200, 10), box('c', 200, 80)];
    const lines = [
      line('a', [100, 10], [120, 10], [120, -40], [200, -40]),
      line('b', [100, 30], [200, 30]),
      line('c', [100, 35], [123, 35], [123, 100], [200, 100]),
    ];
    const drawn = withTrunks(lines, boxes).map(({ points }) => points.map(({ x, y }) => [x, y]));
    expect(drawn.map((points) => points.slice(0, 2))).toEqual(
      [0, 1, 2].map(() => [
        [100, 20],
        [123, 20],
      ]),
    );
    expect(drawn.map((points) => points.at(-1))).toEqual([
      [200, -40],
      [200, 30],
      [200, 100],
    ]);
    for (const points of drawn)
      for (const [at, point] of points.slice(1).entries())
        expect(point[0] === points[at]?.[0] || point[1] === points[at]?.[1]).toBe(true);
  });

  test('keep their way past the next layer', () => {
    const boxes = [box('root', 0, 0), box('a', 200, -60), box('b', 400, 80), box('c', 400, 200)];
    const lines = [
      line('a', [100, 10], [120, 10], [120, -40], [200, -40]),
      line('b', [100, 30], [350, 30], [350, 100], [400, 100]),
    ];
    const [, long] = withTrunks(lines, boxes).map(({ points }) => points.map(({ x, y }) => [x, y]));
    expect(long).toEqual([
      [100, 20],
      [120, 20],
      [120, 30],
      [350, 30],
      [350, 100],
      [400, 100],
    ]);
  });

  test('stay as they are where a box has but one', () => {
    const lines = [line('a', [100, 20], [200, 20])];
    expect(withTrunks(lines, [box('root', 0, 0), box('a', 200, 0)])).toEqual(lines);
  });
});
