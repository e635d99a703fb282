import { describe, expect, test } from 'vitest';
import { type Data, onEachEngine } from '../engines.ts';

/** Remedies that the sources name after a denial of discretion at a first hearing. */
const listed = [
  'adjustment-245a',
  'adjustment-245i',
  'administrative-closure',
  'asylum',
  'cancellation-lpr',
  'cancellation-nonlpr',
  'cancellation-vawa',
  'cat-deferral',
  'cat-withholding',
  'continuance-for-collateral-relief',
  'pd-request',
  'registry',
  'sijs',
  'suppression-and-regulatory-termination',
  't-visa',
  'termination-charges-not-proved',
  'termination-defective-nta',
  'termination-regulatory',
  'tps',
  'u-visa',
  'us-citizenship-claim',
  'vawa-self-petition',
  'voluntary-departure-pre',
  'waiver-212h',
  'waiver-212i',
  'waiver-237a1h',
  'withholding-241b3',
];

const facts = [
  { factor: 'continuous-physical-presence', value: { duration: 'P10Y' } },
  { factor: 'qualifying-relative-spouse-parent-child', value: { boolean: true } },
  { factor: 'good-moral-character', value: { boolean: true } },
  { factor: 'has-final-order', value: { boolean: false } },
  { factor: 'criminal-or-falsification-grounds-240ab1c', value: { boolean: false } },
  { factor: 'terrorism-or-security-ground', value: { boolean: false } },
  { factor: 'persecutor-of-others', value: { boolean: false } },
  { factor: 'dui-convictions', value: { count: 0 } },
];

const ask = `query ($because: [ID!], $facts: [FactInput!]) {
  afterDenial(relief: "prosecutorial-discretion", stage: "master-calendar-hearing", because: $because, facts: $facts, asOf: "2026-11-24") {
    denied { id } stage { id } asOf
    options {
      remedy { id } status sentence sameGround { id } availability { mode stage { id } } deadlines { id }
      because { id sources { citation } } alternative { id when why sources { citation } }
      assessment { requirements { finding sentence claims { to { id } } } bars { finding claims { to { id } } } }
    }
    warnings { id sentence }
    nextQuestion { factor { id } text settles }
  }
}`;

const place = (answer: Data, id: string): number => answer.options.findIndex(({ remedy }: Data) => remedy.id === id);
const option = (answer: Data, id: string): Data => answer.options[place(answer, id)];
const findingOf = (found: Data, factor: string): string =>
  found.assessment.requirements.find(({ claims }: Data) => claims[0].to.id === factor).finding;

