import type { Circuit, Finding, InstrumentState, OptionStatus } from '../generated/schema.ts';
import type { Claim, ClaimOf, Remedy } from '../graph/records.ts';
import { type Facts, type Outcome, outcome } from './facts.ts';
import { circuits, holdThroughout, type Moment } from './in-force.ts';

/** A claim by which an instrument touches a remedy, with the state of that instrument on the day. */
export interface PolicyClaim {
  readonly claim: ClaimOf<'ESTABLISHES' | 'EXPANDS' | 'RESTRICTS' | 'SUSPENDS' | 'TERMINATES'>;
  readonly state: InstrumentState;
}

/** What the law says of one remedy: claims in force on the day, at the asked place. */
export interface RemedyLaw {
  readonly remedy: Remedy;
  readonly requires: readonly ClaimOf<'REQUIRES'>[];
  readonly barredBy: readonly ClaimOf<'BARRED_BY'>[];
  readonly weighed: readonly ClaimOf<'WEIGHED_FOR' | 'WEIGHED_AGAINST'>[];
  /** Claims that make a factor an exception to a factor that bars. */
  readonly exceptions: readonly ClaimOf<'EXCEPTION_TO'>[];
  /** Grounds that bar the relief by name. No fact is asked about a ground, so they are shown and never decide. */
  readonly barringGrounds: readonly ClaimOf<'BARS'>[];
  readonly policy: readonly PolicyClaim[];
  /** Claims that the remedy cannot be had at the asked stage. */
  readonly unavailableAt: readonly ClaimOf<'UNAVAILABLE_AT'>[];
}

/** One element: any of its claims is enough (requirements), or any of them bars. */
export interface Element {
  readonly use: 'REQUIREMENT' | 'BAR' | 'WEIGHT';
  readonly group: string | null;
  readonly claims: readonly Claim[];
  readonly finding: Finding;
  /** Factors that lift a bar, and those of them that were given as true. */
  readonly liftedBy: readonly string[];
  readonly lifts: readonly string[];
  /** Reliefs that waive a bar. */
  readonly waivers: readonly string[];
}

/** How one remedy stands on the facts given. Never says that a person qualifies. */
export interface Assessment {
  readonly remedy: Remedy;
  readonly status: OptionStatus;
  readonly requirements: readonly Element[];
  readonly bars: readonly Element[];
  readonly discretion: readonly Element[];
  /** Ids of the factors that would decide, most decisive first. */
  readonly missing: readonly string[];
  readonly policy: readonly PolicyClaim[];
  readonly barringGrounds: readonly Claim[];
  /** The claims on which the status rests. */
  readonly because: readonly Claim[];
}

/** Assesses one remedy on the facts given, by the claims in force. Claims of one group are one element, met when any of them is. */
export function assess(law: RemedyLaw, facts: Facts, moment: Moment): Assessment {
  const given = { facts, moment };
  const requirements = elementsOf(law.requires).map((claims) => requirement(claims, given));
  const bars = elementsOf(law.barredBy).map((claims) => bar(claims, law.exceptions, given));
  const ruling = rule(law, requirements, bars, moment.circuit);
  return {
    remedy: law.remedy,
    ...ruling,
    requirements,
    bars,
    discretion: isMandatory(law.remedy) ? [] : law.weighed.map((claim) => weight(claim, facts)),
    missing: missingFactors([...requirements, ...bars], facts),
    policy: law.policy,
    barringGrounds: law.barringGrounds,
  };
}

const isMandatory = (remedy: Remedy): boolean => remedy.kind === 'RELIEF_TYPE' && remedy.discretion === 'MANDATORY';

type Given = { readonly facts: Facts; readonly moment: Moment };

/** Claims that stand together: one group, or one target told differently from circuit to circuit. */
function elementsOf<One extends ClaimOf<'REQUIRES'> | ClaimOf<'BARRED_BY'>>(claims: readonly One[]): One[][] {
  const elements = new Map<string, One[]>();
  for (const claim of claims) {
    const key = elementKey(claim);
    elements.set(key, [...(elements.get(key) ?? []), claim]);
  }
  return [...elements.values()];
}

