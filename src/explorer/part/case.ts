import { useMemo, useSyncExternalStore } from 'react';
import type { AfterDenialQuery, FactInput, FactValueInput } from '../../generated/explorer/graphql.ts';
import { inWords } from '../state.ts';
import { denial } from '../text/denial.ts';
import type { Named } from './entity-link.tsx';

export type Remains = AfterDenialQuery['afterDenial'];
export type Option = Remains['options'][number];
/** What a question asks for. */
export type Factor = Option['assessment']['missing'][number];

export interface Given {
  readonly factor: Factor;
  readonly value: FactValueInput;
}

/** What is known of a person's case beyond what the address says. */
export interface Case {
  /** Id of the relief whose denial `because` explains. */
  readonly relief: string | null;
  readonly because: readonly Named[];
  readonly given: readonly Given[];
  /** Questions answered with "I don't know". */
  readonly skipped: readonly Factor[];
}

const nothing: Case = { relief: null, because: [], given: [], skipped: [] };

/** Lives as long as the page: it is never written anywhere, so that a look at a source loses nothing and a reload everything. */
let known = nothing;
const listeners = new Set<() => void>();

export function changeCase(change: (now: Case) => Case): void {
  known = change(known);
  for (const listener of listeners) listener();
}

export const forgetCase = (): void => changeCase(({ relief }) => ({ ...nothing, relief }));

const listen = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The case, as far as it is about the denial of a relief: reasons of another denial are not its own. */
export function useCase(relief: string | null): Case & {
  /** Whether it was said why that relief was denied, or that it is not known. */
  readonly isExplained: boolean;
} {
  const now = useSyncExternalStore(listen, () => known);
  return useMemo(() => {
    const isExplained = relief !== null && now.relief === relief;
    return { ...now, because: isExplained ? now.because : [], isExplained };
  }, [now, relief]);
}

const without = <One extends { readonly id: string }>(list: readonly One[], id: string): One[] =>
  list.filter((one) => one.id !== id);

export const giveFact = (factor: Factor, value: FactValueInput): void =>
  changeCase((now) => {
    const isGiven = now.given.some((one) => one.factor.id === factor.id);
    const given = isGiven
      ? now.given.map((one) => (one.factor.id === factor.id ? { factor, value } : one))
      : [...now.given, { factor, value }];
    return { ...now, given, skipped: without(now.skipped, factor.id) };
  });

export const skipFact = (factor: Factor): void =>
  changeCase((now) => ({
    ...now,
    given: now.given.filter((one) => one.factor.id !== factor.id),
    skipped: [...without(now.skipped, factor.id), factor],
  }));

/** Neither given nor left open any more: it can be asked again. */
export const takeBackFact = (factor: Factor): void =>
  changeCase((now) => ({
    ...now,
    given: now.given.filter((one) => one.factor.id !== factor.id),
    skipped: without(now.skipped, factor.id),
  }));

export const factsOf = ({ given }: Case): FactInput[] => given.map(({ factor, value }) => ({ factor: factor.id, value }));

/**
 * What to ask next: the API's own next question; where that was left open, what the options still need, in the order of the options and, in
 * each, of the API: most decisive first.
 */
export function questionAfter(
  { nextQuestion, options }: Pick<Remains, 'nextQuestion' | 'options'>,
  { given, skipped }: Case,
): Factor | null {
  const asked = new Set([...given.map(({ factor }) => factor.id), ...skipped.map(({ id }) => id)]);
  const next = nextQuestion?.factor;
  if (next !== undefined && !asked.has(next.id)) return next;
  const needed = options.filter(({ status }) => status !== 'BLOCKED').flatMap(({ assessment }) => assessment.missing);
  return needed.find(({ id }) => !asked.has(id)) ?? null;
}

/** The fact that was typed in one field; dollars become the whole cents of the API. */
export function factFrom(valueType: 'DATE' | 'COUNT' | 'MONEY', typed: string): FactValueInput {
  if (valueType === 'DATE') return { date: typed };
  return valueType === 'COUNT' ? { count: Number(typed) } : { money: Math.round(Number(typed) * 100) };
}

/** A fact as a person would say it. */
export function factInWords(value: FactValueInput): string {
  const text = denial.question;
  if (value.boolean !== undefined) return value.boolean ? text.yes : text.no;
  if (value.duration !== undefined) return durationInWords(value.duration);
  if (value.date !== undefined) return inWords(value.date);
  if (value.count !== undefined) return value.count.toLocaleString('en');
  if (value.money !== undefined) return (value.money / 100).toLocaleString('en', { style: 'currency', currency: 'USD' });
  return value.choice;
}

/** Years, months and days of a duration such as `P10Y2M`. */
export const durationParts = (duration: string): { readonly years: number; readonly months: number; readonly days: number } => {
  const part = (unit: string): number => Number(new RegExp(`(\\d+)${unit}`).exec(duration)?.[1] ?? 0);
  return { years: part('Y'), months: part('M'), days: part('D') };
};

function durationInWords(duration: string): string {
  const { years, months, days } = durationParts(duration);
  const { inYears, inMonths, inDays } = denial.question;
  const parts = [years > 0 && inYears(years), months > 0 && inMonths(months), days > 0 && inDays(days)].filter(Boolean);
  return parts.length === 0 ? inDays(0) : parts.join(', ');
}
