import { describe, expect, test } from 'vitest';
import { BrokenData, GraphUnavailable, VersionChanged } from '../src/graph/errors.ts';
import { type Graph, nothingAtHand, type Reading } from '../src/graph/graph.ts';
import { apiOver, graphOn, onEachEngine } from './engines.ts';

describe('bad input', () => {
  onEachEngine((api) => {
    const refused: readonly (readonly [title: string, query: string, message: RegExp])[] = [
      [
        'an unknown remedy, with near ids',
        '{ assess(remedy: "cancelation-nonlpr") { status } }',
        /^remedy must be the id of a relief type or motion, but none has the id "cancelation-nonlpr"\. Near ids: cancellation-nonlpr,/,
      ],
      [
        'an id of another kind',
        '{ nextSteps(stage: "asylum") { actor } }',
        /^stage must be the id of a proceeding stage, but "asylum" is a relief type\./,
      ],
      ['a page of none', '{ motions(first: 0) { nodes { id } } }', /^first must be between 1 and 100, but got 0\.$/],
      ['a page of too many', '{ motions(last: 101) { nodes { id } } }', /^last must be between 1 and 100, but got 101\.$/],
      ['a page from both ends', '{ motions(first: 1, last: 1) { nodes { id } } }', /^Give first or last, not both/],
      [
        'a cursor of another origin',
        '{ motions(after: "x") { nodes { id } } }',
        /^after must be a cursor that this list gave, but got another text, of length 1\.$/,
      ],
      [
        'a fact of the wrong type',
        '{ assess(remedy: "asylum", facts: [{ factor: "continuous-physical-presence", value: { boolean: true } }]) { status } }',
        /^The value of "continuous-physical-presence" must be a duration, but got a boolean\.$/,
      ],
      [
        'a fact given twice',
        '{ assess(remedy: "asylum", facts: [{ factor: "crewman", value: { boolean: true } }, { factor: "crewman", value: { boolean: false } }]) { status } }',
        /^facts must name each factor once, but "crewman" comes twice\.$/,
      ],
      [
        'an unknown factor',
        '{ assess(remedy: "asylum", facts: [{ factor: "crewmann", value: { boolean: true } }]) { status } }',
        /^factor must be the id of an eligibility factor, but none has the id "crewmann"\. Near ids: crewman,/,
      ],
      ['a path to nowhere', '{ paths(from: "asylum") { cost } }', /^paths needs either to or toKind, but got neither\.$/],
      [
        'a path to itself',
        '{ paths(from: "asylum", to: "asylum") { cost } }',
        /^from and to must be two entities, but both are "asylum"\.$/,
      ],
      [
        'a path that is too long',
        '{ paths(from: "asylum", to: "tps", maxLength: 7) { cost } }',
        /^maxLength must be between 1 and 6, but got 7\.$/,
      ],
      [
        'a search that is too wide',
        '{ paths(from: "asylum", toKind: TOPIC, direction: BOTH, maxLength: 6, first: 100) { cost } }',
        /^More than 20000 claims would have to be looked at\. Please narrow the search:/,
      ],
      [
        'every option at no stage',
        '{ afterDenial(relief: "asylum", scope: ALL_AT_STAGE) { asOf } }',
        /^scope ALL_AT_STAGE needs a stage/,
      ],
      [
        'a span that runs backwards',
        '{ lawChanges(from: "2020-01-02", to: "2020-01-01") { totalCount } }',
        /^from must not be after to/,
      ],
      [
        'a value that a list cannot have',
        '{ motions(where: { by: { has: "JUDGE" } }) { totalCount } }',
        /^by can have RESPONDENT, DHS, JOINT, but got "JUDGE"\.$/,
      ],
      [
        'a circuit that is none, in a condition on claims',
        '{ motions(where: { requires: { some: { circuits: { has: "ca9" } } } }) { totalCount } }',
        /^circuits can have CA1, .*CADC, but got "ca9"\.$/,
      ],
      [
        'a reference without an id',
        '{ _entities(representations: [{ __typename: "Motion" }]) { __typename } }',
        /^Each representation must have the __typename of an entity and its id as text\.$/,
      ],
      [
        'too many ids',
        `{ nodes(ids: ${JSON.stringify(Array.from({ length: 101 }, (_, at) => `id-${at}`))}) { id } }`,
        /^ids must be at most 100 ids, but got 101\.$/,
      ],
    ];
    test.each([
      ['an enum value near a right one', { kinds: ['RELIEF_TIPE'] }, /does not exist in "EntityKind" enum\. Near: "RELIEF_TYPE"/],
      [
        'an enum value far from all',
        { kinds: ['X'] },
        /"X" does not exist in "EntityKind" enum\. It has RELIEF_TYPE, MOTION, .*TOPIC\.$/,
      ],
    ])('names %s, inside variables, and the right ones', async (_, variables, message) => {
      const query = 'query ($kinds: [EntityKind!]) { search(text: "asylum", kinds: $kinds) { totalCount } }';
      const { data, errors } = await api.answer(query, variables);
      expect(errors[0]?.message).toMatch(message);
      expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
      expect(data).toBeNull();
    });

    test('names an unknown id inside variables, and near ones', async () => {
      const query = 'query ($facts: [FactInput!]) { assess(remedy: "asylum", facts: $facts) { status } }';
      const { errors } = await api.answer(query, { facts: [{ factor: 'good-moral-charcter', value: { boolean: true } }] });
      expect(errors[0]?.message).toMatch(/none has the id "good-moral-charcter"\. Near ids: good-moral-character,/);
    });

    test.each(refused)('refuses %s', async (_, query, message) => {
      const { data, errors } = await api.answer(query);
      expect(errors.map((error) => error.extensions?.code)).toEqual(['BAD_USER_INPUT']);
      expect(errors[0]?.message).toMatch(message);
      expect(data).toBeNull();
    });

    test('refuses a date that does not exist, written in the document or as a variable', async () => {
      const written = await api.answer('{ policyOn(date: "2023-02-30") { date } }');
      const given = await api.answer('query ($day: Date!) { policyOn(date: $day) { date } }', { day: '2023-02-30' });
      for (const { errors } of [written, given]) {
        expect(errors[0]?.message).toMatch(/Date must be a calendar date, .* but got "2023-02-30"\./);
      }
      expect(written.errors[0]?.extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
      expect(given.errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    });

    test('gives null for an unknown id in a lookup', async () => {
      const query = '{ node(id: "no") { id } claim(id: "no") { id } reliefType(id: "no") { id } motion(id: "asylum") { id } }';
      expect(await api.ask(query)).toEqual({ node: null, claim: null, reliefType: null, motion: null });
    });
  });
});

/** The memory engine, with one read that goes wrong. */
async function failing(read: Partial<Reading>): Promise<Graph> {
  const graph = await graphOn('memory');
  return { ...graph, open: async (options) => ({ ...(await graph.open(options)), atHand: nothingAtHand, ...read }) };
}

describe('a read that fails', () => {
  const bars = '{ reliefType(id: "asylum") { title barredBy { id } } }';

  test('withholds a relief whose bars cannot be read', async () => {
    const claimsOf = () => Promise.reject(new GraphUnavailable('The graph does not answer.'));
    const { data, errors } = await (await apiOver(await failing({ claimsOf }))).answer(bars);
    expect(data).toEqual({ reliefType: null });
    expect(errors).toMatchObject([{ message: 'The graph does not answer.', extensions: { code: 'GRAPH_UNAVAILABLE' } }]);
  });

  test('never shows a client what went wrong inside', async () => {
    for (const inside of [new BrokenData('a secret of ours'), new TypeError('a secret of ours')]) {
      const api = await apiOver(await failing({ claimsOf: () => Promise.reject(inside) }));
      const answer = await api.answer(bars);
      expect(answer.errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
      expect(JSON.stringify(answer)).not.toContain('secret');
      expect(api.reported).toEqual([inside]);
    }
  });

  test('starts again on the new version when the dataset changes half-way', async () => {
    const graph = await graphOn('memory');
    let opened = 0;
    const changing: Graph = {
      ...graph,
      open: async (options) => {
        const reading = await graph.open(options);
        opened++;
        const claimsOf = () => Promise.reject(new VersionChanged('another version'));
        return opened > 2 ? reading : { ...reading, atHand: nothingAtHand, claimsOf };
      },
    };
    const data = await (await apiOver(changing)).ask(bars);
    expect(data.reliefType.barredBy.length).toBeGreaterThan(5);
    expect(opened).toBe(3);
  });
});
