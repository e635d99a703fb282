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
}

/** Today where the law is made: in Washington. */
export const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date());

/** Whether a parameter of the address is a day. */
export const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
const isCircuit = (text: string | null): text is Circuit => text !== null && text in shared.circuits;

const momentIn = (search: URLSearchParams): Moment => {
  const [on, place] = [search.get('on'), search.get('in')];
  const asOf = isDay(on) ? on : today();
  return { asOf, isToday: !isDay(on) || on === today(), circuit: isCircuit(place) ? place : null };
};

export function useMoment(): Moment {
  const [search] = useSearchParams();
  return useMemo(() => momentIn(search), [search]);
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
