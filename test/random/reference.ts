import { Temporal } from 'temporal-polyfill';
import type {
  AlternativeWhen,
  Circuit,
  Direction,
  EntityKind,
  Finding,
  OptionScope,
  OptionStatus,
  Relationship,
} from '../../src/generated/schema.ts';
import type { Filter } from '../../src/graph/filter.ts';
import type { Key, Order, PageAsk } from '../../src/graph/graph.ts';
import type { Claim, ClaimOf, Entity, EntityOf, Snapshot, Test } from '../../src/graph/records.ts';
import type { GivenFact } from './snapshot.ts';

/**
 * The answers by the words of section 4 of the design and of the schema, worked out in the plainest way: every claim is looked at, nothing is
 * indexed, cut short or shared with `src/`. Slow on purpose.
 */

/** The day and the place that are asked about; null: anywhere. */
export interface Asked {
  readonly asOf: string;
  readonly circuit: Circuit | null;
}

const everyCircuit: readonly Circuit[] = ['CA1', 'CA2', 'CA3', 'CA4', 'CA5', 'CA6', 'CA7', 'CA8', 'CA9', 'CA10', 'CA11', 'CADC'];

const entityWith = ({ entities }: Snapshot, id: string): Entity => entities.find((entity) => entity.id === id) as Entity;

const covers = ({ from, to }: { from: string | null; to: string | null }, day: string): boolean =>
  (from === null || from <= day) && (to === null || day < to);

/** A relief and an era have dates of their own; everything else always exists. */
function exists(entity: Entity, day: string): boolean {
  return entity.kind === 'RELIEF_TYPE' || entity.kind === 'POLICY_ERA' ? covers(entity, day) : true;
}

const holdsAt = ({ circuits }: Claim, circuit: Circuit | null): boolean =>
  circuit === null || circuits.length === 0 || circuits.includes(circuit);

/** "validFrom <= asOf < validTo, and both ends exist on that day", wherever the claim holds. */
export const inForceOn = (world: Snapshot, claim: Claim, day: string): boolean =>
  covers({ from: claim.validFrom, to: claim.validTo }, day) &&
  exists(entityWith(world, claim.from), day) &&
  exists(entityWith(world, claim.to), day);

/** Claims in force of one relationship, by claim id. */
function inForce<Name extends Relationship>(world: Snapshot, { asOf, circuit }: Asked, ...names: Name[]): ClaimOf<Name>[] {
  const claims = world.claims.filter(
    (claim) => (names as Relationship[]).includes(claim.relationship) && inForceOn(world, claim, asOf) && holdsAt(claim, circuit),
  );
  return claims.sort((a, b) => (a.id < b.id ? -1 : 1)) as Claim[] as ClaimOf<Name>[];
}

/* Facts and tests. */

type Value = boolean | number | string;
const given = (facts: readonly GivenFact[], factor: string): Value | null => {
  const fact = facts.find((one) => one.factor === factor);
  return fact === undefined ? null : (Object.values(fact.value)[0] as Value);
};

type Truth = 'yes' | 'no' | 'unknown';
const truth = (holds: boolean): Truth => (holds ? 'yes' : 'no');

/** Without a test "mere presence counts": a fact that is no yes or no does not say whether it is present. */
function passes(test: Test | null, fact: Value | null, asOf: string): Truth {
  if (fact === null) return 'unknown';
  if (test === null) return typeof fact === 'boolean' ? truth(fact) : 'unknown';
  if (test.op === 'IS') return truth(fact === test.value);
  if (test.op === 'ONE_OF') return truth(test.value.some((choice) => choice === fact));
  if (test.op === 'BEFORE') return truth(fact < test.value);
  if (test.op === 'AFTER') return truth(fact > test.value);
  const [left, right] = [amount(fact, asOf), amount(test.value, asOf)];
  if (test.op === 'AT_LEAST') return truth(left >= right);
  if (test.op === 'AT_MOST') return truth(left <= right);
  return truth(test.op === 'MORE_THAN' ? left > right : left < right);
}

/** A duration counts as the day it leads to by the calendar, from the day that is asked about. */
const amount = (value: Value, asOf: string): number =>
  typeof value === 'string'
    ? Temporal.PlainDate.from(asOf).add(value).since('2000-01-01', { largestUnit: 'day' }).days
    : Number(value);

/* assess */

