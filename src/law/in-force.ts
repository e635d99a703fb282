import { LRUCache } from 'lru-cache';
import type { Circuit } from '../generated/schema.ts';
import { type Filter, withPredicate } from '../graph/filter.ts';
import type { Claim } from '../graph/records.ts';

/** The day and the place that an answer is about. */
export interface Moment {
  /** Calendar date `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Null: anywhere; claims limited to circuits are given back and say where they hold. */
  readonly circuit: Circuit | null;
}

/**
 * The claims in force on a day: `since <= asOf < until`, where an unknown start counts as always, an open end as still, and both ends of
 * the claim exist on that day. With a circuit, claims limited to other circuits are left out.
 */
export function inForce({ asOf, circuit }: Moment): Filter {
  const key = `${asOf} ${circuit}`;
  const known = filters.get(key) ?? inForceOn({ asOf, circuit });
  filters.set(key, known);
  return known;
}

/** The filters of the days asked about last: one answer asks for the same one at each of its lists. */
const filters = new LRUCache<string, Filter>({ max: 100 });

function inForceOn(moment: Moment): Filter {
  const { asOf, circuit } = moment;
  const begun: Filter = {
    op: 'or',
    of: [
      { op: 'absent', field: 'since' },
      { op: 'lte', field: 'since', value: asOf },
    ],
  };
  const lasting: Filter = {
    op: 'or',
    of: [
      { op: 'absent', field: 'until' },
      { op: 'gt', field: 'until', value: asOf },
    ],
  };
  return withPredicate({ op: 'and', of: [begun, lasting, ...holdsIn(circuit)] }, (claim: Claim) => holdsAt(claim, moment));
}

/** The part of `inForce` that is about the place. */
export function holdsIn(circuit: Circuit | null): Filter[] {
  if (circuit === null) return [];
  return [
    {
      op: 'or',
      of: [
        { op: 'empty', field: 'circuits' },
        { op: 'has', field: 'circuits', value: circuit },
      ],
    },
  ];
}

/** Whether one claim is in force on the day, wherever it holds. */
export const isInForce = (claim: Pick<Claim, 'since' | 'until'>, asOf: string): boolean =>
  (claim.since === null || claim.since <= asOf) && (claim.until === null || asOf < claim.until);

/** What `inForce` says, of one claim at hand. */
export const holdsAt = (claim: Claim, { asOf, circuit }: Moment): boolean =>
  isInForce(claim, asOf) && (circuit === null || claim.circuits.length === 0 || claim.circuits.includes(circuit));

/** Every circuit there is; claims that together name all of them hold everywhere. */
export const circuits: readonly Circuit[] = [
  'CA1',
  'CA2',
  'CA3',
  'CA4',
  'CA5',
  'CA6',
  'CA7',
  'CA8',
  'CA9',
  'CA10',
  'CA11',
  'CADC',
];

/** Whether claims, taken together, hold at the asked place: everywhere when no circuit was asked for. */
export function holdThroughout(claims: readonly Pick<Claim, 'circuits'>[], circuit: Circuit | null): boolean {
  if (claims.some((claim) => claim.circuits.length === 0)) return true;
  const named = new Set(claims.flatMap((claim) => claim.circuits));
  return circuit === null ? circuits.every((one) => named.has(one)) : named.has(circuit);
}
