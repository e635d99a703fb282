import type { Circuit, Finding, InstrumentState, OptionStatus } from '../generated/schema.ts';
import { group } from '../graph/group.ts';
import type { Claim, ClaimOf, EntityOf, Remedy } from '../graph/records.ts';
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
  /** Ids of what bars and is a ground: no fact can be asked about it. */
  readonly grounds: ReadonlySet<string>;
  /** Grounds that bar the relief by name. No fact is asked about a ground, so they are shown and never decide. */
  readonly barringGrounds: readonly ClaimOf<'BARS'>[];
  readonly policy: readonly PolicyClaim[];
  /** Claims that the remedy cannot be had at the asked stage. */
  readonly unavailableAt: readonly ClaimOf<'UNAVAILABLE_AT'>[];
  /** Claims that it can be had at the asked stage; at any, when none was asked about. */
  readonly availableAt: readonly ClaimOf<'AVAILABLE_AT'>[];
  /** What it gives, when granted. */
  readonly confers: readonly EntityOf<'CONSEQUENCE'>[];
  readonly deadlines: readonly EntityOf<'DEADLINE'>[];
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
  /** Whether it blocks the remedy, at every place that was asked about. */
  readonly blocks: boolean;
  /** Factors not given that would help to settle it. */
  readonly asks: readonly string[];
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
  const requirements = requirementsOf(law, moment).map((one) => stands(one, given));
  const bars = barsOf(law, moment).map((one) => stands(one, given));
  const ruling = rule(law, requirements, bars, moment.circuit);
  return {
    remedy: law.remedy,
    ...ruling,
    requirements,
    bars,
    discretion: isMandatory(law.remedy) ? [] : law.weighed.map((claim) => weight(claim, facts)),
    missing: missingFactors([...requirements, ...bars]),
    policy: law.policy,
    barringGrounds: law.barringGrounds,
  };
}

const isMandatory = (remedy: Remedy): boolean => remedy.kind === 'RELIEF_TYPE' && remedy.discretion === 'MANDATORY';

type Given = { readonly facts: Facts; readonly moment: Moment };

/** An element as the law has it, before any fact. */
interface Prepared {
  /** Facts on which it turns. */
  readonly factors: readonly string[];
  /** How it stands while none of them is given, as most are not. */
  readonly without: Element;
  readonly on: (given: Given) => Element;
}

const noFacts: Facts = new Map();

const prepared = (factors: readonly string[], moment: Moment, on: Prepared['on']): Prepared => ({
  factors,
  without: on({ facts: noFacts, moment }),
  on,
});

const stands = ({ factors, without, on }: Prepared, given: Given): Element =>
  factors.some((factor) => given.facts.has(factor)) ? on(given) : without;

/**
 * Elements by the claims that they were made of, and by the place: a law is read once and assessed many times. Bars are kept by their own
 * claims alone, as the exceptions to them and the grounds among them are read with them.
 */
const preparedKnown = new WeakMap<readonly Claim[], Map<Circuit | null, readonly Prepared[]>>();

function kept(claims: readonly Claim[], { circuit }: Moment, make: () => Prepared[]): readonly Prepared[] {
  const byPlace = preparedKnown.get(claims) ?? new Map<Circuit | null, readonly Prepared[]>();
  preparedKnown.set(claims, byPlace);
  const known = byPlace.get(circuit) ?? make();
  byPlace.set(circuit, known);
  return known;
}

const targetsOf = (claims: readonly Claim[]): string[] => claims.map(({ to }) => to);

const requirementsOf = ({ requires }: RemedyLaw, moment: Moment): readonly Prepared[] =>
  kept(requires, moment, () =>
    group(requires, elementKey).map((claims) => prepared(targetsOf(claims), moment, (given) => requirement(claims, given))),
  );

const barsOf = (law: RemedyLaw, moment: Moment): readonly Prepared[] =>
  kept(law.barredBy, moment, () =>
    group(law.barredBy, elementKey).map((claims) => {
      const one = barOf(claims, law);
      return prepared([...targetsOf(claims), ...one.liftedBy], moment, (given) => bar(one, given));
    }),
  );

