import { describe, expect, test } from 'vitest';
import { type Data, onEachEngine } from '../../engines.ts';
import { assess, element, idsOf, type Matter, offered, option, remaining, screen } from './ask.ts';

/** External cases of kind A: what the source lists is offered as open or worth checking, what it rules out is not offered. */
onEachEngine((api) => {
  const statusOf = async (remedy: string, matter: Matter): Promise<string> => (await assess(api, remedy, matter)).status;

  describe('shared-a01: what else at the hearing when asylum is late? http://www.alllaw.com/articles/nolo/us-immigration/ineligible-asylum-options-stay.html', () => {
    const matter: Matter = {
      asOf: '2020-01-01',
      stage: 'individual-hearing',
      facts: {
        'time-from-arrival-to-asylum-filing': 'P3Y',
        'changed-circumstances': false,
        'extraordinary-circumstances': false,
        'unaccompanied-child': false,
        'nexus-to-protected-ground': true,
        'aggravated-felony-conviction': false,
        'particularly-serious-crime': false,
        'serious-nonpolitical-crime': false,
        'persecutor-of-others': false,
      },
    };
    test('asylum is blocked by the one-year rule alone', async () => {
      const { status, because } = await assess(api, 'asylum', matter);
      expect(status).toBe('BLOCKED');
      expect(idsOf(because).sort()).toEqual([
        'asylum.requires.changed-circumstances',
        'asylum.requires.extraordinary-circumstances',
        'asylum.requires.time-from-arrival-to-asylum-filing',
        'asylum.requires.unaccompanied-child',
      ]);
    });
    test('the filing deadline leaves withholding and torture protection', async () => {
      const answer = await remaining(api, 'asylum', ['time-from-arrival-to-asylum-filing'], matter);
      expect(offered(answer)).toEqual(expect.arrayContaining(['withholding-241b3', 'cat-withholding', 'cat-deferral']));
    });
  });

  describe('shared-a02: ordered removed in absentia while ill, what is open? https://www.austinimmigrationlawyer.com/filing-a-motion-to-reopen/', () => {
    // Serious illness is an exceptional circumstance; the oral warnings are a part of `time-since-in-absentia-order`.
    const matter: Matter = {
      asOf: '2024-07-01',
      stage: 'in-absentia-hearing',
      facts: {
        'has-final-order': true,
        'time-from-order-to-filing': 'P120D',
        'time-since-in-absentia-order': 'P120D',
        'exceptional-circumstances-missed-hearing': true,
        'lack-of-notice-or-in-custody': false,
      },
    };
    test('a motion to rescind is open within 180 days, beside a request to ICE', async () => {
      const answer = await remaining(api, 'appeal-to-bia', [], matter);
      const rescind = option(answer, 'motion-to-rescind-in-absentia');
      expect(rescind.status).toBe('OPEN');
      expect(rescind.deadlines).toContainEqual(expect.objectContaining({ id: 'inabs-180', length: 180, unit: 'CALENDAR_DAYS' }));
      expect(offered(answer)).toEqual(expect.arrayContaining(['stay-of-removal-ice', 'pd-request']));
    });
    test.each([
      ['appeal-to-bia', 'appeal-to-bia.requires.time-from-order-to-filing'],
      ['cancellation-nonlpr', 'cancellation-nonlpr.requires.has-final-order'],
      ['voluntary-departure-pre', 'voluntary-departure-pre.unavailable-at.in-absentia-hearing'],
    ])('%s is blocked by %s', async (remedy, claim) => {
      const { status, because } = await assess(api, remedy, matter);
      expect([status, idsOf(because)]).toEqual(['BLOCKED', [claim]]);
    });
    // The ten-year bar is lifted by the illness, and only cancellation for non-permanent residents says that an order stands in its way.
    test.fails.each([
      ['cancellation-lpr', 'cancellation-lpr.requires.has-final-order'],
      ['adjustment-245a', 'adjustment-245a.requires.has-final-order'],
      ['voluntary-departure-post', 'voluntary-departure-post.requires.has-final-order'],
    ])('%s is blocked while the order stands: the data lacks %s', async (remedy) => {
      expect(await statusOf(remedy, matter)).toBe('BLOCKED');
    });
  });

  describe('shared-a03: what is left after the Board, and how fast? https://www.hoppocklawfirm.com/bia-appeal-denial-circuit-court/', () => {
    const matter: Matter = {
      asOf: '2020-01-01',
      stage: 'final-order',
      facts: { 'has-final-order': true, 'time-from-order-to-filing': 'P7D', 'legal-or-factual-error': true },
    };
    test.each([
      ['petition-for-review', 'pfr-30', 30],
      ['motion-to-reopen', 'bia-reopen-90', 90],
      ['motion-to-reconsider', 'bia-reconsider-30', 30],
    ])('%s is offered, with the clock %s of %i days', async (remedy, deadline, length) => {
      const answer = await remaining(api, 'appeal-to-bia', [], matter);
      expect(offered(answer)).toContain(remedy);
      expect(option(answer, remedy).deadlines).toContainEqual(
        expect.objectContaining({ id: deadline, length, unit: 'CALENDAR_DAYS' }),
      );
    });
    test('a stay is asked of the court, and does not come with the petition', async () => {
      const answer = await remaining(api, 'appeal-to-bia', [], matter);
      expect(offered(answer)).toContain('stay-judicial');
      const [{ note }] = option(answer, 'petition-for-review').availability;
      expect(note).toContain('it does not stop removal by itself');
      const { reliefType } = await api.ask(
        '{ reliefType(id: "petition-for-review") { confers(asOf: "2020-01-01") { consequence { id } } } }',
      );
      const conferred = reliefType.confers.map(({ consequence }: Data) => consequence.id);
      expect(conferred).toContain('discretionary-stay-possible');
      expect(conferred).not.toContain('automatic-stay');
    });
  });

  describe('shared-a04: what does a false claim to citizenship not close? https://www.avvo.com/legal-guides/ugc/potential-arguments-to-defeat-a-charge-of-false-claim-to-u-s-citizenship-1', () => {
    const matter: Matter = {
      asOf: '2018-01-01',
      stage: 'master-calendar-hearing',
      facts: {
        'false-claim-to-citizenship': true,
        'inspected-admitted-or-paroled': true,
        'entry-without-inspection': false,
        'immediate-relative-of-usc': true,
        'qualifying-relative-spouse-parent': true,
        'qualifying-relative-spouse-parent-child': true,
        'continuous-physical-presence': 'P16Y',
      },
    };
    test('it leaves U status, asylum and cancellation', async () => {
      const answer = await remaining(api, 'adjustment-245a', ['false-claim-to-citizenship'], matter);
      expect(offered(answer)).toEqual(expect.arrayContaining(['u-visa', 'asylum', 'cancellation-nonlpr']));
      expect(offered(answer)).not.toContain('waiver-212i');
    });
    test('it bars adjustment through the spouse, and nothing waives it', async () => {
      const found = await assess(api, 'adjustment-245a', matter);
      const bar = 'adjustment-245a.barred-by.false-claim-to-citizenship';
      expect([found.status, idsOf(found.because)]).toEqual(['BLOCKED', [bar]]);
      expect(element(found, bar)).toMatchObject({ finding: 'MET', liftedBy: [], waivers: [] });
      const waiver = await assess(api, 'waiver-212i', matter);
      expect([waiver.status, idsOf(waiver.because)]).toEqual(['BLOCKED', ['waiver-212i.barred-by.false-claim-to-citizenship']]);
    });
  });

  describe('shared-a05: the petition to remove conditions was denied after a divorce, what now? https://hummelaw.com/2020/06/27/what-if-my-i-751-petition-to-remove-conditions-on-residence-is-denied', () => {
    const facts = {
      'conditional-resident-status': true,
      'good-faith-marriage': true,
      'joint-filing-or-waiver-ground': true,
    };
    const matter: Matter = { asOf: '2024-01-29', stage: 'affirmative-benefit-pending', facts };
    test('a new petition with a waiver is open, and no appeal is offered', async () => {
      const answer = await remaining(api, 'removal-of-conditions', [], matter);
      expect(option(answer, 'waiver-216c4').status).toBe('OPEN');
      expect(offered(answer)).not.toContain('appeal-to-bia');
    });
    test('the judge reviews the denial', async () => {
      const court = { ...matter, stage: 'master-calendar-hearing' };
      expect(await statusOf('removal-of-conditions', court)).toBe('NEEDS_FACTS');
      const answer = await remaining(api, 'adjustment-245a', [], court);
      expect(option(answer, 'removal-of-conditions').availability).toEqual([{ note: 'review of a denial by USCIS' }]);
    });
    test.fails('a motion to reconsider goes to USCIS: the data lacks motion-to-reconsider.available-at.affirmative-benefit-pending', async () => {
      expect(offered(await remaining(api, 'removal-of-conditions', [], matter))).toContain('motion-to-reconsider');
    });
    test.fails('a motion to reopen goes to USCIS: the data says motion-to-reopen.unavailable-at.affirmative-benefit-pending', async () => {
      expect(await statusOf('motion-to-reopen', matter)).not.toBe('BLOCKED');
    });
  });

  describe('shared-a06: USCIS denied adjustment, what can follow? https://yeklaw.com/blog/2022/september/what-are-my-options-when-my-i-485-application-is', () => {
    const facts = {
      'inspected-admitted-or-paroled': true,
      'entry-without-inspection': false,
      'arriving-alien': false,
    };
    const matter: Matter = { asOf: '2022-09-15', stage: 'affirmative-benefit-pending', facts };
    test.each([
      ['a new application goes to USCIS', 'affirmative-benefit-pending'],
      ['the application is renewed before the judge', 'nta-filed'],
    ])('%s', async (_, stage) => {
      expect(await statusOf('adjustment-245a', { ...matter, stage })).toBe('NEEDS_FACTS');
    });
    test('no appeal is offered', async () => {
      const answer = await remaining(api, 'adjustment-245a', [], matter);
      expect(offered(answer)).toContain('pd-nta-not-issued');
      expect(offered(answer)).not.toContain('appeal-to-bia');
    });
    test('a motion against a decision of USCIS is due in 30 days, 33 by mail', async () => {
      const { deadline } = await api.ask(
        '{ deadline(id: "uscis-appeal-30") { title length unit startsOn limits(asOf: "2022-09-15") { to { id } } } }',
      );
      expect(deadline).toMatchObject({ length: 30, unit: 'CALENDAR_DAYS', limits: [{ to: { id: matter.stage } }] });
      expect(deadline.title).toMatch(/motion against a USCIS decision/);
      expect(deadline.startsOn).toContain('33 days if it was mailed');
    });
    test.fails('a motion to reconsider goes to USCIS: the data lacks motion-to-reconsider.available-at.affirmative-benefit-pending', async () => {
      expect(offered(await remaining(api, 'adjustment-245a', [], matter))).toContain('motion-to-reconsider');
    });
    test.fails('a motion to reopen goes to USCIS: the data says motion-to-reopen.unavailable-at.affirmative-benefit-pending', async () => {
      expect(await statusOf('motion-to-reopen', matter)).not.toBe('BLOCKED');
    });
  });

  describe('shared-a07: came on a fiance visa and married someone else, what else? https://www.shautsova.com/law-publications/k-1-visa-entrants-adjustment-options.html', () => {
    // Change to another nonimmigrant status is no remedy of the graph, so it cannot be offered. Fear and victimhood are only possible: not given.
    const matter: Matter = {
      asOf: '2018-06-01',
      stage: 'no-proceedings',
      facts: {
        'k1-or-conditional-resident-limits': true,
        'immediate-relative-of-usc': true,
        'inspected-admitted-or-paroled': true,
        'no-legal-status': true,
      },
    };
    test('asylum, U and T status are worth checking', async () => {
      const answer = await remaining(api, 'adjustment-245a', ['k1-or-conditional-resident-limits'], matter);
      expect(offered(answer)).toEqual(expect.arrayContaining(['asylum', 'u-visa', 't-visa']));
    });
    test('adjustment through another citizen is barred, and nothing waives it', async () => {
      const found = await assess(api, 'adjustment-245a', matter);
      const bar = 'adjustment-245a.barred-by.k1-or-conditional-resident-limits';
      expect([found.status, idsOf(found.because)]).toEqual(['BLOCKED', [bar]]);
      expect(element(found, bar)).toMatchObject({ liftedBy: [], waivers: [] });
    });
  });

  describe('shared-a08: what can be done in expedited removal? https://docslib.org/doc/13530463/expedited-removal-be-prepared', () => {
    // Fear, papers and two years of presence are only possible: not given.
    const matter: Matter = { asOf: '2019-07-25', stage: 'expedited-removal', facts: { 'arriving-alien': true } };
    test('withdrawal, a claim of status and a fear screening are offered', async () => {
      const answer = await remaining(api, 'cancellation-nonlpr', [], matter);
      expect(offered(answer)).toEqual(
        expect.arrayContaining(['withdraw-application-for-admission', 'us-citizenship-claim', 'asylum', 'cat-withholding']),
      );
      expect(offered(answer)).not.toContain('appeal-to-bia');
      expect(option(answer, 'asylum').availability[0].note).toContain('credible-fear screening');
    });
    test('fear and a claimed status move the case, and no ordinary hearing or appeal follows the order', async () => {
      const { nextSteps } = await api.ask(
        '{ nextSteps(stage: "expedited-removal", asOf: "2019-07-25") { stage { id } trigger } }',
      );
      const stages = nextSteps.map(({ stage }: Data) => stage.id);
      expect(nextSteps).toContainEqual({
        stage: { id: 'credible-fear-interview' },
        trigger: 'states fear or intent to seek asylum',
      });
      expect(nextSteps).toContainEqual({
        stage: { id: 'claimed-status-review' },
        trigger: 'claims under oath to be a citizen, LPR, refugee or asylee',
      });
      for (const stage of ['bia-appeal', 'master-calendar-hearing', 'individual-hearing']) expect(stages).not.toContain(stage);
    });
    test('the charge and the two years of presence can be disputed, and there is no appeal', async () => {
      const { proceedingStage } = await api.ask('{ proceedingStage(id: "expedited-removal") { rights { name text } } }');
      const rights = Object.fromEntries(proceedingStage.rights.map(({ name, text }: Data) => [name, text]));
      expect(rights.evidence).toMatch(/respond to the charge.*two years' presence/);
      expect(rights.review).toContain('no appeal');
    });
    test('relief that only a judge grants is blocked', async () => {
      const { status, because } = await assess(api, 'cancellation-nonlpr', matter);
      expect([status, idsOf(because)]).toEqual(['BLOCKED', ['cancellation-nonlpr.unavailable-at.expedited-removal']]);
    });
    test.fails('a screening offers no appeal to the Board: the data lacks appeal-to-bia.unavailable-at.expedited-removal', async () => {
      expect(offered(await screen(api, matter))).not.toContain('appeal-to-bia');
    });
  });

  describe('shared-a09: an earlier marriage was found a fraud, the present one is real, what now? https://www.ayoublawoffices.com/blog/2019/12/fraudulent-marriage-findings-and-subsequent-visa-petitions/', () => {
    const matter: Matter = {
      asOf: '2019-12-06',
      stage: 'affirmative-benefit-pending',
      facts: { 'marriage-fraud-204c': true, 'good-faith-marriage': true, 'immediate-relative-of-usc': true },
    };
    test('a real new marriage does not cure the earlier finding', async () => {
      const found = await assess(api, 'adjustment-245a', matter);
      const bar = 'adjustment-245a.barred-by.marriage-fraud-204c';
      expect([found.status, idsOf(found.because)]).toEqual(['BLOCKED', [bar]]);
      expect(element(found, bar)).toMatchObject({ liftedBy: [], waivers: [] });
    });
    test('the denial of a family petition is appealed to the Board on a form of its own', async () => {
      const { form, proceedingStage } = await api.ask(
        '{ form(id: "form-eoir-29") { number summary } proceedingStage(id: "no-proceedings") { rights { name text } } }',
      );
      expect(form.number).toBe('EOIR-29');
      expect(form.summary).toMatch(/appeal to the Board.*denied family petition/);
      const right = proceedingStage.rights.find(({ name }: Data) => name === 'appeal');
      expect(right.text).toContain('BIA (I-130 via EOIR-29)');
    });
    test.fails('the appeal is offered: the data lacks appeal-to-bia.available-at.affirmative-benefit-pending', async () => {
      expect(offered(await remaining(api, 'adjustment-245a', ['marriage-fraud-204c'], matter))).toContain('appeal-to-bia');
    });
    const governing = async (): Promise<string[]> => {
      const { eligibilityFactor } = await api.ask(
        '{ eligibilityFactor(id: "marriage-fraud-204c") { governedBy(asOf: "2019-12-06") { id } } }',
      );
      return idsOf(eligibilityFactor.governedBy);
    };
    test('the finding needs substantial and probative evidence under Matter of P. Singh', async () => {
      expect(await governing()).toContain('marriage-fraud-204c.governed-by.matter-of-p-singh');
    });
    test.fails('the notice is answered with evidence: the data lacks marriage-fraud-204c.governed-by.8-cfr-103-2', async () => {
      expect(await governing()).toContain('marriage-fraud-204c.governed-by.8-cfr-103-2');
    });
    test.fails('USCIS decides the fraud anew: the data lacks marriage-fraud-204c.governed-by.matter-of-tawfik', async () => {
      expect(await governing()).toContain('marriage-fraud-204c.governed-by.matter-of-tawfik');
    });
  });
});