function elementKey(claim: ClaimOf<'REQUIRES'> | ClaimOf<'BARRED_BY'>): string {
  if (claim.relationship === 'REQUIRES' && claim.group !== null) return `group ${claim.group}`;
  return claim.circuits.length > 0 ? `split ${claim.to}` : claim.id;
}

function requirement(claims: readonly ClaimOf<'REQUIRES'>[], { facts, moment }: Given): Element {
  const finding = throughout(claims, moment.circuit, (here) => {
    if (here.length === 0) return 'MET';
    const outcomes = here.map((claim) => outcome(claim.test, facts.get(claim.to), moment.asOf));
    return outcomes.includes(true) ? 'MET' : outcomes.includes(null) ? 'UNKNOWN' : 'NOT_MET';
  });
  const group = claims[0]?.group ?? null;
  return { use: 'REQUIREMENT', group, claims, finding, liftedBy: [], lifts: [], waivers: [] };
}

function bar(
  claims: readonly ClaimOf<'BARRED_BY'>[],
  exceptions: readonly ClaimOf<'EXCEPTION_TO'>[],
  { facts, moment }: Given,
): Element {
  const liftsOf = (claim: ClaimOf<'BARRED_BY'>) => [
    ...claim.unless,
    ...exceptions.filter((exception) => exception.to === claim.to).map((exception) => exception.from),
  ];
  const liftedBy = [...new Set(claims.flatMap(liftsOf))];
  const holds = (claim: ClaimOf<'BARRED_BY'>): Outcome =>
    liftsOf(claim).some((factor) => facts.get(factor) === true) ? false : outcome(claim.test, facts.get(claim.to), moment.asOf);
  const finding = throughout(claims, moment.circuit, (here) => {
    const outcomes = here.map(holds);
    return outcomes.includes(true) ? 'MET' : outcomes.includes(null) ? 'UNKNOWN' : 'NOT_MET';
  });
  const lifts = liftedBy.filter((factor) => facts.get(factor) === true);
  return {
    use: 'BAR',
    group: null,
    claims,
    finding,
    liftedBy,
    lifts,
    waivers: [...new Set(claims.flatMap((claim) => claim.waivedBy))],
  };
}

/** One finding for every place that was asked about; where places differ on the same facts it is contested. */
function throughout<One extends Claim>(
  claims: readonly One[],
  circuit: Circuit | null,
  findingAt: (here: readonly One[]) => Finding,
): Finding {
  if (claims.every((claim) => claim.circuits.length === 0)) return findingAt(claims);
  const places = circuit === null ? circuits : [circuit];
  const findings = new Set(
    places.map((place) => findingAt(claims.filter((claim) => claim.circuits.length === 0 || claim.circuits.includes(place)))),
  );
  if (findings.has('UNKNOWN')) return 'UNKNOWN';
  return findings.size === 1 ? ([...findings][0] as Finding) : 'CONTESTED';
}

function weight(claim: ClaimOf<'WEIGHED_FOR' | 'WEIGHED_AGAINST'>, facts: Facts): Element {
  const fact = facts.get(claim.to);
  const finding = fact === true ? 'MET' : fact === false ? 'NOT_MET' : 'UNKNOWN';
  return { use: 'WEIGHT', group: null, claims: [claim], finding, liftedBy: [], lifts: [], waivers: [] };
}

/** Whether an instrument stops the remedy as a whole. One whose state is unknown may do so. */
const halts = ({ claim, state }: PolicyClaim): boolean =>
  (claim.relationship === 'SUSPENDS' || claim.relationship === 'TERMINATES') &&
  claim.extent === 'WHOLE' &&
  (state === 'IN_FORCE' || state === 'PARTIAL' || state === 'UNKNOWN');