/** The claims of one bar, and what lifts or waives it. */
interface Bar {
  readonly claims: readonly ClaimOf<'BARRED_BY'>[];
  /** Factors that lift each of its claims. */
  readonly lifts: ReadonlyMap<Claim, readonly string[]>;
  readonly liftedBy: readonly string[];
  readonly waivers: readonly string[];
  readonly grounds: RemedyLaw['grounds'];
}

function barOf(claims: Bar['claims'], { exceptions, grounds }: RemedyLaw): Bar {
  const liftsOf = ({ unless, to }: ClaimOf<'BARRED_BY'>) => [
    ...unless,
    ...exceptions.filter((exception) => exception.to === to).map(({ from }) => from),
  ];
  const lifts = new Map(claims.map((claim) => [claim, liftsOf(claim)]));
  return {
    claims,
    lifts,
    liftedBy: [...new Set([...lifts.values()].flat())],
    waivers: [...new Set(claims.flatMap(({ waivedBy }) => waivedBy))],
    grounds,
  };
}

/** Claims that stand together: one group, or one target told differently from circuit to circuit. */
function elementKey(claim: ClaimOf<'REQUIRES'> | ClaimOf<'BARRED_BY'>): string {
  if (claim.relationship === 'REQUIRES' && claim.group !== null) return `group ${claim.group}`;
  return claim.circuits.length > 0 ? `split ${claim.to}` : claim.id;
}

const notGiven = (factors: readonly string[], facts: Facts): readonly string[] =>
  factors.length === 0 ? factors : [...new Set(factors)].filter((factor) => !facts.has(factor));

/** Any of a group is enough; claims without a group that hold at the same place are needed one and all. */
function requirement(claims: readonly ClaimOf<'REQUIRES'>[], { facts, moment }: Given): Element {
  const group = claims[0]?.group ?? null;
  const found = throughout(claims, moment.circuit, (here) => {
    const outcomes = here.map((claim) => outcome(claim.test, facts.get(claim.to), moment.asOf));
    const finding = here.length === 0 ? 'MET' : group === null ? everyOf(outcomes) : anyOf(outcomes);
    const targets = finding === 'UNKNOWN' ? here.map(({ to }) => to) : [];
    return { finding, blocks: finding === 'NOT_MET', asks: notGiven(targets, facts) };
  });
  return { use: 'REQUIREMENT', group, claims, ...found, liftedBy: [], lifts: [], waivers: [] };
}

function bar({ claims, lifts, liftedBy, waivers, grounds }: Bar, { facts, moment }: Given): Element {
  const liftsOf = (claim: Claim): readonly string[] => lifts.get(claim) ?? [];
  const applies = (claim: ClaimOf<'BARRED_BY'>): Outcome =>
    liftsOf(claim).some((factor) => facts.get(factor) === true) ? false : outcome(claim.test, facts.get(claim.to), moment.asOf);
  const found = throughout(claims, moment.circuit, (here) => {
    const outcomes = here.map(applies);
    const finding = anyOf(outcomes);
    const standing = here.filter((_, at) => outcomes[at] !== false);
    const isAskable = finding === 'UNKNOWN' && !here.some(({ to }) => grounds.has(to));
    const asked = finding === 'NOT_MET' ? [] : isAskable ? here.map(({ to }) => to) : standing.flatMap(liftsOf);
    const blocks = here.some((claim, at) => claim.waivedBy.length === 0 && outcomes[at] === true);
    return { finding, blocks, asks: notGiven(asked, facts) };
  });
  const given = liftedBy.filter((factor) => facts.get(factor) === true);
  return { use: 'BAR', group: null, claims, ...found, liftedBy, lifts: given, waivers };
}

const anyOf = (outcomes: readonly Outcome[]): Finding =>
  outcomes.includes(true) ? 'MET' : outcomes.includes(null) ? 'UNKNOWN' : 'NOT_MET';

const everyOf = (outcomes: readonly Outcome[]): Finding =>
  outcomes.includes(false) ? 'NOT_MET' : outcomes.includes(null) ? 'UNKNOWN' : 'MET';

type Found = Pick<Element, 'finding' | 'blocks' | 'asks'>;

