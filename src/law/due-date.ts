import holidays from '@18f/us-federal-holidays';
import { Temporal } from 'temporal-polyfill';
import type { EntityOf } from '../graph/records.ts';

type Deadline = EntityOf<'DEADLINE'>;
type Unit = NonNullable<Deadline['unit']>;
type Day = Temporal.PlainDate;

/** A computed day, and each step of the computation in words. Days are `YYYY-MM-DD`. */
export interface Due {
  readonly due: string;
  readonly rule: readonly string[];
}

const unitWords: Readonly<Record<Unit, string>> = {
  CALENDAR_DAYS: 'calendar day',
  BUSINESS_DAYS: 'business day',
  HOURS: 'hour',
  MONTHS: 'month',
  YEARS: 'year',
};

/**
 * The last day of a deadline. The day of the trigger is not counted. Whether a last day moves off weekends and holidays, and whether the
 * time runs back from the trigger, is read from the words of the deadline: no rule of law stands here.
 *
 * @param triggered day of the event the deadline starts on
 * @param source citation of what governs the deadline; empty when none is recorded
 * @returns null when the sources set no fixed length
 */
export function dueDate(deadline: Deadline, triggered: string, source: string): Due | null {
  const { length, unit } = deadline;
  if (length === null || unit === null) return null;
  const start = Temporal.PlainDate.from(triggered);
  const last = counted(start, isCountedBack(deadline) ? -length : length, unit);
  const due = rolls(deadline) ? nextOpen(last) : last;
  const cited = (words: string): string => (source === '' ? words : `${words} (${source})`);
  const rule = [
    cited(`“${deadline.title}”: ${amount(length, unit)}, on these words about its start: “${deadline.startsOn ?? 'not stated'}”`),
    countingWords(deadline, { start, last, length, unit }),
    ...(deadline.tolling === null ? [] : [cited(`The sources say of this time: “${deadline.tolling}”`)]),
    rolls(deadline) ? cited(rollWords(last, due)) : standsWords(last),
    ...receiptWords(deadline).map(cited),
  ];
  return { due: due.toString(), rule: rule.map((step) => (/[.”]$/.test(step) ? step : `${step}.`)) };
}

/** Some deadlines run back from an event to come: the words say so. */
export const isCountedBack = ({ startsOn }: Deadline): boolean => /\bcounted back\b/i.test(startsOn ?? '');

/** Whether the sources say that a last day on a weekend or a holiday moves. */
export const rolls = ({ tolling }: Deadline): boolean => /weekend|holiday|business day/i.test(tolling ?? '');

function counted(start: Day, length: number, unit: Unit): Day {
  switch (unit) {
    case 'CALENDAR_DAYS':
      return start.add({ days: length });
    case 'BUSINESS_DAYS':
      return afterBusinessDays(start, length);
    case 'HOURS':
      return start.add({ days: Math.sign(length) * daysOf(length) });
    case 'MONTHS':
      return start.add({ months: length });
    case 'YEARS':
      return start.add({ years: length });
  }
}

/** Whole days that hold a number of hours: the hour of the event is not known. */
const daysOf = (hours: number): number => Math.ceil(Math.abs(hours) / 24);

function afterBusinessDays(start: Day, count: number): Day {
  let day = start;
  for (let left = Math.abs(count); left > 0; ) {
    day = day.add({ days: Math.sign(count) });
    if (closedBecause(day) === null) left--;
  }
  return day;
}

function nextOpen(day: Day): Day {
  return closedBecause(day) === null ? day : nextOpen(day.add({ days: 1 }));
}

/**
 * Why nothing can be filed on a day: a weekend, or a federal holiday on the day on which it is observed; null on a business day.
 *
 * @see 5 U.S.C. 6103; closings by executive order are not known here
 */
export function closedBecause(day: Day): string | null {
  const holiday = observedIn(day.year).get(day.toString());
  if (holiday !== undefined) return holiday;
  return day.dayOfWeek === 6 ? 'a Saturday' : day.dayOfWeek === 7 ? 'a Sunday' : null;
}

const years = new Map<number, ReadonlyMap<string, string>>();

/** Observed holidays of a year by day; that of the next New Year may be the last day of this one. */
function observedIn(year: number): ReadonlyMap<string, string> {
  const known = years.get(year);
  if (known) return known;
  const observed = [...holidays.allForYear(year), ...holidays.allForYear(year + 1).slice(0, 1)];
  const days = new Map(observed.map(({ dateString, name }) => [dateString, name]));
  years.set(year, days);
  return days;
}

const words = (day: Day): string =>
  day.toLocaleString('en-US', { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' });

const amount = (length: number, unit: Unit): string => `${length} ${unitWords[unit]}${length === 1 ? '' : 's'}`;

interface Count {
  readonly start: Day;
  readonly last: Day;
  readonly length: number;
  readonly unit: Unit;
}

const unitNotes: Readonly<Record<Unit, (length: number) => string>> = {
  CALENDAR_DAYS: () => 'every day counts',
  BUSINESS_DAYS: () => 'weekends and federal holidays are not counted',
  HOURS: (length) =>
    `rounded up to ${amount(daysOf(length), 'CALENDAR_DAYS')}, since the hour is not known: the time itself may end sooner`,
  MONTHS: () => 'by the calendar; where a month has no such day, its last day',
  YEARS: () => 'by the calendar; where a year has no such day, the last day of that month',
};

function countingWords(deadline: Deadline, { start, last, length, unit }: Count): string {
  const way = isCountedBack(deadline) ? 'Counted back from' : 'Counted from';
  return `${way} ${words(start)}, which is not counted itself; ${unitNotes[unit](length)}: the count ends on ${words(last)}`;
}

function rollWords(last: Day, due: Day): string {
  const closed = closedBecause(last);
  return closed === null
    ? 'That is a business day, so it does not move'
    : `That is ${closed}, so it moves to the next business day, ${words(due)}`;
}

const standsWords = (last: Day): string =>
  `The sources recorded here state no move off weekends or federal holidays, so the day stands: it is ${closedBecause(last) ?? 'a business day'}`;

function receiptWords({ receipt, tolling }: Deadline): string[] {
  if (receipt === true) return ['What is filed must have been received by then; sending it by then is not enough'];
  if (receipt === false) return ['Sending it by then is enough'];
  return /receiv|mail/i.test(tolling ?? '') ? [] : ['Whether something must be received or only sent by then is not stated'];
}
