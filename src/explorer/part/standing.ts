import { createContext, useContext, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { pathTo, type View } from '../view.ts';

/** How a box or line stands to the selection: it is that, on the way to it from the root, or beside it. Others are dimmed by the style sheet. */
export type Standing = 'plain' | 'picked' | 'near' | 'path';

/**
 * Told to each box and line by itself, and not through React Flow, which would go through all of them: so a selection draws again
 * only what it changes.
 */
interface Standings {
  readonly of: (id: string) => Standing;
  /** The box where the tab key enters the drawing. */
  readonly entry: () => string;
  readonly subscribe: (told: () => void) => () => void;
  readonly set: (of: Standings['of'], entry: string) => void;
}

function createStandings(): Standings {
  const told = new Set<() => void>();
  let now: { readonly of: Standings['of']; readonly entry: string } = { of: () => 'plain', entry: '' };
  return {
    of: (id) => now.of(id),
    entry: () => now.entry,
    subscribe: (listener) => {
      told.add(listener);
      return () => told.delete(listener);
    },
    set: (of, entry) => {
      now = { of, entry };
      for (const tell of told) tell();
    },
  };
}

export const StandingsContext = createContext<Standings>(createStandings());

/** Keeps the standings of a drawing, for `StandingsContext`. */
export function useStandings(view: View, picked: string | null, entry: string): Standings {
  const [standings] = useState(createStandings);
  useLayoutEffect(() => standings.set(standingsOf(view, picked), entry), [standings, view, picked, entry]);
  return standings;
}

export function useStanding(id: string): Standing {
  const { subscribe, of } = useContext(StandingsContext);
  return useSyncExternalStore(subscribe, () => of(id));
}

export function useIsEntry(id: string): boolean {
  const { subscribe, entry } = useContext(StandingsContext);
  return useSyncExternalStore(subscribe, () => entry() === id);
}

function standingsOf(view: View, picked: string | null): Standings['of'] {
  if (picked === null) return () => 'plain';
  const path = pathTo(picked, view);
  const own = view.edges.filter(({ from, to }) => from === picked || to === picked);
  const near = new Set(own.flatMap(({ id, from, to }) => [id, from, to]));
  return (id) => (id === picked ? 'picked' : path.has(id) ? 'path' : near.has(id) ? 'near' : 'plain');
}