export interface ElementAnswer {
  readonly group: string | null;
  readonly claims: readonly string[];
  readonly finding: Finding;
  readonly liftedBy: readonly string[];
  readonly waivers: readonly string[];
}

export interface AssessAnswer {
  readonly status: OptionStatus;
  readonly requirements: readonly ElementAnswer[];
  readonly bars: readonly ElementAnswer[];
  readonly discretion: readonly ElementAnswer[];
  readonly missing: readonly string[];
  readonly policy: readonly string[];
  readonly barringGrounds: readonly string[];
  /** In no order. */
  readonly because: readonly string[];
}

/** An element before it is shown. */
interface Judged extends ElementAnswer {
  /** Whether it blocks the remedy, wherever that is asked about. */
  readonly blocks: boolean;
  /** Factors not given that would decide it. */
  readonly decidedBy: readonly string[];
  readonly use: 'REQUIREMENT' | 'BAR';
}

export interface Question extends Asked {
  readonly facts: readonly GivenFact[];
  readonly stage: string | null;
}

interface Full extends AssessAnswer {
  readonly judged: readonly Judged[];
}

export function assess(world: Snapshot, remedy: string, question: Question): Full {
  const { facts, stage, circuit } = question;
  const places = circuit === null ? everyCircuit : [circuit];
  const at = <Name extends Relationship>(end: 'from' | 'to', ...names: Name[]) =>
    inForce(world, question, ...names).filter((claim) => claim[end] === remedy);

  const requirements = elements(at('from', 'REQUIRES')).map((claims) => judgeRequirement(claims, question, places));
  const bars = elements(at('from', 'BARRED_BY')).map((claims) => judgeBar(world, claims, question, places));
  const judged = [...requirements, ...bars];

  const policy = at('to', 'ESTABLISHES', 'EXPANDS', 'RESTRICTS', 'SUSPENDS', 'TERMINATES').filter(
    (claim) => stateOf(world, claim.from, question.asOf) !== 'out of force',
  );
  const halting = policy.filter(
    (claim) => (claim.relationship === 'SUSPENDS' || claim.relationship === 'TERMINATES') && claim.extent === 'WHOLE',
  );
  const surelyHalting = halting.filter((claim) => stateOf(world, claim.from, question.asOf) === 'in force');
  const unavailable = at('from', 'UNAVAILABLE_AT').filter((claim) => claim.to === stage);
  /** "A claim with circuits counts only there." */
  const everywhere = (claims: readonly Claim[]) => places.every((place) => claims.some((claim) => holdsAt(claim, place)));

  const blockers = [
    ...(everywhere(unavailable) ? ids(unavailable) : []),
    ...(everywhere(surelyHalting) ? ids(surelyHalting) : []),
    ...judged.filter(({ blocks }) => blocks).flatMap(({ claims }) => claims),
  ];
  const unsettled = [
    ...ids(unavailable),
    ...ids(halting),
    ...requirements.filter(({ finding }) => finding !== 'MET').flatMap(({ claims }) => claims),
    ...bars.filter(({ finding }) => finding !== 'NOT_MET').flatMap(({ claims }) => claims),
  ];
  const status = blockers.length > 0 ? 'BLOCKED' : unsettled.length > 0 ? 'NEEDS_FACTS' : 'OPEN';
  const settled = judged.flatMap(({ claims }) => claims);

  const entity = entityWith(world, remedy);
  const isMandatory = entity.kind === 'RELIEF_TYPE' && entity.discretion === 'MANDATORY';
  return {
    status,
    because: status === 'BLOCKED' ? blockers : status === 'NEEDS_FACTS' ? unsettled : settled,
    requirements: requirements.map(answerOf),
    bars: bars.map(answerOf),
    discretion: isMandatory ? [] : at('from', 'WEIGHED_FOR', 'WEIGHED_AGAINST').map((claim) => weighed(claim, facts)),
    missing: missing(world, judged),
    policy: ids(policy),
    barringGrounds: ids(at('to', 'BARS')),
    judged,
  };
}

const ids = (claims: readonly Claim[]): string[] => claims.map(({ id }) => id);

const answerOf = ({ group, claims, finding, liftedBy, waivers }: Judged): ElementAnswer => ({
  group,
  claims,
  finding,
  liftedBy,
  waivers,
});

/**
 * "Claims of one group are one element; a claim without group is an element of its own." Claims that contradict each other share a finding:
 * those without group that are limited to circuits and have the same target.
 */