describe('after a denial of discretion at the master calendar hearing', () => {
  onEachEngine((api) => {
    const asked = async (variables: Data = {}): Promise<Data> => (await api.ask(ask, variables)).afterDenial;

    test('names the 27 options that the sources list there', async () => {
      const answer = await asked();
      expect(answer.options.map(({ remedy }: Data) => remedy.id).sort()).toEqual(listed);
      expect(answer).toMatchObject({
        denied: { id: 'prosecutorial-discretion' },
        stage: { id: 'master-calendar-hearing' },
        asOf: '2026-11-24',
      });
    });

    test('says of each option its status, in words, and by which claims', async () => {
      for (const { remedy, status, sentence, because, alternative } of (await asked()).options) {
        expect([remedy.id, status]).toEqual([remedy.id, expect.stringMatching(/^(OPEN|NEEDS_FACTS|BLOCKED)$/)]);
        expect(sentence).toMatch(/^“.+” .+\.$/);
        expect(sentence).not.toMatch(/\byou\b|\bqualif(y|ies)\b/i);
        expect(because.length).toBeGreaterThan(0);
        expect(alternative.length).toBeGreaterThan(0);
        expect(because.map(({ id }: Data) => id)).toEqual(expect.arrayContaining(alternative.map(({ id }: Data) => id)));
      }
    });

    test('ranks what is asked for directly or beside the case before conditions, and those before a reopened case', async () => {
      const { afterDenial } =
        await api.ask(`{ afterDenial(relief: "prosecutorial-discretion", stage: "final-order", asOf: "2026-11-24") {
        options { status availability { mode } } } }`);
      const places: Readonly<Record<string, number>> = { DIRECT: 0, PARALLEL: 0, AUTOMATIC: 0, CONDITIONAL: 1, VIA_REOPENING: 2 };
      const modes: number[] = afterDenial.options
        .filter(({ status }: Data) => status === 'NEEDS_FACTS')
        .map(({ availability }: Data) => Math.min(3, ...availability.map(({ mode }: Data) => places[mode])));
      expect(new Set(modes).size).toBeGreaterThan(1);
      expect(modes).toEqual(modes.toSorted((a, b) => a - b));
    });

    test('warns of the risks of asking, and of the stage', async () => {
      const ids = (await asked()).warnings.map(({ id }: Data) => id);
      expect(ids).toContain('prosecutorial-discretion.risks.nta-issuance');
      expect(ids).toContain('master-calendar-hearing.risks.courthouse-arrest');
    });

    test('moves cancellation up when its elements are met, and leaves hardship unknown', async () => {
      const [before, after] = [await asked(), await asked({ facts })];
      const cancellation = option(after, 'cancellation-nonlpr');
      expect(place(after, 'cancellation-nonlpr')).toBeLessThan(place(before, 'cancellation-nonlpr'));
      expect(cancellation.status).toBe('NEEDS_FACTS');
      expect(findingOf(cancellation, 'continuous-physical-presence')).toBe('MET');
      expect(findingOf(cancellation, 'qualifying-relative-spouse-parent-child')).toBe('MET');
      expect(findingOf(cancellation, 'exceptional-extremely-unusual-hardship')).toBe('UNKNOWN');
    });

    test('asks next for the fact that settles most of what is open', async () => {
      const { nextQuestion } = await asked();
      expect(nextQuestion.factor.id).toBe('favorable-exercise-of-discretion');
      expect(nextQuestion.settles).toBeGreaterThan(10);
      expect(
        (await asked({ facts: [{ factor: nextQuestion.factor.id, value: { boolean: true } }] })).nextQuestion.factor.id,
      ).not.toBe(nextQuestion.factor.id);
    });

    test('says which options turn on a criminal ground of the denial, and puts them after the others', async () => {
      const answer = await asked({ because: ['dep-aggravated-felony'] });
      const turning = answer.options.filter(({ sameGround }: Data) => sameGround.length > 0).map(({ remedy }: Data) => remedy.id);
      expect(turning.sort()).toEqual([
        'asylum',
        'cancellation-lpr',
        'cancellation-nonlpr',
        'cancellation-vawa',
        'registry',
        'voluntary-departure-pre',
        'withholding-241b3',
      ]);
      expect(option(answer, 'cancellation-lpr').sentence).toContain('It turns on a reason given for the denial too');
      expect(place(answer, 'asylum')).toBeGreaterThan(place(answer, 'cat-deferral'));
    });
  });
});

describe('after a bar', () => {
  onEachEngine((api) => {
    test('reads the alternatives for what is not available when the reason is a bar', async () => {
      const { afterDenial } =
        await api.ask(`{ afterDenial(relief: "cancellation-nonlpr", because: ["criminal-or-falsification-grounds-240ab1c"], asOf: "2026-11-24") {
        options { alternative { when } } } }`);
      const whens = afterDenial.options.flatMap(({ alternative }: Data) => alternative.map(({ when }: Data) => when));
      expect(new Set(whens)).toEqual(new Set(['BOTH', 'UNAVAILABLE']));
    });

    test('reads the alternatives for a denial when the reason is an element that was not met', async () => {
      const { afterDenial } =
        await api.ask(`{ afterDenial(relief: "cancellation-nonlpr", because: ["exceptional-extremely-unusual-hardship"], asOf: "2026-11-24") {
        options { alternative { when } } } }`);
      const whens = afterDenial.options.flatMap(({ alternative }: Data) => alternative.map(({ when }: Data) => when));
      expect(whens).toContain('DENIED');
      expect(whens).not.toContain('UNAVAILABLE');
    });

    test('blocks what cannot be had at the stage, with the claim that says so', async () => {
      const { assess } = await api.ask(
        '{ assess(remedy: "asylum", stage: "reinstatement-of-removal", asOf: "2026-11-24") { status because { id } sentence } }',
      );
      expect(assess.status).toBe('BLOCKED');
      expect(assess.because.map(({ id }: Data) => id)).toContain('asylum.unavailable-at.reinstatement-of-removal');
    });

    test('adds every remedy at the stage after those the sources list', async () => {
      const query = (scope: string) =>
        `{ afterDenial(relief: "prosecutorial-discretion", stage: "final-order", scope: ${scope}, asOf: "2026-11-24") { options { remedy { id } status alternative { id } } } }`;
      const [few, all] = [await api.ask(query('LISTED')), await api.ask(query('ALL_AT_STAGE'))];
      expect(all.afterDenial.options.length).toBeGreaterThan(few.afterDenial.options.length);
      const open = all.afterDenial.options
        .filter(({ status }: Data) => status === 'NEEDS_FACTS')
        .map(({ alternative }: Data) => alternative.length > 0);
      expect(open.lastIndexOf(true)).toBeLessThan(open.indexOf(false));
    });
  });
});
