import { expect, test } from 'vitest';
import { onEachEngine } from './engines.ts';

/** Counts of the first dataset, written down when the law was gathered. */
const entities = {
  RELIEF_TYPE: 113,
  MOTION: 36,
  PROCEEDING_STAGE: 93,
  ELIGIBILITY_FACTOR: 237,
  POLICY_ERA: 19,
  POLICY_INSTRUMENT: 203,
  POLICY_TRACK: 10,
  DEADLINE: 104,
  GROUND: 126,
  CONSEQUENCE: 149,
  AUTHORITY: 645,
  ADJUDICATOR: 31,
  FORM: 104,
  TOPIC: 57,
};
const claims = {
  AVAILABLE_AT: 1410,
  UNAVAILABLE_AT: 251,
  REQUIRES: 329,
  BARRED_BY: 223,
  WEIGHED_FOR: 214,
  WEIGHED_AGAINST: 155,
  ALTERNATIVE_TO: 355,
  FORM_OF: 31,
  ASKS_FOR: 35,
  DECIDED_BY: 386,
  OPPOSED_BY: 71,
  FILED_ON: 325,
  GOVERNED_BY: 2135,
  CONFERS: 248,
  DOES_NOT_CONFER: 147,
  RISKS: 244,
  WAIVES: 296,
  BARS: 156,
  TRIGGERS: 48,
  COUNTS_AS: 89,
  MIRRORS: 12,
  EXCEPTION_TO: 29,
  LEADS_TO: 346,
  LIMITS: 333,
  ESTABLISHES: 26,
  EXPANDS: 274,
  RESTRICTS: 188,
  PRIORITIZES: 106,
  SUSPENDS: 18,
  TERMINATES: 19,
  FAVORS: 182,
  DISFAVORS: 92,
  SUPERSEDES: 45,
  ENJOINED_BY: 17,
  STAYED_BY: 3,
  VACATED_BY: 12,
  REINSTATED_BY: 13,
  AFFIRMED_BY: 4,
  REVERSED_BY: 3,
  OVERRULED_BY: 4,
  IMPLEMENTS: 20,
  CODIFIES: 2,
  LIMITS_REVIEW_OF: 0,
  IN_ERA: 220,
  COVERS: 855,
  RELATED_TO: 157,
  SUBTOPIC_OF: 65,
};

onEachEngine((api) => {
  test('tells what the dataset holds, and that nobody has verified it', async () => {
    const { dataset } = await api.ask(`{ dataset {
      version law unverified entities { kind count } claims { relationship count } support { support count } } }`);
    expect(dataset.law).toBe('2026-11-24');
    expect(dataset.version).toMatch(/^2026-11-24-[0-9a-f]{12}$/);
    expect(dataset.entities).toEqual(Object.entries(entities).map(([kind, count]) => ({ kind, count })));
    expect(dataset.claims).toEqual(Object.entries(claims).map(([relationship, count]) => ({ relationship, count })));
    expect(dataset.support).toEqual([
      { support: 'PAGE_READ', count: 5601 },
      { support: 'CITED', count: 2980 },
      { support: 'NONE', count: 1612 },
    ]);
    expect(dataset.unverified).toBe(10_193);
  });

  test('tells what is covered and what is not', async () => {
    const { dataset } = await api.ask(`{ dataset { coverage {
      kinds { kind entities neverReviewed caveats }
      relationships { relationship claims cited unsupported unsourced startUnknown } } } }`);
    const { kinds, relationships } = dataset.coverage;
    expect(kinds).toContainEqual({ kind: 'RELIEF_TYPE', entities: 113, neverReviewed: 24, caveats: 49 });
    expect(kinds).toContainEqual({ kind: 'AUTHORITY', entities: entities.AUTHORITY, neverReviewed: 645, caveats: 0 });
    expect(relationships).toContainEqual({
      relationship: 'LIMITS',
      claims: claims.LIMITS,
      cited: 163,
      unsupported: 0,
      unsourced: 0,
      startUnknown: 193,
    });
    const sum = (field: string) =>
      relationships.reduce((total: number, each: Record<string, number>) => total + Number(each[field]), 0);
    expect([sum('claims'), sum('cited'), sum('unsupported')]).toEqual([10_193, 2980, 1612]);
  });

  test('counts as never reviewed what a list shows without a day of review', async () => {
    const { forms, dataset } = await api.ask(
      '{ forms(where: { reviewed: { eq: null } }) { totalCount } dataset { coverage { kinds { kind neverReviewed } } } }',
    );
    expect(dataset.coverage.kinds).toContainEqual({ kind: 'FORM', neverReviewed: forms.totalCount });
  });

  test('names the relationships that are possible at a kind', async () => {
    const { into, out, all } = await api.ask(`{
      into: relationships(kind: DEADLINE, direction: IN) { relationship }
      out: relationships(kind: DEADLINE, direction: OUT) { relationship field inverse from to type out in count }
      all: relationships { relationship } }`);
    expect(into).toEqual([{ relationship: 'COVERS' }]);
    expect(out.map(({ relationship }: { relationship: string }) => relationship)).toEqual(['GOVERNED_BY', 'LIMITS']);
    expect(out[1]).toEqual({
      relationship: 'LIMITS',
      field: 'limits',
      inverse: 'deadlines',
      from: ['DEADLINE'],
      to: ['RELIEF_TYPE', 'MOTION', 'PROCEEDING_STAGE'],
      type: 'Link',
      out: 'The deadline “{from}” applies to “{to}”',
      in: '“{to}” is subject to the deadline “{from}”',
      count: claims.LIMITS,
    });
    expect(all).toHaveLength(47);
  });

  test('counts a list only by what it holds', async () => {
    const data = await api.ask('{ reliefTypes(first: 1) { totalCount } topics(last: 1) { totalCount } }');
    expect(data).toEqual({ reliefTypes: { totalCount: 113 }, topics: { totalCount: 57 } });
  });
});