function elements<One extends ClaimOf<'REQUIRES' | 'BARRED_BY'>>(claims: readonly One[]): One[][] {
  const groupOf = (claim: ClaimOf<'REQUIRES' | 'BARRED_BY'>) => (claim.relationship === 'REQUIRES' ? claim.group : null);
  const belong = (a: One, b: One): boolean => {
    if (a === b) return true;
    if (groupOf(a) !== null || groupOf(b) !== null) return groupOf(a) === groupOf(b);
    return a.to === b.to && a.circuits.length > 0 && b.circuits.length > 0;
  };
  const lists = claims.map((claim) => claims.filter((other) => belong(claim, other)));
  return lists.filter((list, index) => list[0] === claims[index]);
}

/** One finding for all places: "a circuit split with no circuit given" is contested. */
function overall(findings: readonly Finding[]): Finding {
  if (findings.some((finding) => finding === 'UNKNOWN')) return 'UNKNOWN';
  return findings.every((finding) => finding === findings[0]) ? (findings[0] as Finding) : 'CONTESTED';
}

function judgeRequirement(claims: readonly ClaimOf<'REQUIRES'>[], { facts, asOf }: Question, places: readonly Circuit[]): Judged {
  const group = claims[0]?.group ?? null;
  const here = places.map((place) => {
    const held = claims.filter((claim) => holdsAt(claim, place));
    const truths = held.map((claim) => passes(claim.test, given(facts, claim.to), asOf));
    const asked = held.map(({ to }) => to).filter((factor) => given(facts, factor) === null);
    const finding = held.length === 0 ? 'MET' : group === null ? all(truths) : any(truths);
    return { finding, asked: finding === 'UNKNOWN' ? asked : [] };
  });
  const finding = overall(here.map((one) => one.finding));
  return {
    use: 'REQUIREMENT',
    group,
    claims: ids(claims),
    finding,
    liftedBy: [],
    waivers: [],
    blocks: finding === 'NOT_MET',
    decidedBy: once(here.flatMap(({ asked }) => asked)),
  };
}

const once = <Item>(items: readonly Item[]): Item[] => [...new Set(items)];

function any(truths: readonly Truth[]): Finding {
  if (truths.includes('yes')) return 'MET';
  return truths.includes('unknown') ? 'UNKNOWN' : 'NOT_MET';
}

function all(truths: readonly Truth[]): Finding {
  if (truths.includes('no')) return 'NOT_MET';
  return truths.includes('unknown') ? 'UNKNOWN' : 'MET';
}

/** "A bar is MET when its test holds and no factor of `unless` (or EXCEPTION_TO) is given as true; a bar that can be waived names the waivers." */
function judgeBar(
  world: Snapshot,
  claims: readonly ClaimOf<'BARRED_BY'>[],
  question: Question,
  places: readonly Circuit[],
): Judged {
  const { facts, asOf } = question;
  const exceptions = inForce(world, question, 'EXCEPTION_TO');
  const liftsOf = (claim: ClaimOf<'BARRED_BY'>) => [
    ...claim.unless,
    ...exceptions.filter(({ to }) => to === claim.to).map(({ from }) => from),
  ];
  const applies = (claim: ClaimOf<'BARRED_BY'>): Truth =>
    liftsOf(claim).some((factor) => given(facts, factor) === true) ? 'no' : passes(claim.test, given(facts, claim.to), asOf);
  const isGround = claims.some(({ to }) => entityWith(world, to).kind === 'GROUND');
  const here = places.map((place) => {
    const held = claims.filter((claim) => holdsAt(claim, place));
    const finding = any(held.map(applies));
    const unwaivable = any(held.filter(({ waivedBy }) => waivedBy.length === 0).map(applies));
    const liftable = held.filter((claim) => applies(claim) !== 'no').flatMap(liftsOf);
    const asked = finding === 'UNKNOWN' && !isGround ? held.map(({ to }) => to) : finding === 'NOT_MET' ? [] : liftable;
    return { finding, unwaivable, asked: asked.filter((factor) => given(facts, factor) === null) };
  });
  return {
    use: 'BAR',
    group: null,
    claims: ids(claims),
    finding: overall(here.map(({ finding }) => finding)),
    liftedBy: once(claims.flatMap(liftsOf)),
    waivers: once(claims.flatMap(({ waivedBy }) => waivedBy)),
    blocks: here.every(({ unwaivable }) => unwaivable === 'MET'),
    decidedBy: once(here.flatMap(({ asked }) => asked)),
  };
}

