import { describe, expect, test } from 'vitest';
import { type Data, onEachEngine } from '../engines.ts';

const query = `query ($facts: [FactInput!], $stage: ID, $asOf: Date, $circuit: Circuit, $categories: [String!]) {
  screen(facts: $facts, stage: $stage, asOf: $asOf, circuit: $circuit, categories: $categories) {
    asOf stage { id } nextQuestion { factor { id } text settles }
    assessments { status remedy { id kind title } requirements { finding } bars { finding } missing { id } } } }`;

const twelve = Object.entries({
  'criminal-record': false,
  'entry-without-inspection': true,
  'good-moral-character': true,
  'aggravated-felony-conviction': false,
  'exchange-visitor-two-year': false,
  'changed-circumstances': false,
  'extraordinary-circumstances': false,
  'unaccompanied-child': false,
  'citizen-by-birth-or-descent': false,
  'exceptional-circumstances-missed-hearing': false,
}).map(([factor, boolean]): Data => ({ factor, value: { boolean } }));
const facts: Data[] = [
  ...twelve,
  { factor: 'continuous-physical-presence', value: { duration: 'P11Y' } },
  { factor: 'time-from-arrival-to-asylum-filing', value: { duration: 'P4Y' } },
];

const statuses = ['OPEN', 'NEEDS_FACTS', 'BLOCKED'];
const unknowns = ({ requirements, bars }: Data): number =>
  [...requirements, ...bars].filter(({ finding }: Data) => finding === 'UNKNOWN').length;

/** Everything a screening is ordered by, as one key. */
const key = (one: Data): (string | number)[] => [statuses.indexOf(one.status), unknowns(one), one.remedy.title, one.remedy.id];

function compare(a: Data, b: Data): number {
  const [left, right] = [key(a), key(b)];
  const place = left.findIndex((part, index) => part !== right[index]);
  return place < 0 ? 0 : (left[place] as string) < (right[place] as string) ? -1 : 1;
}

onEachEngine((api) => {
  const screen = async (variables: Data = {}): Promise<Data> => (await api.ask(query, { facts, ...variables })).screen;
  const ids = ({ assessments }: Data): string[] => assessments.map(({ remedy }: Data) => remedy.id);

  describe('a screening', () => {
    test('assesses every relief and motion, in its order', async () => {
      const { assessments } = await screen();
      expect(new Set(assessments.map(({ remedy }: Data) => remedy.kind))).toEqual(new Set(['RELIEF_TYPE', 'MOTION']));
      expect(assessments).toEqual(assessments.toSorted(compare));
      expect(new Set(assessments.map(({ status }: Data) => status))).toEqual(new Set(statuses));
    });

    test('finds for each remedy what assess finds', async () => {
      const { assessments } = await screen({ asOf: '2026-06-01', circuit: 'CA9' });
      const one = `query ($remedy: ID!, $facts: [FactInput!]) { assess(remedy: $remedy, facts: $facts, asOf: "2026-06-01", circuit: CA9) {
        status remedy { id kind title } requirements { finding } bars { finding } missing { id } } }`;
      for (const expected of assessments.filter((_: Data, index: number) => index % 12 === 0)) {
        expect((await api.ask(one, { remedy: expected.remedy.id, facts })).assess).toEqual(expected);
      }
    });

    test('leaves out what does not exist on the day', async () => {
      expect(ids(await screen({ asOf: '2016-01-01' }))).toContain('dapa');
      expect(ids(await screen({ asOf: '2010-01-01' }))).not.toContain('dapa');
    });

    test('leaves out what the sources rule out at the stage', async () => {
      const { reliefTypes } = await api.ask(
        '{ reliefTypes(first: 100) { nodes { id unavailableAt(asOf: "2026-06-01") { stage { id } circuits } } } }',
      );
      const [barred] = reliefTypes.nodes.filter(({ unavailableAt }: Data) => unavailableAt[0]?.circuits.length === 0);
      const stage = barred.unavailableAt[0].stage.id;
      const found = await screen({ stage, asOf: '2026-06-01' });
      expect(found.stage).toEqual({ id: stage });
      expect(ids(found)).not.toContain(barred.id);
      expect(ids(await screen({ asOf: '2026-06-01' }))).toContain(barred.id);
    });

    test('keeps to reliefs of the categories asked for', async () => {
      const { assessments } = await screen({ categories: ['protection', 'cancellation'] });
      const { reliefTypes } = await api.ask('{ reliefTypes(first: 100) { nodes { id category } } }');
      const category = new Map<string, string>(reliefTypes.nodes.map((one: Data) => [one.id, one.category]));
      expect(ids({ assessments })).toContain('asylum');
      for (const { remedy } of assessments) expect(['protection', 'cancellation', undefined]).toContain(category.get(remedy.id));
      expect(assessments.every(({ remedy }: Data) => remedy.kind === 'RELIEF_TYPE')).toBe(true);
    });

    test('refuses a category that no relief has, naming the right ones', async () => {
      const [error] = (await api.answer(query, { categories: ['asylum'] })).errors;
      expect(error?.extensions?.code).toBe('BAD_USER_INPUT');
      expect(error?.message).toMatch(
        /^categories must be categories of reliefs, but got "asylum"\. There are adjustment, .*waiver\.$/,
      );
    });

    test('asks next for the factor that most remedies not blocked lack', async () => {
      const { nextQuestion, assessments } = await screen();
      const possible = assessments.filter(({ status }: Data) => status !== 'BLOCKED');
      const lacking = (factor: string): number =>
        possible.filter(({ missing }: Data) => missing.some(({ id }: Data) => id === factor)).length;
      expect(lacking(nextQuestion.factor.id)).toBeGreaterThan(0);
      expect(nextQuestion.settles).toBeGreaterThanOrEqual(lacking(nextQuestion.factor.id));
      expect(facts.map(({ factor }) => factor)).not.toContain(nextQuestion.factor.id);
      expect(nextQuestion.text).toMatch(/\?/);
    });
  });
});
