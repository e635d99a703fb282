import type { InstrumentState } from '../generated/schema.ts';
import type { EntityOf } from '../graph/records.ts';

type Instrument = EntityOf<'POLICY_INSTRUMENT'>;
type Track = EntityOf<'POLICY_TRACK'>;
type Era = EntityOf<'POLICY_ERA'>;

/** A half-open stretch of time; null is open. */
interface Span {
  readonly from: string | null;
  readonly to: string | null;
}

/** A state or a government of a lever on a day: since when, until when, and what is noted. */
interface OnDate {
  readonly since: string | null;
  readonly until: string | null;
  readonly note: string | null;
}

/** An instrument on one day. */
export interface InstrumentOnDate extends OnDate {
  readonly instrument: Instrument;
  readonly state: InstrumentState;
}

/** A track on one day; `governing` are ids of instruments. */
export interface TrackOnDate extends OnDate {
  readonly track: Track;
  readonly governing: readonly string[];
}

const holdsOn = ({ from, to }: Span, date: string): boolean => (from === null || from <= date) && (to === null || date < to);

/** States in the order in which a list shows them. */
export const stateOrder: readonly InstrumentState[] = [
  'IN_FORCE',
  'PARTIAL',
  'SUSPENDED',
  'PENDING',
  'UNKNOWN',
  'ENDED',
  'NOT_YET',
];

/**
 * The state of an instrument on a day, from its status history. A day before the first interval is NOT_YET; a day after the last, or in a
 * gap between two, is ENDED, with the day of its return as `until`. Without a history it is UNKNOWN.
 */
export function instrumentOn(instrument: Instrument, date: string): InstrumentOnDate {
  const { status } = instrument;
  const current = status.find((interval) => holdsOn(interval, date));
  if (current) return { instrument, state: current.state, since: current.from, until: current.to, note: current.note };
  const past = status.filter(({ to }) => to !== null && to <= date).at(-1);
  const next = status.find(({ from }) => from !== null && date < from);
  const state = past ? 'ENDED' : next ? 'NOT_YET' : 'UNKNOWN';
  return { instrument, state, since: past?.to ?? null, until: next?.from ?? null, note: null };
}

/** Who governed a lever on a day; nobody where no interval holds. */
export function trackOn(track: Track, date: string): TrackOnDate {
  const current = track.intervals.find((interval) => holdsOn(interval, date));
  if (current) return { track, governing: current.governing, since: current.from, until: current.to, note: current.note };
  return { track, governing: [], since: null, until: null, note: null };
}

/** The era a day falls in; null before the first. */
export const eraOn = (eras: readonly Era[], date: string): Era | null => eras.find((era) => holdsOn(era, date)) ?? null;

/** Eras that overlap a span of whole days, in order; an open end of the span has no limit. */
export const erasBetween = (eras: readonly Era[], from: string | null, to: string | null): Era[] =>
  eras
    .filter((era) => (to === null || era.from === null || era.from <= to) && (from === null || era.to === null || from < era.to))
    .toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));

/** Everything that policy is read from. */
export interface PolicyRecords {
  readonly eras: readonly Era[];
  readonly instruments: readonly Instrument[];
  readonly tracks: readonly Track[];
}

/** Policy on one day. Instruments by state, title and id; tracks by title and id. */
export interface Snapshot {
  readonly date: string;
  readonly era: Era | null;
  readonly instruments: readonly InstrumentOnDate[];
  readonly tracks: readonly TrackOnDate[];
  readonly lastChange: string | null;
  readonly nextChange: string | null;
}

export function policyOn({ eras, instruments, tracks }: PolicyRecords, date: string): Snapshot {
  const days = [...eras, ...instruments.flatMap(({ status }) => status), ...tracks.flatMap(({ intervals }) => intervals)]
    .flatMap(({ from, to }) => [from, to])
    .filter((day): day is string => day !== null)
    .sort();
  const states = instruments.map((instrument) => instrumentOn(instrument, date));
  return {
    date,
    era: eraOn(eras, date),
    instruments: states.toSorted(
      (a, b) => stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state) || byTitle(a.instrument, b.instrument),
    ),
    tracks: tracks.toSorted(byTitle).map((track) => trackOn(track, date)),
    lastChange: days.findLast((day) => day <= date) ?? null,
    nextChange: days.find((day) => date < day) ?? null,
  };
}

function byTitle(a: { id: string; title: string }, b: { id: string; title: string }): number {
  if (a.title !== b.title) return a.title < b.title ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** What differs between two days: instruments in another state, tracks governed by others, each by title and id. */
export interface Comparison {
  readonly from: Snapshot;
  readonly to: Snapshot;
  readonly eraChanged: boolean;
  readonly instruments: readonly { readonly before: InstrumentOnDate; readonly after: InstrumentOnDate }[];
  readonly tracks: readonly { readonly before: TrackOnDate; readonly after: TrackOnDate }[];
}

export function comparePolicy(records: PolicyRecords, from: string, to: string): Comparison {
  const pairs = records.instruments
    .toSorted(byTitle)
    .map((instrument) => ({ before: instrumentOn(instrument, from), after: instrumentOn(instrument, to) }));
  const levers = records.tracks.toSorted(byTitle).map((track) => ({ before: trackOn(track, from), after: trackOn(track, to) }));
  const [first, second] = [policyOn(records, from), policyOn(records, to)];
  return {
    from: first,
    to: second,
    eraChanged: first.era?.id !== second.era?.id,
    instruments: pairs.filter(({ before, after }) => before.state !== after.state),
    tracks: levers.filter(({ before, after }) => before.governing.join() !== after.governing.join()),
  };
}
