import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import type { EntityOf } from '../../src/graph/records.ts';
import { closedBecause, dueDate } from '../../src/law/due-date.ts';
import { type Data, onEachEngine } from '../engines.ts';

onEachEngine((api) => {
  const query = `query ($deadline: ID!, $triggered: Date!) {
    dueDate(deadline: $deadline, triggered: $triggered) { deadline { id } triggered due rule } }`;
  const found = async (deadline: string, triggered: string): Promise<Data> =>
    (await api.ask(query, { deadline, triggered })).dueDate;
  const due = async (deadline: string, triggered: string): Promise<string> => (await found(deadline, triggered)).due;

  describe('8 CFR 1003.38(b)-(c), appeal to the Board within 30 days', () => {
    test('does not count the day of the decision', async () => {
      expect(await due('bia-appeal-30', '2026-06-01')).toBe('2026-07-01');
    });
    test('moves from a Saturday to Monday, and says each step with its source', async () => {
      const answer = await found('bia-appeal-30', '2026-05-07');
      expect(answer.due).toBe('2026-06-08');
      expect(answer.rule[0]).toContain('30 calendar days');
      expect(answer.rule[0]).toContain('8 CFR');
      expect(answer.rule.join(' ')).toContain('the count ends on Saturday, June 6, 2026');
      expect(answer.rule.join(' ')).toMatch(
        /a Saturday, so it moves to the next business day, Monday, June 8, 2026 \(.*1003\.38/,
      );
      expect(answer.rule.at(-1)).toMatch(/must have been received by then; sending it by then is not enough \(.*1003\.38.*\)\.$/);
    });
    test('moves off the day on which a holiday is observed', async () => {
      // July 4, 2026 is a Saturday, observed on Friday July 3; the next business day is Monday July 6.
      expect(await due('bia-appeal-30', '2026-06-03')).toBe('2026-07-06');
      // November 26, 2026 is Thanksgiving Day, the Friday after it is not a holiday.
      expect(await due('bia-appeal-30', '2026-10-27')).toBe('2026-11-27');
    });
    test('moves over a New Year observed in the old year', async () => {
      // January 1, 2028 is a Saturday, observed on Friday December 31, 2027.
      expect(await due('bia-appeal-30', '2027-12-01')).toBe('2028-01-03');
    });
  });

  test('does not move where the sources state no move, and says so', async () => {
    // November 1, 2026 is a Sunday.
    const answer = await found('pfr-30', '2026-10-02');
    expect(answer.due).toBe('2026-11-01');
    expect(answer.rule.join(' ')).toContain('state no move off weekends or federal holidays, so the day stands: it is a Sunday');
  });

  test('counts business days over weekends and holidays', async () => {
    // From Wednesday July 1, 2026: July 2, then 6, 7, 8 and 9; Friday July 3 is a holiday.
    expect(await due('vd-bond-5bd', '2026-07-01')).toBe('2026-07-09');
    expect(await due('eoir43-1bd', '2026-11-25')).toBe('2026-11-27');
  });

  test('counts months and years by the calendar', async () => {
    expect(await due('zadvydas-6m', '2025-08-31')).toBe('2026-02-28');
    expect(await due('asylum-one-year', '2024-02-29')).toBe('2025-02-28');
    expect(await due('sij-21', '2008-03-15')).toBe('2029-03-15');
  });

  test('rounds hours up to days and says so', async () => {
    const answer = await found('uac-transfer-72h', '2026-03-02');
    expect(answer.due).toBe('2026-03-05');
    expect(answer.rule.join(' ')).toContain('rounded up to 3 calendar days');
  });

  test('counts back from a hearing where the sources count back', async () => {
    const answer = await found('mch-filing-15', '2026-09-30');
    expect(answer.due).toBe('2026-09-15');
    expect(answer.rule.join(' ')).toContain('Counted back from Wednesday, September 30, 2026');
  });

  test('refuses a deadline without a fixed length, and a day far away', async () => {
    const [open] = (await api.answer(query, { deadline: 'inabs-any', triggered: '2026-01-01' })).errors;
    expect(open?.extensions?.code).toBe('BAD_USER_INPUT');
    expect(open?.message).toContain('the sources set none for "inabs-any"');
    const [far] = (await api.answer(query, { deadline: 'bia-appeal-30', triggered: '9999-12-31' })).errors;
    expect(far?.message).toBe('triggered must be between 1900-01-01 and 2199-12-31, but got 9999-12-31.');
  });

  test('answers for every deadline with a length, naming a source', async () => {
    const list = '{ nodes { id length } }';
    const { front, back } = await api.ask(`{ front: deadlines(first: 100) ${list} back: deadlines(last: 100) ${list} }`);
    const deadlines = new Map<string, Data>([...front.nodes, ...back.nodes].map((one: Data) => [one.id, one]));
    expect(deadlines.size).toBeGreaterThan(100);
    for (const { id, length } of deadlines.values()) {
      if (length === null) continue;
      const { rule } = await found(id, '2026-04-15');
      expect([id, rule[0]]).toEqual([id, expect.stringMatching(/\(.+\)\.$/)]);
    }
  });
});

const units = ['CALENDAR_DAYS', 'BUSINESS_DAYS', 'HOURS', 'MONTHS', 'YEARS'] as const;
const roll = 'A last day on a weekend or federal holiday moves to the next business day.';

const deadlineOf = (fields: Partial<EntityOf<'DEADLINE'>>): EntityOf<'DEADLINE'> => ({
  id: 'made-up',
  kind: 'DEADLINE',
  title: 'Made up',
  summary: 'Made up.',
  aliases: [],
  reviewed: null,
  pages: [],
  caveat: null,
  length: 30,
  unit: 'CALENDAR_DAYS',
  startsOn: 'the decision',
  receipt: null,
  jurisdictional: null,
  bound: 'EITHER',
  tolling: null,
  ifMissed: null,
  ...fields,
});

describe('any deadline from any day', () => {
  const first = Temporal.PlainDate.from('1950-01-01');
  const days = fc.integer({ min: 0, max: 60_000 }).map((count) => first.add({ days: count }).toString());
  const deadlines = fc
    .record({ length: fc.integer({ min: 0, max: 200 }), unit: fc.constantFrom(...units), tolling: fc.constantFrom(null, roll) })
    .map(deadlineOf);
  const dueOn = (deadline: EntityOf<'DEADLINE'>, day: string): string => dueDate(deadline, day, '')?.due ?? '';
  const always = { numRuns: 400, seed: 20_240_301 };

  test('is never due before the event', () => {
    fc.assert(
      fc.property(deadlines, days, (deadline, day) => dueOn(deadline, day) >= day),
      always,
    );
  });

  test('is never due earlier after a later event', () => {
    fc.assert(
      fc.property(deadlines, days, fc.integer({ min: 1, max: 40 }), (deadline, day, later) => {
        const next = Temporal.PlainDate.from(day).add({ days: later }).toString();
        return dueOn(deadline, day) <= dueOn(deadline, next);
      }),
      always,
    );
  });

  test('is never due on a closed day where the rule moves it', () => {
    fc.assert(
      fc.property(deadlines, days, (deadline, day) => {
        const due = Temporal.PlainDate.from(dueOn({ ...deadline, tolling: roll }, day));
        return closedBecause(due) === null;
      }),
      always,
    );
  });

  test('is due as many business days later as it says', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 40 }), (day, length) => {
        const due = Temporal.PlainDate.from(dueOn(deadlineOf({ length, unit: 'BUSINESS_DAYS' }), day));
        let open = 0;
        for (
          let one = Temporal.PlainDate.from(day).add({ days: 1 });
          Temporal.PlainDate.compare(one, due) <= 0;
          one = one.add({ days: 1 })
        )
          if (closedBecause(one) === null) open++;
        return open === length;
      }),
      always,
    );
  });

  test('is never due after the event it counts back from, but for a move', () => {
    const back = deadlines.map((deadline) => ({ ...deadline, startsOn: 'counted back from the hearing', tolling: null }));
    fc.assert(
      fc.property(back, days, (deadline, day) => dueOn(deadline, day) <= day),
      always,
    );
  });
});

describe('federal holidays, 5 U.S.C. 6103', () => {
  test.each([
    ['2026-01-01', "New Year's Day"],
    ['2026-01-19', 'Birthday of Martin Luther King, Jr.'],
    ['2026-02-16', "Washington's Birthday"],
    ['2026-05-25', 'Memorial Day'],
    ['2026-06-19', 'Juneteenth National Independence Day'],
    ['2026-07-03', 'Independence Day'],
    ['2026-09-07', 'Labor Day'],
    ['2026-10-12', 'Columbus Day'],
    ['2026-11-11', 'Veterans Day'],
    ['2026-11-26', 'Thanksgiving Day'],
    ['2026-12-25', 'Christmas Day'],
    ['2021-12-31', "New Year's Day"],
    ['2023-01-02', "New Year's Day"],
    ['2026-07-04', 'a Saturday'],
    ['2026-07-05', 'a Sunday'],
    ['2020-06-19', null],
    ['2026-07-06', null],
  ])('%s is %s', (day, reason) => {
    expect(closedBecause(Temporal.PlainDate.from(day))).toBe(reason);
  });
});
