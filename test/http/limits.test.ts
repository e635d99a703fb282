import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { getNamedType, isCompositeType, isListType, isNonNullType, isObjectType } from 'graphql';
import { describe, expect, inject, test } from 'vitest';
import { readCompact } from '../../seed/compact.ts';
import { bounds, claimsBound } from '../../src/graphql/cost.ts';
import { buildSchema } from '../../src/graphql/schema.ts';
import { persistedVariables } from '../documents.ts';
import { doorFor, errorOf, graphqlResponse } from './door.ts';

const many = (count: number, text: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => text(at)).join(' ');

describe('a request that is more than it may be is refused with the limit and what came', () => {
  const door = doorFor({ LOG_LEVEL: 'silent', MAX_BODY_BYTES: '20000', MAX_ANSWER_BYTES: '9000' });
  const refused: readonly (readonly [name: string, query: string, message: RegExp, code: string])[] = [
    ['tokens', `{ ${many(2001, () => 'a')} }`, /more that 2000 tokens/, 'GRAPHQL_PARSE_FAILED'],
    [
      'depth',
      `{ node(id: "tps") { ${'claims { nodes { to { '.repeat(6)} id ${'} } }'.repeat(6)} } }`,
      /^Query depth limit of 16 exceeded, found 20\.$/,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'aliases',
      `{ dataset { ${many(31, (at) => `a${at}: version`)} } }`,
      /^Aliases limit of 30 exceeded, found 31\.$/,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'root fields',
      `{ ${many(21, () => '__typename')} }`,
      /^Root fields must be at most 20, but got 21\.$/,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'directives',
      `{ dataset { ${many(31, () => 'version @include(if: true)')} } }`,
      /^Directives limit of 30 exceeded, found 31\.$/,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'cost',
      '{ reliefTypes(first: 100) { nodes { requires { factor { requiredBy(first: 100) { nodes { id } } } } } } }',
      /^The estimated cost must be at most 150000 objects, but is \d{6}\./,
      'COST_LIMIT_EXCEEDED',
    ],
    [
      'cost by a variable',
      'query ($n: Int = 100) { authorities(first: $n) { nodes { governs(first: $n) { nodes { from { coveredBy(first: 20) { nodes { id } } } } } } } }',
      /^The estimated cost must be at most 150000 objects, but is \d{6}\./,
      'COST_LIMIT_EXCEEDED',
    ],
    [
      'bytes of the answer',
      '{ reliefTypes(first: 100) { nodes { summary } } }',
      /^The answer must be at most 9000 bytes, but has \d{5}\./,
      'ANSWER_TOO_LARGE',
    ],
    [
      'levels of introspection',
      '{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }',
      /introspection depth/,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'operations other than queries',
      'mutation { delete }',
      /^Only queries are run, but got a mutation/,
      'GRAPHQL_VALIDATION_FAILED',
    ],
  ];
  test.each(refused)('%s', async (_, query, message, code) => {
    const response = await door.post({ query }, graphqlResponse);
    expect(response.statusCode).toBe(400);
    expect(errorOf(response).message).toMatch(message);
    expect(errorOf(response).extensions.code).toBe(code);
    expect(response.json()).not.toHaveProperty('data');
  });

  test('bytes of the body, also once it is unpacked', async () => {
    const body = JSON.stringify({ query: '{ __typename }', extensions: { x: 'a'.repeat(20_000) } });
    const headers = { 'content-type': 'application/json' };
    const plain = await door.app.inject({ method: 'POST', url: '/graphql', headers, payload: body });
    const packed = await door.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { ...headers, 'content-encoding': 'gzip' },
      payload: gzipSync(body),
    });
    expect([plain.statusCode, packed.statusCode]).toEqual([413, 413]);
    expect(errorOf(packed).extensions.code).toBe('FST_ERR_CTP_BODY_TOO_LARGE');
  });

  test('shows at most five errors of a document', async () => {
    const response = await door.post({ query: `{ dataset { ${many(20, (at) => `no${at}`)} } }` });
    expect(response.json().errors).toHaveLength(5);
  });

  test('counts a document with fragments in fragments in little time', async () => {
    const fragments = many(26, (at) => `fragment F${at} on ReliefType { ...F${at + 1} ...F${at + 1} }`);
    const response = await door.post({
      query: `{ reliefType(id: "x") { ...F0 } } ${fragments} fragment F26 on ReliefType { id }`,
    });
    expect(errorOf(response).extensions.code).toMatch(/COST_LIMIT_EXCEEDED|GRAPHQL_VALIDATION_FAILED/);
  });
});

