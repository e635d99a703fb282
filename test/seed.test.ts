import { beforeAll, describe, expect, test } from 'vitest';
import { readSeed } from '../seed/read.ts';
import { kindNames } from '../src/graph/kinds.ts';
import type { Claim, Entity, Snapshot } from '../src/graph/records.ts';

let seed: Snapshot;

beforeAll(async () => {
  seed = await readSeed();
}, 120_000);

const claim = (id: string): Claim | undefined => seed.claims.find((one) => one.id === id);
const entity = (id: string): Entity | undefined => seed.entities.find((one) => one.id === id);

/** The whole law as it was counted by hand when it was built. */
describe('counts of the seed', () => {
  test('has 1927 entities of fourteen kinds', () => {
    expect(seed.entities).toHaveLength(1927);
    expect(seed.dataset.entities).toEqual({
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
    });
  });

  test('has 10193 claims of every relationship, none of one', () => {
    expect(seed.claims).toHaveLength(10193);
    expect(seed.dataset.claims).toEqual({
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
    });
  });

  test('says how far its claims are supported, and that none is verified', () => {
    expect(seed.dataset.support).toEqual({ PAGE_READ: 5601, CITED: 2980, NONE: 1612 });
    expect(seed.dataset.unverified).toBe(10193);
  });

  test('dates 1979 starts and 750 ends, and limits 69 claims to circuits', () => {
    expect(seed.claims.filter(({ validFrom }) => validFrom !== null)).toHaveLength(1979);
    expect(seed.claims.filter(({ validTo }) => validTo !== null)).toHaveLength(750);
    expect(seed.claims.filter(({ circuits }) => circuits.length > 0)).toHaveLength(69);
  });

  test('cites 753 documents in 12118 places of claims, and every document somewhere', () => {
    const cited = seed.claims.flatMap(({ sources }) => sources.map(({ authority }) => authority));
    expect(cited).toHaveLength(12118);
    expect(new Set(cited).size).toBe(753);
    const statements = seed.entities.flatMap((one) => (one.kind === 'TOPIC' ? one.statements : []));
    const inStatements = statements.flatMap(({ sources }) => sources.map(({ authority }) => authority));
    expect(new Set([...cited, ...inStatements]).size).toBe(848);
  });

  test('carries 321 statements and 330 pages read', () => {
    const statements = seed.entities.flatMap((one) => (one.kind === 'TOPIC' ? one.statements : []));
    expect(statements).toHaveLength(321);
    expect(new Set(seed.entities.flatMap(({ pages }) => pages)).size).toBe(330);
  });

  test('takes the day of its law from the last page read', () => {
    expect(seed.dataset.law).toBe('2026-11-24');
    expect(seed.dataset.version).toMatch(/^2026-11-24-[0-9a-f]{12}$/);
  });
});

describe('records of the seed', () => {
  test('orders entities by kind then id, and claims by id', () => {
    const place = ({ kind, id }: Entity) => `${String(kindNames.indexOf(kind)).padStart(2, '0')} ${id}`;
    const places = seed.entities.map(place);
    expect(places).toEqual(places.toSorted((a, b) => (a < b ? -1 : 1)));
    const ids = seed.claims.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)));
  });

  test('names both ends of a claim, its dates and its own fields', () => {
    expect(claim('registry.requires.continuous-residence-since')).toEqual({
      id: 'registry.requires.continuous-residence-since',
      relationship: 'REQUIRES',
      from: 'registry',
      to: 'continuous-residence-since',
      test: { op: 'BEFORE', value: '1972-01-01' },
      group: null,
      note: null,
      validFrom: '1986-11-06',
      validTo: null,
      since: '1986-11-06',
      until: null,
      circuits: [],
      sources: [{ authority: 'ina-249', pinpoint: null }],
      support: 'PAGE_READ',
      verified: null,
    });
  });

  test('keeps a field of a kind apart from the claims of the same name', () => {
    const { limits } = entity('motion-to-advance') as Entity & { limits: unknown };
    expect(limits).toBe('Time: no time limit. Number and other limits: none.');
    expect(claim('unlawful-presence-180.limits.consular-601a')?.relationship).toBe('LIMITS');
  });

  test('cuts a claim to the days on which its relief exists', () => {
    expect(claim('unlawful-presence-180.limits.consular-601a')).toMatchObject({ validFrom: '1997-04-01', since: '2013-03-04' });
    expect(claim('texas-v-us-pi-2015.suspends.dapa')).toMatchObject({ validTo: '2017-09-08', until: '2017-06-15' });
  });

  test('cuts a claim to the days of its era', () => {
    const id = 'dapa-rescission-2017.in-era.era-09-no-exempt-classes';
    const { from, to } = entity('era-09-no-exempt-classes') as Entity & { from: string; to: string };
    expect(claim(id)).toMatchObject({ validFrom: null, validTo: null, since: from, until: to });
    expect(from < to).toBe(true);
  });

  test('spells circuits in capitals', () => {
    const circuits = new Set(seed.claims.flatMap((one) => one.circuits));
    expect([...circuits].filter((circuit) => !/^CA(DC|[1-9]|1[01])$/.test(circuit))).toEqual([]);
    expect(circuits).toContain('CA9');
  });
});