/** What weighs for or against has no test: the fact is there, is not, or is not known. */
function weighed(claim: Claim, facts: readonly GivenFact[]): ElementAnswer {
  const fact = given(facts, claim.to);
  const finding = fact === true ? 'MET' : fact === false ? 'NOT_MET' : 'UNKNOWN';
  return { group: null, claims: [claim.id], finding, liftedBy: [], waivers: [] };
}

/** Whether an instrument is in force on a day, by its history. */
function stateOf(world: Snapshot, id: string, day: string): 'in force' | 'not known' | 'out of force' {
  const { status } = entityWith(world, id) as EntityOf<'POLICY_INSTRUMENT'>;
  if (status.length === 0) return 'not known';
  const states = status.filter((interval) => covers(interval, day)).map(({ state }) => state);
  if (states.includes('IN_FORCE') || states.includes('PARTIAL')) return 'in force';
  return states.includes('UNKNOWN') ? 'not known' : 'out of force';
}

/** "Factors not given that would decide, most decisive first": of most elements, then of most requirements alone, then by id. */
function missing(world: Snapshot, judged: readonly Judged[]): string[] {
  const factors = once(judged.flatMap(({ decidedBy }) => decidedBy)).filter(
    (id) => entityWith(world, id).kind === 'ELIGIBILITY_FACTOR',
  );
  const rank = (factor: string): Rank => {
    const touched = judged.filter(({ decidedBy }) => decidedBy.includes(factor));
    const alone = touched.filter(({ use, decidedBy }) => use === 'REQUIREMENT' && decidedBy.length === 1);
    return [-touched.length, -alone.length, factor];
  };
  return sortedBy(factors, rank);
}

type Rank = readonly (number | string)[];

/** Items by their ranks, the first difference deciding; a shorter rank comes before a longer one that begins with it. */
function sortedBy<Item>(items: readonly Item[], rankOf: (item: Item) => Rank): Item[] {
  const order = (a: Rank, b: Rank): number => {
    for (let index = 0; index < Math.max(a.length, b.length); index++) {
      const [left, right] = [a[index], b[index]];
      if (left === right) continue;
      if (left === undefined) return -1;
      if (right === undefined) return 1;
      return left < right ? -1 : 1;
    }
    return 0;
  };
  return [...items].sort((a, b) => order(rankOf(a), rankOf(b)));
}

/* afterDenial */

export interface Denial extends Question {
  readonly relief: string;
  readonly because: readonly string[];
  readonly scope: OptionScope;
}

export interface OptionReference {
  readonly remedy: string;
  readonly status: OptionStatus;
  readonly because: readonly string[];
  readonly alternative: readonly string[];
  readonly sameGround: readonly string[];
  readonly availability: readonly string[];
  readonly deadlines: readonly string[];
  readonly assessment: AssessAnswer;
}

export interface DenialAnswer {
  readonly options: readonly OptionReference[];
  readonly warnings: readonly string[];
  readonly next: { readonly factor: string; readonly settles: number } | null;
}