/** What is found at every place that was asked about; where places differ on the same facts it is contested, and nothing blocks. */
function throughout<One extends Claim>(
  claims: readonly One[],
  circuit: Circuit | null,
  foundAt: (here: readonly One[]) => Found,
): Found {
  if (claims.every((claim) => claim.circuits.length === 0)) return foundAt(claims);
  const places = circuit === null ? circuits : [circuit];
  const found = places.map((place) =>
    foundAt(claims.filter((claim) => claim.circuits.length === 0 || claim.circuits.includes(place))),
  );
  const findings = new Set(found.map(({ finding }) => finding));
  const agreed = findings.size === 1 ? (found[0] as Found).finding : 'CONTESTED';
  return {
    finding: findings.has('UNKNOWN') ? 'UNKNOWN' : agreed,
    blocks: found.every(({ blocks }) => blocks),
    asks: [...new Set(found.flatMap(({ asks }) => asks))],
  };
}

function weight(claim: ClaimOf<'WEIGHED_FOR' | 'WEIGHED_AGAINST'>, facts: Facts): Element {
  const fact = facts.get(claim.to);
  const finding = fact === true ? 'MET' : fact === false ? 'NOT_MET' : 'UNKNOWN';
  return { use: 'WEIGHT', group: null, claims: [claim], finding, blocks: false, asks: [], liftedBy: [], lifts: [], waivers: [] };
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
  const halted = wherever(sure, circuit);
  const unavailable = wherever(law.unavailableAt, circuit);
  const blocking = [...requirements, ...bars].filter(({ blocks }) => blocks);
  const blockers = [...unavailable, ...halted, ...claimsOf(blocking)];
  if (blockers.length > 0) return { status: 'BLOCKED', because: blockers };
  const open = [
    ...requirements.filter(({ finding }) => finding !== 'MET'),
    ...bars.filter(({ finding }) => finding !== 'NOT_MET'),
  ];
  const undecided = [...law.unavailableAt, ...policy.map(({ claim }) => claim), ...claimsOf(open)];
  if (undecided.length > 0) return { status: 'NEEDS_FACTS', because: undecided };
  return { status: 'OPEN', because: [...claimsOf(requirements), ...claimsOf(bars)] };
}

/** The claims, when together they hold at every place that was asked about; otherwise none of them decides. */
const wherever = <One extends Claim>(claims: readonly One[], circuit: Circuit | null): readonly One[] =>
  claims.length > 0 && holdThroughout(claims, circuit) ? claims : [];

function claimsOf(elements: readonly Element[]): Claim[] {
  const claims: Claim[] = [];
  for (const element of elements) claims.push(...element.claims);
  return claims;
}

/** Factors not given, by how many open elements each would settle, then elements that need no other fact first, then id. */
function missingFactors(elements: readonly Element[]): string[] {
  const weights = new Map<string, { settles: number; alone: number }>();
  for (const element of elements) {
    for (const factor of element.asks) {
      const weight = weights.get(factor) ?? { settles: 0, alone: 0 };
      weight.settles++;
      if (element.asks.length === 1 && element.use === 'REQUIREMENT') weight.alone++;
      weights.set(factor, weight);
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
 */
export function nextFact(assessments: readonly Assessment[]): NextFact | null {
  const tally = new Map<string, { settles: number; remedies: number; last: Assessment | null }>();
  const count = (factor: string, assessment: Assessment): void => {
    const found = tally.get(factor) ?? { settles: 0, remedies: 0, last: null };
    found.settles++;
    if (found.last !== assessment) found.remedies++;
    found.last = assessment;
    tally.set(factor, found);
  };
  for (const assessment of assessments.filter(({ status }) => status !== 'BLOCKED')) {
    for (const { asks } of assessment.requirements) for (const factor of asks) count(factor, assessment);
    for (const { asks } of assessment.bars) for (const factor of asks) count(factor, assessment);
  }
  const [first] = [...tally].sort(([a, x], [b, y]) => y.settles - x.settles || y.remedies - x.remedies || (a < b ? -1 : 1));
  return first === undefined ? null : { factor: first[0], settles: first[1].settles };
}
