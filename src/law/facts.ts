import { LRUCache } from 'lru-cache';
import { Temporal } from 'temporal-polyfill';
import type { Test } from '../graph/records.ts';

/** What is given about one factor: a boolean, a whole number (a count, or US cents), a date, a duration or a choice. */
export type FactValue = boolean | number | string;

/** The facts given about a person or case, by factor id. A factor that is not there is unknown, never false. */
export type Facts = ReadonlyMap<string, FactValue>;

/** Whether a test holds: null when the fact is not given. */
export type Outcome = boolean | null;

/**
 * Whether a fact passes a test.
 *
 * @param asOf day from which durations in different units are compared (a year is counted by the calendar)
 */
export function outcome(test: Test | null, fact: FactValue | undefined, asOf: string): Outcome {
  if (fact === undefined) return null;
  if (test === null) return typeof fact === 'boolean' ? fact : null;
  switch (test.op) {
    case 'IS':
      return fact === test.value;
    case 'BEFORE':
      return String(fact) < test.value;
    case 'AFTER':
      return String(fact) > test.value;
    case 'ONE_OF':
      return test.value.includes(String(fact));
    case 'AT_LEAST':
      return compare(fact, test.value, asOf) >= 0;
    case 'AT_MOST':
      return compare(fact, test.value, asOf) <= 0;
    case 'MORE_THAN':
      return compare(fact, test.value, asOf) > 0;
    case 'LESS_THAN':
      return compare(fact, test.value, asOf) < 0;
  }
}

function compare(fact: FactValue, bound: string | number, asOf: string): number {
  if (typeof bound === 'number') return Number(fact) - bound;
  return Temporal.Duration.compare(String(fact), durationOf(bound), { relativeTo: dayOf(asOf) });
}

/** What tests and days mean, those read last: each is compared with many times. A fact is never kept. */
const durations = new LRUCache<string, Temporal.Duration>({ max: 1000, memoMethod: (text) => Temporal.Duration.from(text) });
const days = new LRUCache<string, Temporal.PlainDate>({ max: 100, memoMethod: (text) => Temporal.PlainDate.from(text) });
const durationOf = (text: string): Temporal.Duration => durations.memo(text);
const dayOf = (text: string): Temporal.PlainDate => days.memo(text);