export function afterDenial(world: Snapshot, denial: Denial): DenialAnswer {
  const { relief, because, stage, scope } = denial;
  const barring = [
    ...inForce(world, denial, 'BARRED_BY')
      .filter(({ from }) => from === relief)
      .map(({ to }) => to),
    ...inForce(world, denial, 'BARS')
      .filter(({ to }) => to === relief)
      .map(({ from }) => from),
  ];
  const isBarred = because.some((reason) => reached(world, denial, 'COUNTS_AS', reason).some((id) => barring.includes(id)));
  const fitting: AlternativeWhen[] = isBarred ? ['UNAVAILABLE', 'BOTH'] : ['DENIED', 'BOTH'];
  const origins = reached(world, denial, 'FORM_OF', relief);
  const listed = inForce(world, denial, 'ALTERNATIVE_TO').filter(
    (claim) =>
      origins.includes(claim.from) &&
      claim.to !== relief &&
      fitting.includes(claim.when) &&
      (stage === null || claim.stages.length === 0 || claim.stages.includes(stage)),
  );
  const available = inForce(world, denial, 'AVAILABLE_AT');
  const atStage = available.filter((claim) => claim.to === stage && claim.from !== relief).map(({ from }) => from);
  const remedies = once([...listed.map(({ to }) => to), ...(scope === 'ALL_AT_STAGE' ? atStage : [])]);

  const options = remedies.map((remedy) => {
    const assessment = assess(world, remedy, denial);
    const alternatives = listed.filter(({ to }) => to === remedy);
    const availability = available.filter((claim) => claim.from === remedy && (stage === null || claim.to === stage));
    const sameGround = once(because).filter((reason) =>
      turnsOn(world, denial, remedy, reached(world, denial, 'COUNTS_AS', reason)),
    );
    const gives = inForce(world, denial, 'CONFERS').filter(({ from }) => from === remedy);
    const rank: Rank = [
      ['OPEN', 'NEEDS_FACTS', 'BLOCKED'].indexOf(assessment.status),
      alternatives.length > 0 ? 0 : 1,
      sameGround.length > 0 ? 1 : 0,
      Math.min(
        3,
        ...availability.map(({ mode }) => ({ DIRECT: 0, PARALLEL: 0, AUTOMATIC: 0, CONDITIONAL: 1, VIA_REOPENING: 2 })[mode]),
      ),
      Math.min(4, ...gives.map(({ to }) => worth(entityWith(world, to) as EntityOf<'CONSEQUENCE'>))),
      assessment.judged.filter(({ finding }) => finding === 'UNKNOWN').length,
      remedy,
    ];
    const option: OptionReference = {
      remedy,
      status: assessment.status,
      because: once([...assessment.because, ...ids(alternatives), ...ids(availability)]),
      alternative: ids(alternatives),
      sameGround,
      availability: ids(availability),
      deadlines: once(
        inForce(world, denial, 'LIMITS')
          .filter(({ to }) => to === remedy)
          .map(({ from }) => from),
      ),
      assessment,
    };
    return { option, rank, assessment };
  });
  const ranked = sortedBy(options, ({ rank }) => rank);
  const motions = inForce(world, denial, 'ASKS_FOR')
    .filter(({ to }) => to === relief)
    .map(({ from }) => from);
  const warning = [relief, ...motions, ...(stage === null ? [] : [stage])];
  return {
    options: ranked.map(({ option }) => option),
    warnings: once(ids(inForce(world, denial, 'RISKS').filter(({ from }) => warning.includes(from)))),
    next: nextQuestion(
      world,
      ranked.map(({ assessment }) => assessment),
    ),
  };
}

/** An entity and whatever claims of one relationship lead to from it, over any number of claims. */
function reached(world: Snapshot, asked: Asked, relationship: Relationship, from: string): string[] {
  let found = [from];
  for (;;) {
    const more = inForce(world, asked, relationship).filter((claim) => found.includes(claim.from) && !found.includes(claim.to));
    if (more.length === 0) return found;
    found = once([...found, ...more.map(({ to }) => to)]);
  }
}

/** Whether a remedy requires, or is barred by, one of some factors and grounds. */
const turnsOn = (world: Snapshot, asked: Asked, remedy: string, reasons: readonly string[]): boolean =>
  inForce(world, asked, 'REQUIRES', 'BARRED_BY').some(({ from, to }) => from === remedy && reasons.includes(to)) ||
  inForce(world, asked, 'BARS').some(({ from, to }) => to === remedy && reasons.includes(from));

/** "Permanent status, temporary status, protection, time", then anything else. */
function worth({ id, type }: EntityOf<'CONSEQUENCE'>): number {
  if (type === 'STATUS') return id === 'lpr-status' ? 0 : 1;
  if (type === 'PROTECTION') return 2;
  return ['STAY', 'CASE', 'DEPARTURE'].includes(type) ? 3 : 4;
}

/** "The factor that settles the most elements over remedies still possible (ties: more remedies touched, then id)." */
function nextQuestion(world: Snapshot, assessments: readonly Full[]): DenialAnswer['next'] {
  const possible = assessments.filter(({ status }) => status !== 'BLOCKED');
  const factors = once(possible.flatMap(({ judged }) => judged.flatMap(({ decidedBy }) => decidedBy)));
  const settles = (factor: string, { judged }: Full) => judged.filter(({ decidedBy }) => decidedBy.includes(factor)).length;
  const counted = factors
    .filter((factor) => entityWith(world, factor).kind === 'ELIGIBILITY_FACTOR')
    .map((factor) => {
      const each = possible.map((assessment) => settles(factor, assessment));
      return { factor, settles: each.reduce((sum, one) => sum + one, 0), remedies: each.filter((one) => one > 0).length };
    });
  const first = sortedBy(counted, (one) => [-one.settles, -one.remedies, one.factor])[0];
  return first === undefined ? null : { factor: first.factor, settles: first.settles };
}

