import { expect, test } from 'vitest';
import { type Data, onEachEngine } from './engines.ts';

const ids = (list: Data): string[] => list.nodes.map(({ id }: Data) => id);

onEachEngine((api) => {
  test('finds reliefs by what they require and how it is tested', async () => {
    const { reliefTypes } = await api.ask(`{ reliefTypes(where: { requires: { some: {
      testOp: [AT_LEAST], testValue: { eq: "P10Y" }, factor: { id: { eq: "continuous-physical-presence" } } } } }) { nodes { id } } }`);
    expect(ids(reliefTypes)).toEqual(['cancellation-nonlpr']);
  });

  test('takes a condition on all claims as met where there is none', async () => {
    const { all, none } = await api.ask(`{
      all: reliefTypes(where: { waives: { all: { ground: { class: [DEFINITION] } } } }) { totalCount }
      none: reliefTypes(where: { waives: { none: {} } }) { totalCount } }`);
    expect(all.totalCount).toBe(none.totalCount);
    expect(none.totalCount).toBeGreaterThan(70);
    expect(none.totalCount).toBeLessThan(113);
  });

  test('reads claims on the day that is asked about', async () => {
    const suspended = async (asOf: string) =>
      ids(
        (
          await api.ask(
            `{ reliefTypes(where: { suspendedBy: { some: { extent: [WHOLE] } } }, asOf: "${asOf}") { nodes { id } } }`,
          )
        ).reliefTypes,
      );
    expect(await suspended('2018-05-16')).not.toContain('administrative-closure');
    expect(await suspended('2018-05-17')).toContain('administrative-closure');
    expect(await suspended('2021-07-15')).not.toContain('administrative-closure');
  });

  test('walks a list in an order with nulls to its end, each entity once', async () => {
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { policyInstruments: page }: Data = await api.ask(
        'query ($after: String) { policyInstruments(orderBy: [ISSUED_DESC, TYPE_ASC], first: 60, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      seen.push(...ids(page));
      more = page.pageInfo.hasNextPage;
      after = page.pageInfo.endCursor;
    }
    expect(seen).toHaveLength(203);
    expect(new Set(seen).size).toBe(203);
  });

  const refused: readonly (readonly [title: string, query: string, message: RegExp])[] = [
    [
      'a field that the relationship does not have',
      '{ reliefTypes(where: { requires: { some: { mode: [DIRECT] } } }) { totalCount } }',
      /^A condition on "mode" does not fit "requires": its claims have .*test, group\.$/,
    ],
    [
      'an end that the relationship does not have',
      '{ reliefTypes(where: { requires: { some: { stage: {} } } }) { totalCount } }',
      /^A condition on "stage" does not fit "requires": its other end is factor\.$/,
    ],
    [
      'conditions that stand too deep',
      '{ reliefTypes(where: { formOf: { some: { relief: { formOf: { some: { relief: { formOf: { some: { relief: { formOf: { some: {} } } } } } } } } } } }) { totalCount } }',
      /^where may hold conditions on claims 3 deep, but "formOf" stands deeper\.$/,
    ],
    [
      'a cursor of a list in another order',
      '{ reliefTypes(orderBy: [CATEGORY_ASC, TITLE_ASC], after: "WyJhIiwiYiJd") { totalCount } }',
      /^after must be a cursor that this list gave/,
    ],
  ];
  test.each(refused)('refuses %s', async (_, query, message) => {
    const { errors } = await api.answer(query);
    expect(errors[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(errors[0]?.message).toMatch(message);
  });
});
