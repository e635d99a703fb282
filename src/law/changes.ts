import type { ChangeType, InstrumentState } from '../generated/schema.ts';
import type { Claim, EntityOf } from '../graph/records.ts';
import { dateWords } from './sentence.ts';

type Dated = EntityOf<'POLICY_ERA' | 'RELIEF_TYPE'>;
type Instrument = EntityOf<'POLICY_INSTRUMENT'>;

/** Something that began or ended on a day. `id` orders changes of one day. */
export interface Change {
  readonly id: string;
  readonly date: string;
  readonly change: ChangeType;
  /** Id of what changed: the claim's start, the instrument, the era or the relief. */
  readonly entity: string;
  readonly claim: Claim | null;
  readonly state: InstrumentState | null;
}

export interface Changing {
  readonly claims: readonly Claim[];
  readonly instruments: readonly Instrument[];
  readonly dated: readonly Dated[];
}

/** What began or ended in a span, its first and last day counted in, by day, then by what changed. */
export function changesBetween({ claims, instruments, dated }: Changing, from: string, to: string): Change[] {
  const all = [
    ...claims.flatMap((claim) =>
      ends(claim.id, { from: claim.validFrom, to: claim.validTo }, { entity: claim.from, claim, state: null }),
    ),
    ...dated.flatMap((entity) => ends(entity.id, entity, { entity: entity.id, claim: null, state: null })),
    ...instruments.flatMap(statusChanges),
  ];
  return all.filter(({ date }) => from <= date && date <= to).sort((a, b) => compare(a.date, b.date) || compare(a.id, b.id));
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

type About = Pick<Change, 'entity' | 'claim' | 'state'>;

function ends(id: string, { from, to }: { from: string | null; to: string | null }, about: About): Change[] {
  const began = from === null ? [] : [{ ...about, id: `${id} BEGAN ${from}`, date: from, change: 'BEGAN' as const }];
  const ended = to === null ? [] : [{ ...about, id: `${id} ENDED ${to}`, date: to, change: 'ENDED' as const }];
  return [...began, ...ended];
}

/** A state that ends where the next begins is one change: the beginning of the next. */
function statusChanges({ id, status }: Instrument): Change[] {
  const starts = new Set(status.map(({ from }) => from));
  return status.flatMap(({ from, to, state }) =>
    ends(`${id} ${state}`, { from, to: starts.has(to) ? null : to }, { entity: id, claim: null, state }),
  );
}

/** A change in words. */
export function changeSentence({ date, change, claim, state }: Change, title: string, claimSentence: string | null): string {
  const day = dateWords(date);
  if (claim !== null) return `${change === 'BEGAN' ? 'From' : 'No longer from'} ${day}: ${claimSentence}`;
  if (state !== null) return `${day}: “${title}” ${change === 'BEGAN' ? 'becomes' : 'is no longer'} ${stateWords[state]}.`;
  return `${day}: “${title}” ${change === 'BEGAN' ? 'begins' : 'ends'}.`;
}

const stateWords: Readonly<Record<InstrumentState, string>> = {
  IN_FORCE: 'in force',
  PARTIAL: 'in force in part',
  SUSPENDED: 'suspended',
  PENDING: 'issued but not in effect',
  UNKNOWN: 'of unsettled state',
  ENDED: 'ended',
  NOT_YET: 'not yet issued',
};
