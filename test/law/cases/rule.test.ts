import { describe, expect, test } from 'vitest';
import { type Data, onEachEngine } from '../../engines.ts';
import { assess, claim, idsOf } from './ask.ts';

/** External cases of kind C: days, fees and limits. */
onEachEngine((api) => {
  const due = async (deadline: string, triggered: string): Promise<Data> =>
    (
      await api.ask(
        'query ($deadline: ID!, $triggered: Date!) { dueDate(deadline: $deadline, triggered: $triggered) { due rule } }',
        { deadline, triggered },
      )
    ).dueDate;
  const clock = async (id: string): Promise<Data> =>
    (
      await api.ask(
        'query ($id: ID!) { deadline(id: $id) { length unit startsOn receipt tolling ifMissed summary bound limits(asOf: "2018-01-01") { to { id } } } }',
        { id },
      )
    ).deadline;

  describe('shared-c01: the 60th day of voluntary departure is a Saturday. https://supreme.justia.com/cases/federal/us/2024/23-929', () => {
    test('a motion on the Monday is in time', async () => {
      // 60 days from Tuesday March 4, 2025 end on Saturday May 3, 2025.
      const { due: last, rule } = await due('vd-post-60', '2025-03-04');
      expect(last).toBe('2025-05-05');
      expect(rule.join(' ')).toMatch(
        /ends on Saturday, May 3, 2025.*a Saturday, so it moves to the next business day, Monday, May 5, 2025/,
      );
    });
    test('a legal holiday moves it too', async () => {
      // 60 days from Thursday March 27, 2025 end on Monday May 26, 2025, Memorial Day.
      expect((await due('vd-post-60', '2025-03-27')).due).toBe('2025-05-27');
    });
    test('the rule is that of Monsalvo Velazquez v. Bondi, from its day on', async () => {
      const id = 'monsalvo-velazquez-v-bondi-2025.expands.voluntary-departure-post';
      const policyOn = async (asOf: string) => (await assess(api, 'voluntary-departure-post', { asOf })).policy;
      expect(await policyOn('2025-04-22')).toContainEqual({
        id,
        note: 'a deadline on a weekend or holiday runs to the next business day',
      });
      expect(idsOf(await policyOn('2025-04-21'))).not.toContain(id);
    });
  });

  describe('shared-c02: the yearly fee while asylum is pending at USCIS, June 2026. https://anwarilaw.com/?p=1861', () => {
    const asylum = async (): Promise<Data> =>
      (
        await api.ask(`{ reliefType(id: "asylum") { fee risks(asOf: "2026-06-15") { id note consequence { title } }
          deadlines(asOf: "2026-06-15") { nodes { from { id ... on Deadline { length startsOn } } } } } }`)
      ).reliefType;
    const form = async (): Promise<Data> => (await api.ask('{ form(id: "form-i-589") { fee feeNote } }')).form;
    test('the fee is 102 dollars in fiscal year 2026', async () => {
      expect((await asylum()).fee).toContain('$102 for FY 2026');
      expect((await form()).feeNote).toContain('annual fee 102 from 2026-01-01 at USCIS');
    });
    test('the fee cannot be waived', async () => {
      expect((await asylum()).fee).toContain('not waivable');
      expect((await form()).feeNote).toContain('it cannot be waived');
    });
    test.fails('the fee is due 30 days after the notice: the data lacks the deadline annual-asylum-fee-30', async () => {
      const clocks = (await asylum()).deadlines.nodes.map(({ from }: Data) => from);
      expect(clocks).toContainEqual(expect.objectContaining({ length: 30, startsOn: expect.stringMatching(/fee/) }));
    });
    test.fails('the fee is due for an application, not a person: form-i-589 does not say so', async () => {
      expect((await form()).feeNote).toMatch(/(per|each) application/);
    });
    test.fails('an unpaid fee ends the application and the work permit: the data lacks asylum.risks.rejection-for-unpaid-fee', async () => {
      const risks = (await asylum()).risks.map(({ note, consequence }: Data) => `${consequence.title} ${note}`);
      expect(risks.join('\n')).toMatch(/unpaid|not paid|non-?payment/);
    });
    test.fails('the rule is in force since May 29, 2026: the data lacks annual-asylum-fee-rule-2026.restricts.asylum', async () => {
      const query =
        '{ policyInstruments(where: { effective: { eq: "2026-05-29" }, restricts: { some: { relief: { id: { eq: "asylum" } } } } }) { totalCount } }';
      expect((await api.ask(query)).policyInstruments.totalCount).toBe(1);
    });
  });

  describe('shared-c03: motions after a final order. https://docslib.org/doc/2537024/the-basics-of-motions-to-reopen-eoir-issued-removal-orders', () => {
    test.each([
      ['reopen-90-ij', 90, 'motion-to-reopen'],
      ['bia-reopen-90', 90, 'motion-to-reopen'],
      ['reconsider-30-ij', 30, 'motion-to-reconsider'],
      ['bia-reconsider-30', 30, 'motion-to-reconsider'],
    ])('%s gives %i days for a %s', async (id, length, motion) => {
      const found = await clock(id);
      expect(found).toMatchObject({ length, unit: 'CALENDAR_DAYS', bound: 'RESPONDENT' });
      expect(found.limits.map(({ to }: Data) => to.id)).toContain(motion);
    });
    test.each(['motion-to-reopen', 'motion-to-reconsider'])('there is one %s, and it stays nothing by itself', async (id) => {
      const query = `query ($id: ID!) { motion(id: $id) { limits stay
        confers(asOf: "2018-02-07") { consequence { id } } doesNotConfer(asOf: "2018-02-07") { consequence { id } } } }`;
      const { motion } = await api.ask(query, { id });
      expect(motion.limits).toContain('Number and other limits: one;');
      expect(motion.stay).toContain('none automatic');
      expect(motion.doesNotConfer).toContainEqual({ consequence: { id: 'automatic-stay' } });
      expect(motion.confers).not.toContainEqual({ consequence: { id: 'automatic-stay' } });
    });
    test('a motion to rescind an order in absentia stays removal', async () => {
      const { motion } = await api.ask(
        '{ motion(id: "motion-to-rescind-in-absentia") { stay confers(asOf: "2018-02-07") { consequence { id } } } }',
      );
      expect(motion.stay).toContain('automatic while the judge decides');
      expect(motion.confers).toContainEqual({ consequence: { id: 'automatic-stay' } });
    });
    test.each(['dhs-joins-or-does-not-oppose', 'changed-country-conditions', 'battery-or-extreme-cruelty'])(
      '%s excuses the 90 days',
      async (factor) => {
        const facts = { 'time-from-order-to-filing': 'P1Y' };
        const late = await assess(api, 'motion-to-reopen', { asOf: '2018-02-07', facts });
        const excused = await assess(api, 'motion-to-reopen', { asOf: '2018-02-07', facts: { ...facts, [factor]: true } });
        const limit = (found: Data) => found.requirements.find(({ group }: Data) => group === 'time-limit').finding;
        expect([limit(late), limit(excused)]).toEqual(['UNKNOWN', 'MET']);
      },
    );
  });

  describe('shared-c04: how fast is fear decided? http://laws9.com/cfr/text/8/1003/42', () => {
    test('a judge reviews a negative credible fear finding within 24 hours where practicable, 7 days at most', async () => {
      const found = await clock('cf-ij-review-7d');
      expect(found).toMatchObject({ length: 7, unit: 'CALENDAR_DAYS', bound: 'ADJUDICATOR' });
      expect(found.startsOn).toMatch(/the negative finding.*within 24 hours where practicable/);
      expect((await due('cf-ij-review-7d', '2018-01-02')).due).toBe('2018-01-09');
    });
    test('reasonable fear takes 10 days from referral, save exceptional circumstances', async () => {
      expect(await clock('rf-interview-10')).toMatchObject({
        length: 10,
        unit: 'CALENDAR_DAYS',
        bound: 'ADJUDICATOR',
        startsOn: 'referral to the asylum office',
        ifMissed: expect.stringContaining('exceptional circumstances'),
      });
    });
    test.each([
      ['credible-fear-ij-review', /^none;/],
      ['reasonable-fear-ij-review', /^none to the BIA/],
    ])('no appeal follows the %s', async (id, words) => {
      const query =
        'query ($id: ID!) { proceedingStage(id: $id) { rights { name text } } nextSteps(stage: $id, asOf: "2018-01-01") { stage { id } } }';
      const { proceedingStage, nextSteps } = await api.ask(query, { id });
      expect(proceedingStage.rights.find(({ name }: Data) => name === 'appeal').text).toMatch(words);
      const stages = nextSteps.map(({ stage }: Data) => stage.id);
      expect(stages).toContain('execution-of-removal');
      expect(stages).not.toContain('bia-appeal');
    });
  });

  describe('shared-c05: the wait for a work permit on asylum, 2014. https://vdocument.in/asylum-clock-joint-notice.html', () => {
    test('it is asked for after 150 days and given after 180, and delays of the applicant do not count', async () => {
      const { reliefType } = await api.ask(
        '{ reliefType(id: "asylum") { confers(asOf: "2014-01-01") { note consequence { id summary } } } }',
      );
      const permit = reliefType.confers.find(({ consequence }: Data) => consequence.id === 'work-auth-c08');
      expect(permit.note).toBe('while the application is pending');
      expect(permit.consequence.summary).toContain('file after 150 days, grant after 180; applicant delays stop the clock');
    });
    test('180 days from filing are counted', async () => {
      expect((await claim(api, 'asylum-decide-180.limits.employment-authorization'))?.note).toBe(
        'the same 180 days open the work permit for an asylum applicant',
      );
      expect((await due('asylum-decide-180', '2014-01-15')).due).toBe('2014-07-14');
    });
  });

  describe('shared-c06: by what age is special immigrant juvenile status asked for? https://www.ilrc.org/taxonomy/term/13?page=1', () => {
    const finding = async (age: string): Promise<string> => {
      const found = await assess(api, 'sijs', { asOf: '2025-06-01', facts: { 'age-at-filing': age } });
      return found.requirements.find(({ claims }: Data) => claims[0].id === 'sijs.requires.age-at-filing').finding;
    };
    test('the petition comes before the 21st birthday', async () => {
      expect([await finding('P20Y'), await finding('P20Y11M'), await finding('P21Y')]).toEqual(['MET', 'MET', 'NOT_MET']);
      expect((await clock('sij-21')).startsOn).toContain('must be filed before this age');
    });
    test.fails('its last day is the day before the 21st birthday: sij-21 counts to the birthday itself', async () => {
      expect((await due('sij-21', '2005-03-15')).due).toBe('2026-03-14');
    });
    test.fails('the petition has to be received by then: sij-21 does not say so', async () => {
      expect((await clock('sij-21')).receipt).toBe(true);
    });
    test.fails('a petition wrongly rejected or receipted late is saved: sij-21 does not say so', async () => {
      expect((await clock('sij-21')).tolling).toEqual(expect.stringMatching(/reject|receipt/));
    });
  });
});