/* paths */

export interface PathsQuestion extends Asked {
  readonly from: string;
  readonly to: string | null;
  readonly toKind: EntityKind | null;
  readonly via: readonly Relationship[] | null;
  readonly direction: Direction;
  readonly maxLength: number;
  readonly includeExpired: boolean;
  readonly first: number;
}

interface Step {
  readonly claim: Claim;
  readonly way: 'OUT' | 'IN';
  readonly to: string;
}

export interface PathAnswer {
  readonly cost: number;
  readonly length: number;
  readonly inForce: boolean;
  readonly steps: readonly { claim: string; direction: string; from: string; to: string; inForce: boolean }[];
}

/** The paths, and how many ways were tried. */
export function paths(world: Snapshot, question: PathsQuestion): { answer: PathAnswer[]; tried: number } {
  const { from, to, toKind, via, direction, asOf, circuit } = question;
  const claims = world.claims.filter(
    (claim) =>
      (via === null || via.includes(claim.relationship)) &&
      holdsAt(claim, circuit) &&
      (question.includeExpired || inForceOn(world, claim, asOf)),
  );
  const found: PathAnswer[] = [];
  let tried = 0;
  const walk = (here: string, visited: readonly string[], steps: readonly Step[]): void => {
    tried++;
    if (steps.length > 0 && (to === null ? entityWith(world, here).kind === toKind : here === to)) found.push(answerFor(steps));
    if (steps.length === question.maxLength) return;
    for (const claim of claims) {
      const onward: Step[] = [
        ...(direction !== 'IN' && claim.from === here ? [{ claim, way: 'OUT' as const, to: claim.to }] : []),
        ...(direction !== 'OUT' && claim.to === here ? [{ claim, way: 'IN' as const, to: claim.from }] : []),
      ];
      for (const step of onward) if (!visited.includes(step.to)) walk(step.to, [...visited, step.to], [...steps, step]);
    }
  };
  const answerFor = (steps: readonly Step[]): PathAnswer => ({
    cost: steps.reduce((sum, { claim }) => sum + costOf(claim), 0),
    length: steps.length,
    inForce: steps.every(({ claim }) => inForceOn(world, claim, asOf)),
    steps: steps.map(({ claim, way, to: end }) => ({
      claim: claim.id,
      direction: way,
      from: way === 'OUT' ? claim.from : claim.to,
      to: end,
      inForce: inForceOn(world, claim, asOf),
    })),
  });
  walk(from, [from], []);
  const sorted = sortedBy(found, ({ cost, steps }) => [cost, ...steps.map(({ claim }) => claim)]);
  return { answer: sorted.slice(0, question.first), tried };
}

/** "1 per claim, plus 0.5 for CONDITIONAL, VIA_REOPENING or a `note`, plus 1 without support." */
function costOf(claim: Claim): number {
  const isConditional = claim.relationship === 'AVAILABLE_AT' && ['CONDITIONAL', 'VIA_REOPENING'].includes(claim.mode);
  return 1 + (isConditional || claim.note !== null ? 0.5 : 0) + (claim.support === 'NONE' ? 1 : 0);
}

/* Lists, pages and filters. */

export interface ClaimsQuestion {
  readonly id: string;
  readonly direction: Direction;
  readonly relationships: readonly Relationship[] | null;
  readonly asOf: string | null;
  readonly circuit: Circuit | null;
}

/** Ids of the claims at an entity, by claim id; without a day, whenever in force. */
export function claimsAt(world: Snapshot, { id, direction, relationships, asOf, circuit }: ClaimsQuestion): string[] {
  const claims = world.claims.filter(
    (claim) =>
      ((direction !== 'IN' && claim.from === id) || (direction !== 'OUT' && claim.to === id)) &&
      (relationships === null || relationships.includes(claim.relationship)) &&
      (asOf === null || inForceOn(world, claim, asOf)) &&
      holdsAt(claim, circuit),
  );
  return sortedBy(ids(claims), (claim) => [claim]);
}

