import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { Circuit } from '../generated/explorer/graphql.ts';
import { shared } from './text/shared.ts';

/** The day and the place that every view honors, as they stand in its address: `on` and `in`. */
export interface Moment {
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  readonly isToday: boolean;
  /** Null: anywhere. */
  readonly circuit: Circuit | null;
  /** What `on` and `in` hold that is no day and no circuit; it counts as not given. */
  readonly misread: readonly string[];
}

/** Today where the law is made: in Washington. */
export const today = (): string => inWashington.format(new Date());
const inWashington = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' });

/** The day that the calendar makes of a text: February 30 is March 1 or 2. */
const inCalendar = (text: string): string | null => {
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at.toISOString().slice(0, 10);
};

/** Whether a parameter of the address is a day. */
export const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && inCalendar(text) === text;
const isCircuit = (text: string | null): text is Circuit => text !== null && text in shared.circuits;

const momentIn = (on: string | null, place: string | null, day: string): Moment => {
  const misread = [on !== null && !isDay(on) ? on : null, place !== null && !isCircuit(place) ? place : null];
  return {
    asOf: isDay(on) ? on : day,
    isToday: !isDay(on) || on === day,
    circuit: isCircuit(place) ? place : null,
    misread: misread.filter((text) => text !== null),
  };
};

export function useMoment(): Moment {
  const [search] = useSearchParams();
  const [on, place] = [search.get('on'), search.get('in')];
  const day = today();
  return useMemo(() => momentIn(on, place, day), [on, place, day]);
}

/** Changes some parameters of the address; null takes one away. `replace` leaves no step for the back button. */
export function useAddress(): readonly [URLSearchParams, (changes: Record<string, string | null>, replace?: boolean) => void] {
  const [search, setSearch] = useSearchParams();
  const change = useCallback(
    (changes: Record<string, string | null>, replace = false) =>
      setSearch(
        (current) => {
          const next = new URLSearchParams(current);
          for (const [name, value] of Object.entries(changes)) {
            if (value === null || value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace, preventScrollReset: true },
      ),
    [setSearch],
  );
  return [search, change];
}

/** An address of another view on the same day and in the same place. */
export function useLink(): (path: string, parameters?: Record<string, string | null>) => string {
  const [search] = useSearchParams();
  return useCallback(
    (path, parameters = {}) => {
      const kept = new URLSearchParams();
      for (const name of ['on', 'in']) {
        const value = search.get(name);
        if (value !== null) kept.set(name, value);
      }
      for (const [name, value] of Object.entries(parameters)) if (value !== null) kept.set(name, value);
      const text = kept.toString();
      return text === '' ? path : `${path}?${text}`;
    },
    [search],
  );
}

export const entityPath = (id: string): string => `/entity/${encodeURIComponent(id)}`;
export const graphPath = (id: string): string => `/graph/${encodeURIComponent(id)}`;
export const claimPath = (id: string): string => `/claim/${encodeURIComponent(id)}`;

/** A day as people write it: `March 3, 2014`. */
export const inWords = (day: string): string =>
  new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