describe('the cost', () => {
  const door = doorFor({ LOG_LEVEL: 'silent' });
  const query = '{ reliefType(id: "u-visa") { requires { factor { id } sources { citation } } } }';

  test('is told on request: what was estimated, what was given, and the statements', async () => {
    const { data, extensions } = (await door.post({ query, extensions: { cost: 'REPORT' } })).json();
    const given = data.reliefType.requires.reduce(
      (sum: number, { sources }: { sources: unknown[] }) => sum + 2 + sources.length,
      1,
    );
    expect(extensions.cost).toMatchObject({ actual: given, statements: 0 });
    expect(extensions.cost.estimated).toBeGreaterThanOrEqual(given);
    expect((await door.post({ query })).json()).not.toHaveProperty('extensions');
  });

  test('is told without running anything', async () => {
    const answer = (await door.post({ query, extensions: { cost: 'ESTIMATE' } })).json();
    expect(answer).toEqual({ extensions: { cost: { estimated: expect.any(Number) } } });
    const again = (await door.post({ query, extensions: { cost: 'ESTIMATE' } })).json();
    expect(again).toEqual(answer);
  });

  test('is not forgotten for a document that came with wrong variables first', async () => {
    const query =
      'query ($n: Int!, $id: ID!) { node(id: $id) { id } authorities(first: $n) { nodes { governs(first: $n) { nodes { from { coveredBy(first: 20) { nodes { id } } } } } } } }';
    const ask = (variables: object) => door.post({ query, variables }, graphqlResponse);
    expect(errorOf(await ask({ n: 100, id: { wrong: true } })).extensions.code).toBe('BAD_USER_INPUT');
    for (let time = 0; time < 3; time++) {
      expect(errorOf(await ask({ n: 100, id: 'tps' })).extensions.code).toBe('COST_LIMIT_EXCEEDED');
    }
  });

  test('is asked of no operation that is not there', async () => {
    for (const query of ['{ __typename }', 'query A { __typename } query B { __typename }']) {
      const response = await door.post({ query, operationName: 'C' }, graphqlResponse);
      expect([response.statusCode, errorOf(response).extensions.code]).toEqual([400, 'OPERATION_RESOLUTION_FAILURE']);
    }
  });

  test('is not passed by where an argument is null that must not be', async () => {
    const query =
      'query ($id: ID = "tps") { node(id: $id) { id } authorities(first: 100) { nodes { governs(first: 100) { nodes { from { coveredBy(first: 20) { nodes { id } } } } } } } }';
    const response = await door.post({ query, variables: { id: null } }, graphqlResponse);
    expect(response.statusCode).toBe(400);
    expect(response.json().data).toBeUndefined();
  });

  test('grows with the size of a page, given by a variable too', async () => {
    const list = 'query ($n: Int) { reliefTypes(first: $n) { nodes { id } } }';
    const estimated = async (n: number) =>
      (await door.post({ query: list, variables: { n }, extensions: { cost: 'ESTIMATE' } })).json().extensions.cost.estimated;
    const [ten, hundred] = [await estimated(10), await estimated(100)];
    expect(hundred).toBe(10 * ten);
  });

  test('knows how long every list of the contract can be', async () => {
    const { dataset } = await readCompact(inject('seed'));
    const unbounded = Object.values(buildSchema().getTypeMap())
      .filter(isObjectType)
      .filter(({ name }) => !name.startsWith('__') && !name.endsWith('Connection'))
      .flatMap((type) =>
        Object.values(type.getFields())
          .filter(
            (field) =>
              isListType(isNonNullType(field.type) ? field.type.ofType : field.type) && isCompositeType(getNamedType(field.type)),
          )
          .filter((field) => field.name !== 'sources' && bounds[`${type.name}.${field.name}`] === undefined)
          .filter((field) => claimsBound(field.name, dataset) === null)
          .map((field) => `${type.name}.${field.name}`),
      );
    expect(unbounded).toEqual([]);
  });
});

describe('every shipped document', () => {
  const door = doorFor({ LOG_LEVEL: 'silent' });
  const names = readdirSync('documents').map((file) => file.replace('.graphql', ''));

  test.each(names)('%s is commented, named after its file, and within all limits', async (name) => {
    const query = readFileSync(`documents/${name}.graphql`, 'utf8');
    const operation = name.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
    expect(query).toMatch(new RegExp(`^# .+\\.\\nquery ${operation}\\b`));
    const response = await door.post({ query, variables: persistedVariables[name] }, graphqlResponse);
    expect(response.json().errors).toBeUndefined();
    expect(response.statusCode).toBe(200);
  });
});