type Ruling = Pick<Assessment, 'status' | 'because'>;

/** The status, and the claims that led to it. */
function rule(law: RemedyLaw, requirements: readonly Element[], bars: readonly Element[], circuit: Circuit | null): Ruling {
  const policy = law.policy.filter(halts);
  const sure = policy.filter(({ state }) => state !== 'UNKNOWN').map(({ claim }) => claim);
  const halted = sure.length > 0 && holdThroughout(sure, circuit) ? sure : [];
  const unmet = requirements.filter(({ finding }) => finding === 'NOT_MET');
  const barring = bars.filter(({ finding, waivers }) => finding === 'MET' && waivers.length === 0);
  const blockers = [...law.unavailableAt, ...halted, ...claimsOf(unmet), ...claimsOf(barring)];
  if (blockers.length > 0) return { status: 'BLOCKED', because: blockers };
  const open = [
    ...requirements.filter(({ finding }) => finding !== 'MET'),
    ...bars.filter(({ finding }) => finding !== 'NOT_MET'),
  ];
  const undecided = [...policy.map(({ claim }) => claim), ...claimsOf(open)];
  if (undecided.length > 0) return { status: 'NEEDS_FACTS', because: undecided };
  return { status: 'OPEN', because: [...claimsOf(requirements), ...claimsOf(bars)] };
}

const claimsOf = (elements: readonly Element[]): Claim[] => elements.flatMap(({ claims }) => claims);

/** The elements that a fact on a factor would help to settle. */
function openElements(element: Element, facts: Facts): string[] {
  const asked = element.claims.filter((claim) => !facts.has(claim.to)).map((claim) => claim.to);
  if (element.finding === 'UNKNOWN') return asked;
  return element.use === 'BAR' && element.finding === 'MET' ? element.liftedBy.filter((factor) => !facts.has(factor)) : [];
}

/** Factors not given, by how many open elements each would settle, then elements that need no other fact first, then id. */
function missingFactors(elements: readonly Element[], facts: Facts): string[] {
  const weights = new Map<string, { settles: number; alone: number }>();
  for (const element of elements) {
    const factors = [...new Set(openElements(element, facts))];
    for (const factor of factors) {
      const { settles, alone } = weights.get(factor) ?? { settles: 0, alone: 0 };
      weights.set(factor, { settles: settles + 1, alone: alone + Number(factors.length === 1 && element.use === 'REQUIREMENT') });
    }
  }
  return [...weights]
    .sort(([a, x], [b, y]) => y.settles - x.settles || y.alone - x.alone || (a < b ? -1 : 1))
    .map(([factor]) => factor);
}

/** The one fact that settles the most open elements over remedies still possible. */
export interface NextFact {
  readonly factor: string;
  readonly settles: number;
}

/**
 * Chooses the next question over several assessments: the factor that settles the most open elements of remedies that are not blocked;
 * ties go to the one that touches more remedies, then by id. Null when nothing is open.
 *
 * @param isFactor whether an id is a factor (a ground cannot be asked about)
 */
export function nextFact(assessments: readonly Assessment[], facts: Facts, isFactor: (id: string) => boolean): NextFact | null {
  const tally = new Map<string, { settles: number; remedies: number }>();
  for (const { status, requirements, bars } of assessments) {
    if (status === 'BLOCKED') continue;
    const settled = [...requirements, ...bars].flatMap((element) => [...new Set(openElements(element, facts))]).filter(isFactor);
    for (const factor of new Set(settled)) {
      const { settles, remedies } = tally.get(factor) ?? { settles: 0, remedies: 0 };
      tally.set(factor, { settles: settles + settled.filter((one) => one === factor).length, remedies: remedies + 1 });
    }
  }
  const [first] = [...tally].sort(([a, x], [b, y]) => y.settles - x.settles || y.remedies - x.remedies || (a < b ? -1 : 1));
  return first === undefined ? null : { factor: first[0], settles: first[1].settles };
}
