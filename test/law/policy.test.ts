import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Data, onEachEngine } from '../engines.ts';

interface PolicyCase {
  readonly id: string;
  readonly date: string;
  readonly era: string;
  readonly why: string;
  /** Instruments that are in no force that day, whatever they are instead. */
  readonly none?: readonly string[];
  readonly [state: string]: unknown;
}

interface TrackCase {
  readonly id: string;
  readonly date: string;
  readonly track: string;
  readonly governing: readonly string[];
}

const file = new URL('./policy-cases.yaml', import.meta.url);
const { cases, track_answers: tracks }: { cases: PolicyCase[]; track_answers: TrackCase[] } = parse(readFileSync(file, 'utf8'));

const states = ['in_force', 'partial', 'suspended', 'pending', 'unknown', 'ended', 'not_yet'] as const;

const snapshotQuery = `query ($date: Date!) { policyOn(date: $date) { era { id } instruments { state instrument { id } }
  tracks { track { id } governing { id } } } }`;

/** What a case says of each instrument it names: its state, in the names of the API. */
const expected = (one: PolicyCase): Record<string, string> =>
  Object.fromEntries(
    states.flatMap((state) => ((one[state] ?? []) as readonly string[]).map((id) => [id, state.toUpperCase()] as const)),
  );

/** The day before a day. */
const before = (date: string): string => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);

/** The day after a day. */
const after = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

onEachEngine((api) => {
  const on = async (date: string): Promise<Data> => (await api.ask(snapshotQuery, { date })).policyOn;

  describe('policy on a day', () => {
    test.each(cases)('$id, $date: $why', async (one) => {
      const { era, instruments } = await on(one.date);
      const found = new Map<string, string>(instruments.map(({ instrument, state }: Data) => [instrument.id, state]));
      const want = expected(one);
      expect(Object.fromEntries(Object.keys(want).map((id) => [id, found.get(id) ?? 'no such instrument']))).toEqual(want);
      for (const id of one.none ?? [])
        expect([id, found.get(id)]).toEqual([id, expect.not.stringMatching(/^(IN_FORCE|PARTIAL)$/)]);
      expect(era?.id).toBe(one.era);
    });

    test.each(tracks)('$id, $date: who governs $track', async ({ date, track, governing }) => {
      const found = (await on(date)).tracks.find((one: Data) => one.track.id === `track-${track}`);
      expect(found?.governing.map(({ id }: Data) => id)).toEqual(governing);
    });
  });

  describe('an instrument around each change of its state', () => {
    const stateOn = async (id: string, date: string): Promise<string> =>
      (
        await api.ask('query ($id: ID!, $date: Date!) { policyInstrument(id: $id) { statusOn(date: $date) { state } } }', {
          id,
          date,
        })
      ).policyInstrument.statusOn.state;
    /** The states on the day before, of and after a change. */
    const around = (id: string, date: string): Promise<string[]> =>
      Promise.all([before(date), date, after(date)].map((day) => stateOn(id, day)));

    test.each([
      ['mayorkas-guidelines-2021', '2021-09-30', 'NOT_YET', 'PENDING'],
      ['mayorkas-guidelines-2021', '2021-11-29', 'PENDING', 'IN_FORCE'],
      ['mayorkas-guidelines-2021', '2022-03-22', 'IN_FORCE', 'PARTIAL'],
      ['mayorkas-guidelines-2021', '2022-04-12', 'PARTIAL', 'IN_FORCE'],
      ['mayorkas-guidelines-2021', '2022-06-24', 'IN_FORCE', 'SUSPENDED'],
      ['mayorkas-guidelines-2021', '2023-07-28', 'SUSPENDED', 'IN_FORCE'],
      ['mayorkas-guidelines-2021', '2025-01-20', 'IN_FORCE', 'ENDED'],
      ['matter-of-avetisyan-2012', '2012-01-31', 'NOT_YET', 'IN_FORCE'],
      ['matter-of-avetisyan-2012', '2018-05-17', 'IN_FORCE', 'ENDED'],
      ['matter-of-avetisyan-2012', '2021-07-15', 'ENDED', 'IN_FORCE'],
      ['matter-of-avetisyan-2012', '2024-07-29', 'IN_FORCE', 'ENDED'],
      ['matter-of-castro-tum', '2018-05-17', 'NOT_YET', 'IN_FORCE'],
      ['matter-of-castro-tum', '2019-08-29', 'IN_FORCE', 'PARTIAL'],
      ['matter-of-castro-tum', '2021-07-15', 'PARTIAL', 'ENDED'],
    ])('%s, %s: from %s to %s, for that whole day', async (id, date, old, fresh) => {
      expect(await around(id, date)).toEqual([old, fresh, fresh]);
    });

    test('is told with the days of its state, and of its return from a gap', async () => {
      const query = `{ policyInstrument(id: "matter-of-avetisyan-2012") { statusOn(date: "2020-01-01") { state since until instrument { id } } } }`;
      expect((await api.ask(query)).policyInstrument.statusOn).toEqual({
        state: 'ENDED',
        since: '2018-05-17',
        until: '2021-07-15',
        instrument: { id: 'matter-of-avetisyan-2012' },
      });
    });
  });
});