type Fields = Readonly<Record<string, unknown>>;

/** Entities of a kind that a filter accepts, in an order; null comes last, and first where the order descends; the id is the last key. */
export function entitiesBy(world: Snapshot, kind: EntityKind, filter: Filter, order: readonly Order[]): Entity[] {
  const entities = world.entities.filter((entity) => entity.kind === kind && accepts(world, filter, entity));
  return [...entities].sort((a, b) => compare(keyOf(a, order), keyOf(b, order), order));
}

export const keyOf = (entity: { readonly id: string }, order: readonly Order[]): Key => [
  ...order.map(({ field }) => ((entity as unknown as Fields)[field] ?? null) as Key[number]),
  entity.id,
];

function compare(a: Key, b: Key, order: readonly Order[]): number {
  const differences = a.map((left, index) => {
    const right = b[index] ?? null;
    const difference = left === right ? 0 : left === null ? 1 : right === null ? -1 : left < right ? -1 : 1;
    return order[index]?.descending ? -difference : difference;
  });
  return differences.find((difference) => difference !== 0) ?? 0;
}

/** The page of a sorted list, and whether the list between the cursors goes on past it. */
export function pageOf<Item extends { readonly id: string }>(
  list: readonly Item[],
  order: readonly Order[],
  ask: PageAsk,
): { items: Item[]; more: boolean } {
  const between = list.filter((item) => {
    const key = keyOf(item, order);
    return (
      (ask.after === null || compare(key, ask.after, order) > 0) && (ask.before === null || compare(key, ask.before, order) < 0)
    );
  });
  const items = between.filter((_, index) => (ask.from === 'first' ? index < ask.size : index >= between.length - ask.size));
  return { items, more: items.length < between.length };
}

/** Whether a filter holds of an entity or a claim. */
export function accepts(world: Snapshot, filter: Filter, record: Entity | Claim): boolean {
  switch (filter.op) {
    case 'and':
      return filter.of.filter((part) => !accepts(world, part, record)).length === 0;
    case 'or':
      return filter.of.filter((part) => accepts(world, part, record)).length > 0;
    case 'not':
      return !accepts(world, filter.of, record);
    case 'claims': {
      const { relationship, way, among, where, end, quantifier } = filter;
      const [near, far] = way === 'OUT' ? (['from', 'to'] as const) : (['to', 'from'] as const);
      const claims = world.claims.filter(
        (claim) => claim.relationship === relationship && claim[near] === record.id && accepts(world, among, claim),
      );
      const matching = claims.filter(
        (claim) => accepts(world, where, claim) && accepts(world, end, entityWith(world, claim[far])),
      ).length;
      return { some: matching >= 1, none: matching === 0, single: matching === 1, all: matching === claims.length }[quantifier];
    }
    default:
      return fieldAccepts(filter, valueAt(record, filter.field));
  }
}

function valueAt(record: Entity | Claim, field: string): unknown {
  const [outer = '', inner] = field.split('.');
  const value = (record as unknown as Fields)[outer] ?? null;
  return inner === undefined || value === null ? value : ((value as Fields)[inner] ?? null);
}

type FieldFilter = Extract<Filter, { field: string }>;
type BareFilter = Extract<FieldFilter, { op: 'absent' | 'empty' }>;
const isBare = (filter: FieldFilter): filter is BareFilter => filter.op === 'absent' || filter.op === 'empty';

/** "A comparison with a null field is false." */
function fieldAccepts(filter: FieldFilter, value: unknown): boolean {
  if (isBare(filter)) return filter.op === 'absent' ? value === null : Array.isArray(value) && value.length === 0;
  if (value === null) return false;
  if (filter.op === 'has') return Array.isArray(value) && value.some((item) => item === filter.value);
  if (Array.isArray(value)) return false;
  if (filter.op === 'in') return filter.value.some((one) => one === value);
  if (filter.op === 'eq') return filter.value === value;
  if (filter.op === 'contains' || filter.op === 'startsWith') {
    if (typeof value !== 'string') return false;
    const place = value.toLowerCase().indexOf(String(filter.value).toLowerCase());
    return filter.op === 'contains' ? place >= 0 : place === 0;
  }
  if (typeof value !== typeof filter.value) return false;
  const [left, right] = [value as string | number, filter.value as string | number];
  return { gt: left > right, gte: left >= right, lt: left < right, lte: left <= right }[filter.op];
}
