import { describe, expect, test } from 'vitest';
import { type Data, onEachEngine } from '../engines.ts';

const fields = `status sentence because { id } missing { id } requirements { group finding claims { to { id } } }
  bars { finding sentence claims { to { id } } liftedBy { id } waivers { id } } discretion { finding claims { relationship to { id } } } policy { id }`;

onEachEngine((api) => {
  const assess = async (remedy: string, facts: Data = {}, more = ''): Promise<Data> => {
    const given = Object.entries(facts).map(([factor, value]) => ({ factor, value }));
    const query = `query ($facts: [FactInput!]) { assess(remedy: "${remedy}", facts: $facts ${more}) { ${fields} } }`;
    return (await api.ask(query, { facts: given })).assess;
  };
  const bar = (found: Data, factor: string): Data => found.bars.find(({ claims }: Data) => claims[0].to.id === factor);
  const requirement = (found: Data, factor: string): Data =>
    found.requirements.find(({ claims }: Data) => claims.some(({ to }: Data) => to.id === factor));

  describe('8 U.S.C. 1229b(b)(1), cancellation for non-permanent residents', () => {
    test('needs ten years of presence, by the calendar', async () => {
      const years = async (duration: string) =>
        requirement(
          await assess('cancellation-nonlpr', { 'continuous-physical-presence': { duration } }),
          'continuous-physical-presence',
        ).finding;
      expect(await years('P10Y')).toBe('MET');
      expect(await years('P120M')).toBe('MET');
      expect(await years('P9Y11M')).toBe('NOT_MET');
    });

    test('is blocked when one element is not met, whatever the others', async () => {
      const found = await assess('cancellation-nonlpr', { 'good-moral-character': { boolean: false } });
      expect(found.status).toBe('BLOCKED');
      expect(found.because.map(({ id }: Data) => id)).toEqual(['cancellation-nonlpr.requires.good-moral-character']);
      expect(found.sentence).toContain('not met on the facts given');
    });

    test('leaves a fact that was not given unknown, never false', async () => {
      const found = await assess('cancellation-nonlpr');
      expect(new Set([...found.requirements, ...found.bars].map(({ finding }: Data) => finding))).toEqual(new Set(['UNKNOWN']));
      expect(found.status).toBe('NEEDS_FACTS');
      expect(found.missing.length).toBeGreaterThan(20);
    });

    test('names the waiver where a bar that can be waived applies, and is not blocked by it', async () => {
      const found = await assess('cancellation-nonlpr', { 'exchange-visitor-two-year': { boolean: true } });
      expect(bar(found, 'exchange-visitor-two-year')).toMatchObject({ finding: 'MET', waivers: [{ id: 'waiver-212e-j1' }] });
      expect(found.status).toBe('NEEDS_FACTS');
    });

    test('does not apply a bar whose exception is given', async () => {
      const facts = { 'time-since-in-absentia-order': { duration: 'P2Y' } };
      expect(bar(await assess('cancellation-nonlpr', facts), 'time-since-in-absentia-order').finding).toBe('MET');
      const excused = { ...facts, 'exceptional-circumstances-missed-hearing': { boolean: true } };
      const lifted = bar(await assess('cancellation-nonlpr', excused), 'time-since-in-absentia-order');
      expect(lifted.finding).toBe('NOT_MET');
      expect(lifted.sentence).toContain('lifted by');
    });

    test('bars one trip of more than 90 days, and not one of 90', async () => {
      const trip = async (duration: string) =>
        bar(await assess('cancellation-nonlpr', { 'longest-absence': { duration } }), 'longest-absence').finding;
      expect([await trip('P90D'), await trip('P91D')]).toEqual(['NOT_MET', 'MET']);
    });
  });

  describe('8 U.S.C. 1158, asylum', () => {
    test('takes any one way to meet the one-year rule', async () => {
      const oneYear = (found: Data) => found.requirements.find(({ group }: Data) => group === 'one-year-rule').finding;
      const late = { 'time-from-arrival-to-asylum-filing': { duration: 'P4Y' } };
      expect(oneYear(await assess('asylum', late))).toBe('UNKNOWN');
      expect(oneYear(await assess('asylum', { ...late, 'unaccompanied-child': { boolean: true } }))).toBe('MET');
      const none = {
        ...late,
        'unaccompanied-child': { boolean: false },
        'changed-circumstances': { boolean: false },
        'extraordinary-circumstances': { boolean: false },
      };
      expect(oneYear(await assess('asylum', none))).toBe('NOT_MET');
    });
  });

  describe('Matter of Castro-Tum, 27 I&N Dec. 271 (A.G. 2018)', () => {
    const closure = (more: string) => assess('administrative-closure', {}, more);
    test('blocks closure everywhere at first', async () => {
      expect((await closure(', asOf: "2018-05-16"')).status).toBe('NEEDS_FACTS');
      expect((await closure(', asOf: "2018-05-17"')).status).toBe('BLOCKED');
    });
    test('no longer blocks it in the Fourth Circuit after Romero v. Barr', async () => {
      expect((await closure(', asOf: "2019-08-28", circuit: CA4')).status).toBe('BLOCKED');
      expect((await closure(', asOf: "2019-08-29", circuit: CA4')).status).toBe('NEEDS_FACTS');
      expect((await closure(', asOf: "2019-08-29", circuit: CA9')).status).toBe('BLOCKED');
    });
    test('needs the circuit where circuits differ, and says where it holds', async () => {
      const found = await closure(', asOf: "2019-12-01"');
      expect(found.status).toBe('NEEDS_FACTS');
      expect(found.sentence).toContain(
        'in the First, Second, Fifth, Sixth, Eighth, Ninth, Tenth, Eleventh, and D.C. Circuits only',
      );
    });
    test('blocks nothing once it was overruled', async () => {
      expect((await closure(', asOf: "2021-07-15"')).policy.map(({ id }: Data) => id)).not.toContain(
        'matter-of-castro-tum.suspends.administrative-closure',
      );
    });
  });

  describe('circuits that differ on who may have a bond hearing', () => {
    const entered = { 'entry-without-inspection': { boolean: true } };
    const finding = async (more: string) =>
      bar(await assess('bond-redetermination', entered, more), 'entry-without-inspection')?.finding;
    test('are contested when no circuit is given', async () => {
      expect(await finding('')).toBe('CONTESTED');
    });
    test('are decided by the circuit', async () => {
      expect(await finding(', circuit: CA5')).toBe('MET');
      expect(await finding(', circuit: CA2')).toBeUndefined();
    });
  });

  describe('what is weighed', () => {
    test('is reported apart and never decides', async () => {
      const found = await assess('prosecutorial-discretion', { 'criminal-record': { boolean: true } });
      expect(found.discretion).toContainEqual({
        finding: 'MET',
        claims: [{ relationship: 'WEIGHED_AGAINST', to: { id: 'criminal-record' } }],
      });
      expect(found.status).toBe('NEEDS_FACTS');
    });
    test('is empty where the relief is mandatory', async () => {
      expect((await assess('withholding-241b3')).discretion).toEqual([]);
    });
  });

  test('is open when every element is met and no bar applies', async () => {
    const found = await assess('us-citizenship-claim', { 'citizen-by-birth-or-descent': { boolean: true } });
    expect(found.status).toBe('OPEN');
    expect(found.sentence).toMatch(
      /is open on the facts given: each element the sources list is met, and no bar they list applies\.$/,
    );
  });

  test('shows a program that a court had stopped as blocked, with the order', async () => {
    const found = await assess('dapa', {}, ', asOf: "2016-01-01"');
    expect(found).toMatchObject({ status: 'BLOCKED', because: [{ id: 'texas-v-us-pi-2015.suspends.dapa' }] });
  });
});
