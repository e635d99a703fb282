import { describe, expect, test } from 'vitest';
import { onEachEngine } from '../../engines.ts';
import { against, assess, element, idsOf, type Matter } from './ask.ts';

/**
 * External cases of kind B: where a remedy stands. What a case calls open has nothing against it on the facts: no element that is not met and no
 * bar that applies. Elements that the case leaves to be proved stay unknown, so its status is NEEDS_FACTS.
 */
onEachEngine((api) => {
  describe('shared-b01: the only qualifying child turned 21 before the decision. https://casetext.com/admin-law/in-re-isidro-zamorano', () => {
    // The age at filing is left out: what counts is who is a qualifying relative at the decision.
    const matter: Matter = {
      asOf: '2012-06-15',
      stage: 'individual-hearing',
      facts: {
        'continuous-physical-presence': 'P11Y',
        'good-moral-character': true,
        'criminal-or-falsification-grounds-240ab1c': false,
        'qualifying-relative-spouse-parent-child': false,
      },
    };
    test('cancellation is blocked for want of a qualifying relative', async () => {
      const { status, because } = await assess(api, 'cancellation-nonlpr', matter);
      expect([status, idsOf(because)]).toEqual([
        'BLOCKED',
        ['cancellation-nonlpr.requires.qualifying-relative-spouse-parent-child'],
      ]);
    });
    test('a child is under 21 and unmarried at the final decision', async () => {
      const { eligibilityFactor } = await api.ask(`{ eligibilityFactor(id: "qualifying-relative-spouse-parent-child") {
        summary governedBy(asOf: "2012-06-15") { id } } }`);
      expect(eligibilityFactor.summary).toMatch(/unmarried and under 21.*measured at the final decision/);
      expect(idsOf(eligibilityFactor.governedBy)).toContain(
        'qualifying-relative-spouse-parent-child.governed-by.matter-of-isidro-zamorano',
      );
    });
  });

  describe('shared-b02: two drunk-driving convictions in the character period, sober since. https://sabrinadamast.com/journal/2019/10/27/ag-creates-presumption-of-a-lack-good-moral-character-for-2-duis', () => {
    // Good character is not given: it is what the presumption is about. BLOCKED is right for a presumption as long as its note says that it can be
    // rebutted; sobriety since then does not lift it.
    const facts = {
      'continuous-physical-presence': 'P20Y',
      'dui-convictions': 2,
      'rehabilitation-shown': true,
      'qualifying-relative-spouse-parent-child': true,
      'exceptional-extremely-unusual-hardship': true,
    };
    const bar = 'cancellation-nonlpr.barred-by.dui-convictions';
    test('cancellation is blocked by a presumption that can be rebutted', async () => {
      const found = await assess(api, 'cancellation-nonlpr', { asOf: '2019-10-25', stage: 'individual-hearing', facts });
      expect([found.status, idsOf(found.because)]).toEqual(['BLOCKED', [bar]]);
      expect(element(found, bar)).toMatchObject({
        finding: 'MET',
        liftedBy: [],
        claims: [{ note: 'presumption against good moral character that can be rebutted' }],
      });
    });
    test('the presumption begins with the decision of the Attorney General', async () => {
      const found = await assess(api, 'cancellation-nonlpr', { asOf: '2019-10-24', stage: 'individual-hearing', facts });
      expect(found.status).toBe('NEEDS_FACTS');
      expect(element(found, bar)).toBeUndefined();
    });
  });

  describe('shared-b03: waved through at a port of entry. http://josephlawfirm.blogspot.com/2010/07/admitted-to-united-staets-requires-only.html', () => {
    // Testimony as proof of the entry is no factor.
    const matter: Matter = {
      asOf: '2010-07-28',
      stage: 'master-calendar-hearing',
      facts: {
        'inspected-admitted-or-paroled': true,
        'entry-without-inspection': false,
        'false-claim-to-citizenship': false,
        'immediate-relative-of-usc': true,
      },
    };
    test('adjustment is open, and its admission requirement is met', async () => {
      const found = await assess(api, 'adjustment-245a', matter);
      expect(element(found, 'adjustment-245a.requires.inspected-admitted-or-paroled').finding).toBe('MET');
      expect([found.status, against(found)]).toEqual(['NEEDS_FACTS', []]);
    });
    test('a regular procedure is an admission even when the officer asked nothing', async () => {
      const { topic } = await api.ask('{ topic(id: "topic-inspections") { statements { text entities { id } } } }');
      expect(topic.statements).toContainEqual({
        text: 'A procedurally regular inspection counts as admission even if the officer asked nothing.',
        entities: [{ id: 'inspected-admitted-or-paroled' }],
      });
    });
  });

  describe('shared-b04: a Salvadoran in the country since 1989. https://usciss.us/humanitarian/refugees-and-asylum/asylum/nicaraguan-adjustment-and-central-american-relief-act-nacara-203-eligibility-to-apply-with-uscis.html', () => {
    // Entry, registration and asylum filing are one factor: membership in the class.
    const matter: Matter = {
      asOf: '2018-01-01',
      stage: 'master-calendar-hearing',
      facts: {
        'nacara-class-member': true,
        'continuous-physical-presence': 'P28Y',
        'aggravated-felony-conviction': false,
      },
    };
    const membership = async (): Promise<string> =>
      (await api.ask('{ eligibilityFactor(id: "nacara-class-member") { summary } }')).eligibilityFactor.summary;
    test('special-rule cancellation is open, with character and hardship to be proved', async () => {
      const found = await assess(api, 'nacara-203', matter);
      expect([found.status, against(found)]).toEqual(['NEEDS_FACTS', []]);
      expect(element(found, 'nacara-203.requires.nacara-class-member').finding).toBe('MET');
      expect(element(found, 'nacara-203.barred-by.aggravated-felony-conviction').finding).toBe('NOT_MET');
      expect(idsOf(found.missing)).toEqual(
        expect.arrayContaining(['good-moral-character', 'extreme-hardship-suspension-nacara']),
      );
    });
    test('Salvadorans came by September 19, 1990, and were not caught at entry after December 19, 1990', async () => {
      expect(await membership()).toMatch(/Salvadorans \(entered by Sept\. 19, 1990\).*caught at entry after Dec\. 19, 1990/);
    });
    test.fails('Salvadorans registered by October 31, 1991: nacara-class-member does not say so', async () => {
      expect(await membership()).toMatch(/Oct(\.|ober) 31, 1991/);
    });
    test.fails('Salvadorans asked for asylum by February 16, 1996: nacara-class-member does not say so', async () => {
      expect(await membership()).toMatch(/Feb(\.|ruary) 16, 1996/);
    });
  });

  describe('shared-b05: a voluntary return under threat of proceedings, and back within two weeks. https://shautsova.com/m/law-publications/continuous-presence-cancellation-removal.html', () => {
    const matter = (presence: string): Matter => ({
      asOf: '2012-11-22',
      stage: 'individual-hearing',
      facts: { 'continuous-physical-presence': presence, 'longest-absence': 'P14D' },
    });
    test('cancellation is blocked when presence is counted from the return', async () => {
      const found = await assess(api, 'cancellation-nonlpr', matter('P8Y'));
      expect([found.status, against(found)]).toEqual(['BLOCKED', ['cancellation-nonlpr.requires.continuous-physical-presence']]);
      expect(element(found, 'cancellation-nonlpr.barred-by.longest-absence').finding).toBe('NOT_MET');
    });
    test('a short departure under threat of proceedings breaks presence under Matter of Romalez', async () => {
      const { eligibilityFactor } = await api.ask(
        '{ eligibilityFactor(id: "longest-absence") { summary governedBy(asOf: "2012-11-22") { id } } }',
      );
      expect(eligibilityFactor.summary).toContain('so can a formal voluntary departure or removal under threat of proceedings');
      expect(idsOf(eligibilityFactor.governedBy)).toContain('longest-absence.governed-by.matter-of-romalez-alcaide');
    });
    test.fails('the departure bars cancellation by itself: the data lacks cancellation-nonlpr.barred-by.departure-under-threat-of-proceedings', async () => {
      const { reliefType } = await api.ask(
        '{ reliefType(id: "cancellation-nonlpr") { barredBy(asOf: "2012-11-22") { id note } } }',
      );
      expect(reliefType.barredBy).toContainEqual(
        expect.objectContaining({ id: expect.stringMatching(/threat|voluntary-return|compelled/) }),
      );
    });
  });

  describe('shared-b06: here since March 1971, never inspected. https://uscis.gov/node/73691', () => {
    test('registry is open whatever the manner of entry', async () => {
      const found = await assess(api, 'registry', {
        asOf: '2023-01-01',
        stage: 'no-proceedings',
        facts: {
          'continuous-residence-since': '1971-03-15',
          'entry-without-inspection': true,
          'good-moral-character': true,
          'aggravated-felony-conviction': false,
          'controlled-substance-conviction': false,
          'crime-involving-moral-turpitude': false,
          'terrorism-or-security-ground': false,
          'failed-to-depart-voluntary-departure': false,
          'failure-to-appear-without-cause': false,
        },
      });
      expect([found.status, against(found)]).toEqual(['NEEDS_FACTS', []]);
      expect(element(found, 'registry.requires.continuous-residence-since').finding).toBe('MET');
      expect(element(found, 'registry.requires.good-moral-character').finding).toBe('MET');
      expect(idsOf(found.missing)).not.toContain('inspected-admitted-or-paroled');
    });
    test('registry is blocked for residence from 1972 on', async () => {
      const facts = { 'continuous-residence-since': '1972-01-01' };
      const found = await assess(api, 'registry', { asOf: '2023-01-01', facts });
      expect([found.status, against(found)]).toEqual(['BLOCKED', ['registry.requires.continuous-residence-since']]);
    });
  });

  describe('shared-b07: the two-year rule for exchange visitors, not fulfilled or waived. https://www.peerallylaw.com/en/content/view/343/80/', () => {
    const matter: Matter = {
      asOf: '2015-01-01',
      stage: 'master-calendar-hearing',
      facts: {
        'exchange-visitor-two-year': true,
        'inspected-admitted-or-paroled': true,
        'immediate-relative-of-usc': true,
        'qualifying-relative-spouse-parent-child': true,
        'continuous-physical-presence': 'P14Y',
        'well-founded-fear': true,
      },
    };
    // Blocked unless waived: NEEDS_FACTS is right as long as the bar applies and its waiver is named.
    test.each(['adjustment-245a', 'cancellation-nonlpr'])('%s is barred until the rule is waived', async (remedy) => {
      const found = await assess(api, remedy, matter);
      const bar = `${remedy}.barred-by.exchange-visitor-two-year`;
      expect([found.status, against(found)]).toEqual(['NEEDS_FACTS', [bar]]);
      expect(element(found, bar).waivers).toEqual([{ id: 'waiver-212e-j1' }]);
      expect(idsOf(found.because)).toContain(bar);
    });
    test('asylum is open', async () => {
      const found = await assess(api, 'asylum', matter);
      expect([found.status, against(found)]).toEqual(['NEEDS_FACTS', []]);
      expect(element(found, 'asylum.requires.well-founded-fear').finding).toBe('MET');
    });
    test('the waiver has four bases', async () => {
      const { reliefType } = await api.ask('{ reliefType(id: "waiver-212e-j1") { standard } }');
      for (const basis of [/hardship/, /persecut/, /agency/, /objection/]) expect(reliefType.standard).toMatch(basis);
    });
  });

  describe('shared-b08: an unaccompanied child asks for asylum after 20 months. https://santosimmigration.com/asylum-humanitarian-relief/', () => {
    test('asylum is open, and the one-year rule is met', async () => {
      // The age at the asylum filing is a part of `unaccompanied-child`; `age-at-filing` is the age at a petition.
      const found = await assess(api, 'asylum', {
        asOf: '2016-07-22',
        facts: {
          'unaccompanied-child': true,
          'time-from-arrival-to-asylum-filing': 'P20M',
          'nexus-to-protected-ground': true,
        },
      });
      expect([found.status, against(found)]).toEqual(['NEEDS_FACTS', []]);
      expect(element(found, 'asylum.requires.unaccompanied-child')).toMatchObject({
        group: 'one-year-rule',
        finding: 'MET',
        claims: expect.arrayContaining([
          { id: 'asylum.requires.unaccompanied-child', note: 'the one-year limit does not apply' },
        ]),
      });
    });
  });

  describe('shared-b09: four years late, with changed circumstances that are only claimed. https://immigrationidaho.com/asylum-one-year-deadline-exceptions/', () => {
    const matter: Matter = {
      asOf: '2020-01-01',
      facts: { 'time-from-arrival-to-asylum-filing': 'P4Y', 'unaccompanied-child': false },
    };
    test('asylum needs facts about the change and the time it took to file', async () => {
      const found = await assess(api, 'asylum', matter);
      expect([found.status, against(found)]).toEqual(['NEEDS_FACTS', []]);
      expect(element(found, 'asylum.requires.changed-circumstances')).toMatchObject({
        group: 'one-year-rule',
        finding: 'UNKNOWN',
        claims: expect.arrayContaining([
          {
            id: 'asylum.requires.changed-circumstances',
            note: 'instead of filing within a year; file within a reasonable time after the change',
          },
        ]),
      });
      expect(idsOf(found.missing)).toEqual(expect.arrayContaining(['changed-circumstances', 'extraordinary-circumstances']));
    });
    test.each(['withholding-241b3', 'cat-withholding', 'cat-deferral'])(
      '%s is open, and knows no one-year rule',
      async (remedy) => {
        const found = await assess(api, remedy, matter);
        expect([found.status, against(found)]).toEqual(['NEEDS_FACTS', []]);
        expect(idsOf(found.missing)).toContain(
          remedy === 'withholding-241b3' ? 'more-likely-than-not-persecution' : 'more-likely-than-not-torture',
        );
        expect(idsOf(found.missing)).not.toContain('changed-circumstances');
      },
    );
  });

  describe('shared-b10: DHS invokes an agreement with a third country. https://www.cohentuckerlaw.com/?p=3175', () => {
    // Nationality and fear of the third country are no factors. Whether the agreement covers the person is still to be decided.
    const facts = { 'well-founded-fear': true };
    const matter: Matter = { asOf: '2025-12-01', stage: 'individual-hearing', facts };
    test('asylum needs facts, the agreement first among them', async () => {
      const found = await assess(api, 'asylum', matter);
      expect([found.status, against(found)]).toEqual(['NEEDS_FACTS', []]);
      expect(element(found, 'asylum.barred-by.safe-third-country-agreement').finding).toBe('UNKNOWN');
      expect(idsOf(found.missing)).toContain('safe-third-country-agreement');
      expect(found.policy).toContainEqual({
        id: 'matter-of-c-i-g-m-l-v-s-g.restricts.asylum',
        note: 'when an agreement with a third country applies',
      });
    });
    test('danger in the third country keeps the claim here', async () => {
      const { eligibilityFactor } = await api.ask('{ eligibilityFactor(id: "safe-third-country-agreement") { summary } }');
      expect(eligibilityFactor.summary).toContain('unless the person proves danger there');
    });
    test.fails('an agreement that covers the person leaves the showing of danger there: asylum.barred-by.safe-third-country-agreement names no such exception', async () => {
      const covered = { ...matter, facts: { ...facts, 'safe-third-country-agreement': true } };
      expect((await assess(api, 'asylum', covered)).status).toBe('NEEDS_FACTS');
    });
    test.fails('the agreement is decided before the merits: matter-of-c-i-g-m-l-v-s-g.restricts.asylum does not say so', async () => {
      const { policy } = await assess(api, 'asylum', matter);
      const { note } = policy.find(({ id }: { id: string }) => id === 'matter-of-c-i-g-m-l-v-s-g.restricts.asylum');
      expect(note).toMatch(/before the merits/);
    });
  });
});
