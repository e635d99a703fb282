import fc from 'fast-check';
import { datasetOf } from '../../seed/dataset.ts';
import type { Circuit, EntityKind, Relationship } from '../../src/generated/schema.ts';
import type { Claim, Entity, EntityOf, Snapshot, Test } from '../../src/graph/records.ts';
import { relationships } from '../../src/graph/relationships.ts';

/**
 * Random graphs of up to 40 nodes that keep the promises of the seed check. Pools of ids, days, titles and values are small, so that
 * cycles, parallel claims, splits, ties and boundaries are common.
 */

/** Days on which things begin, end, and are asked about. */
export const days = ['2018-01-01', '2019-02-28', '2020-02-29', '2021-07-01', '2022-12-31', '2024-03-01'] as const;
const beforeAll = '2017-06-01';
export const anyDay = fc.constantFrom(...days, beforeAll, '2020-02-28', '2020-03-01', '2021-06-30', '2024-02-29', '2025-01-01');

const everyCircuit: readonly Circuit[] = ['CA1', 'CA2', 'CA3', 'CA4', 'CA5', 'CA6', 'CA7', 'CA8', 'CA9', 'CA10', 'CA11', 'CADC'];
const circuitLists: readonly (readonly Circuit[])[] = [
  ...Array.from({ length: 7 }, () => []),
  ['CA9'],
  ['CA9'],
  ['CA4'],
  ['CA4', 'CA9'],
  everyCircuit.filter((circuit) => circuit !== 'CA9'),
  everyCircuit,
];
/** Where a question is asked; anywhere as often as somewhere. */
export const anyCircuit = fc.constantFrom<(Circuit | null)[]>(null, null, null, 'CA9', 'CA4', 'CADC');

interface Span {
  readonly from: string | null;
  readonly to: string | null;
}
const openSpan: Span = { from: null, to: null };
const closedSpans: readonly Span[] = [null, ...days].flatMap((from) =>
  [null, ...days].filter((to) => from === null || to === null || from < to).map((to) => ({ from, to })),
);
const spanOf = (openToo: number) => fc.constantFrom(...Array.from({ length: openToo }, () => openSpan), ...closedSpans);

/** Throws that decide the details of a record; a shrunk one is 0 and takes the first of each list. */
export const dice = fc.array(fc.nat({ max: 9999 }), { minLength: 8, maxLength: 8 });
export type Dice = readonly number[];
export const choose = <Item>(list: readonly Item[], number = 0): Item => list[number % list.length] as Item;
/** The first ones of a list are taken more often than the last, so that much comes together at them. */
export const chooseFirst = <Item>(list: readonly Item[], number = 0): Item =>
  list[Math.floor(list.length * (number / 10_000) ** 2)] as Item;
/** Some of a list: each item by one bit. */
export const some = <Item>(list: readonly Item[], number = 0): Item[] => list.filter((_, index) => ((number >> index) & 1) === 1);

const titles = ['Alpha', 'alpha', 'Beta', 'Ábaco', 'Beta 10', 'Beta 2', 'Zeta'] as const;

/** Ids of each kind: the first are taken first. The names of consequences and of the like matter to what is ranked by them. */
const idPools: Readonly<Record<EntityKind, readonly string[]>> = {
  RELIEF_TYPE: ['asylum', 'b-relief', 'cancellation', 'd-relief', 'e-relief', 'f-relief', 'g-relief'],
  MOTION: ['motion-a', 'motion-b', 'motion-c'],
  PROCEEDING_STAGE: ['stage-a', 'stage-b', 'stage-c'],
  ELIGIBILITY_FACTOR: ['age', 'bond', 'crime', 'days-here', 'entry', 'family', 'good-character'],
  POLICY_ERA: ['era-a', 'era-b'],
  POLICY_INSTRUMENT: ['memo-a', 'memo-b', 'memo-c'],
  POLICY_TRACK: ['track-a'],
  DEADLINE: ['clock-a', 'clock-b'],
  GROUND: ['ground-a', 'ground-b', 'ground-c'],
  CONSEQUENCE: ['lpr-status', 'temporary-status', 'shelter', 'more-time'],
  AUTHORITY: ['law-a', 'law-b'],
  ADJUDICATOR: ['judge'],
  FORM: ['form-a', 'form-b'],
  TOPIC: ['topic-a'],
};
const allKinds = Object.keys(idPools) as EntityKind[];
const needed: readonly EntityKind[] = ['RELIEF_TYPE', 'PROCEEDING_STAGE', 'ELIGIBILITY_FACTOR'];

const durations = ['P1Y', 'P12M', 'P365D', 'P3Y', 'P36M', 'P1Y1D', 'P52W', 'P30D', 'P1M'] as const;
const choices = ['red', 'green', 'blue'] as const;
const valueTypes = ['BOOLEAN', 'BOOLEAN', 'BOOLEAN', 'DURATION', 'DATE', 'COUNT', 'MONEY', 'CHOICE'] as const;
const bounds = ['AT_LEAST', 'AT_MOST', 'MORE_THAN', 'LESS_THAN'] as const;

/** What only an entity of one kind has. */
function ownFields(
  kind: EntityKind,
  ids: (kind: EntityKind) => readonly string[],
  span: Span,
  [a = 0, b = 0, c = 0, d = 0]: Dice,
): object {
  switch (kind) {
    case 'RELIEF_TYPE': {
      const discretion = choose(['DISCRETIONARY', 'MANDATORY', 'MIXED'], a);
      return { category: choose(['status', 'Time'], b), discretion, burden: null, standard: null, cap: null, fee: null, ...span };
    }
    case 'MOTION':
      return {
        filedWith: some(ids('ADJUDICATOR'), a),
        by: some(['RESPONDENT', 'DHS', 'JOINT'], b),
        standard: null,
        limits: null,
        stay: null,
        ifGranted: some(ids('PROCEEDING_STAGE'), c),
        ifDenied: some(ids('PROCEEDING_STAGE'), d),
      };
    case 'PROCEEDING_STAGE':
      return {
        track: choose(['MERITS', 'CUSTODY'], a),
        group: choose([null, 'g'], b),
        isState: choose([false, true], c),
        rights: {},
        discretion: {},
      };
    case 'ELIGIBILITY_FACTOR': {
      const valueType = choose(valueTypes, a);
      return {
        dimension: choose(['time', 'crime'], b),
        question: 'Is it so?',
        valueType,
        choices: valueType === 'CHOICE' ? choices : [],
      };
    }
    case 'POLICY_ERA':
      return { ...span, posture: 'BROAD', whyStart: null };
    case 'POLICY_INSTRUMENT':
      return {
        type: choose(['MEMO', 'REGULATION'], a),
        author: null,
        body: 'DHS',
        issued: choose([null, ...days], b),
        effective: null,
        status: history([a, b, c, d]),
        end: null,
        partOf: null,
        citation: null,
      };
    case 'POLICY_TRACK': {
      const governing = some(ids('POLICY_INSTRUMENT'), a);
      return { lever: 'priorities', intervals: [{ ...span, governing, note: null }] };
    }
    case 'DEADLINE':
      return {
        length: choose([null, 10, 30], a),
        unit: 'CALENDAR_DAYS',
        startsOn: null,
        receipt: choose([null, true, false], b),
        jurisdictional: null,
        bound: 'RESPONDENT',
        tolling: null,
        ifMissed: null,
      };
    case 'GROUND':
      return { class: 'OTHER_BAR', basis: some(['CONVICTION', 'CONDUCT'], a), threshold: null, exceptions: null };
    case 'CONSEQUENCE':
      return {
        polarity: choose(['BENEFIT', 'RISK'], a),
        type: choose(['STATUS', 'PROTECTION', 'STAY', 'CASE', 'DEPARTURE', 'OTHER', 'STATUS'], b),
      };
    case 'AUTHORITY':
      return { type: 'STATUTE', citation: 'INA 1', parallel: null, decided: null, court: null, url: null };
    case 'ADJUDICATOR':
      return { agency: null, isParty: choose([false, true], a) };
    case 'FORM':
      return { number: null, agency: null, fee: choose([null, 0, 100, 1000], a), feeNote: null };
    case 'TOPIC':
      return { position: '1', statements: [] };
  }
}

/** States one after the other, some with a gap between them; none at all at times. */
function history([a = 0, b, c, d]: Dice): EntityOf<'POLICY_INSTRUMENT'>['status'] {
  const state = (number = 0) =>
    choose(['IN_FORCE', 'IN_FORCE', 'PARTIAL', 'SUSPENDED', 'PENDING', 'UNKNOWN'] as const, number >> 4);
  const whole = [{ from: null, to: null, state: state(b), note: null }];
  const first = { from: choose([null, days[0]], b), to: days[2], state: state(c), note: null };
  const second = { from: choose([days[2], days[3]], c), to: choose([null, days[5]], d), state: state(d), note: null };
  return choose([whole, whole, [first, second], [first], [second], []], a);
}

const entityGene = fc.record({ kept: fc.constantFrom(true, true, true, false), span: spanOf(40), dice });
type EntityGene = { kept: boolean; span: Span; dice: Dice };

function entitiesOf(genes: Readonly<Record<EntityKind, readonly EntityGene[]>>, firstEraEnds: string): Entity[] {
  const idsOf = (kind: EntityKind) =>
    idPools[kind].filter((_, index) => genes[kind][index]?.kept || (index === 0 && needed.includes(kind)));
  const eraSpan = (index: number): Span => {
    if (idsOf('POLICY_ERA').length === 1) return openSpan;
    return index === 0 ? { from: null, to: firstEraEnds } : { from: firstEraEnds, to: null };
  };
  return allKinds.flatMap((kind) =>
    idsOf(kind).map((id, index) => {
      const gene = genes[kind][idPools[kind].indexOf(id)] as EntityGene;
      const [, , , , e, f, g, h] = gene.dice;
      return {
        kind,
        id,
        title: choose(titles, e),
        summary: 'In words.',
        aliases: some(['ALIAS', 'other'], f),
        reviewed: choose([null, ...days], g),
        pages: [],
        caveat: choose([null, 'Unsettled'], h),
        ...ownFields(kind, idsOf, kind === 'POLICY_ERA' ? eraSpan(index) : gene.span, gene.dice),
      } as unknown as Entity;
    }),
  );
}

interface ClaimGene {
  readonly relationship: Relationship;
  readonly from: number;
  readonly to: number;
  readonly span: Span;
  readonly circuits: readonly Circuit[];
  readonly support: Claim['support'];
  readonly note: string | null;
  readonly dice: Dice;
}

const claimGene = (mix: readonly Relationship[]): fc.Arbitrary<ClaimGene> =>
  fc.record({
    relationship: fc.constantFrom(...mix),
    from: fc.nat({ max: 9999 }),
    to: fc.nat({ max: 9999 }),
    span: spanOf(70),
    circuits: fc.constantFrom(...circuitLists),
    support: fc.constantFrom<Claim['support'][]>('PAGE_READ', 'CITED', 'NONE'),
    note: fc.constantFrom(null, null, null, 'a note'),
    dice,
  });

/** A test that fits the type of value of what is tested; a ground is so or not. */
function testOf(target: Entity, [a = 0, b]: Dice): Test | null {
  if (a % 5 === 4) return null;
  switch (target.kind === 'ELIGIBILITY_FACTOR' ? target.valueType : 'BOOLEAN') {
    case 'BOOLEAN':
      return { op: 'IS', value: choose([true, true, false], b) };
    case 'DURATION':
      return { op: choose(bounds, a), value: choose(durations, b) };
    case 'DATE':
      return { op: choose(['BEFORE', 'AFTER'], a), value: choose(days, b) };
    case 'COUNT':
      return { op: choose(bounds, a), value: choose([0, 1, 2], b) };
    case 'MONEY':
      return { op: choose(bounds, a), value: choose([0, 100, 250], b) };
    case 'CHOICE': {
      const listed = some(choices, b);
      return { op: 'ONE_OF', value: listed.length > 0 ? listed : ['red'] };
    }
  }
}

/** What only a claim of one relationship has. */
function ownOfClaim(relationship: Relationship, to: Entity, ids: (kind: EntityKind) => readonly string[], thrown: Dice): object {
  const [, , c, d, e] = thrown;
  switch (relationship) {
    case 'AVAILABLE_AT':
      return { mode: choose(['DIRECT', 'PARALLEL', 'CONDITIONAL', 'VIA_REOPENING', 'AUTOMATIC'], c) };
    case 'REQUIRES':
      return { test: testOf(to, thrown), group: choose([null, null, 'one', 'two'], c) };
    case 'BARRED_BY': {
      const unless = choose([[], [], some(ids('ELIGIBILITY_FACTOR'), d)], c);
      return { test: testOf(to, thrown), unless, waivedBy: choose([[], [], some(ids('RELIEF_TYPE'), d)], e) };
    }
    case 'ALTERNATIVE_TO': {
      const stages = choose([[], some(ids('PROCEEDING_STAGE'), d)], e);
      return { when: choose(['DENIED', 'BOTH', 'UNAVAILABLE', 'ALONGSIDE'], c), stages, why: null };
    }
    case 'GOVERNED_BY':
      return { pinpoint: null };
    case 'LEADS_TO':
      return { trigger: null, actor: 'EITHER', deadline: choose([null, ...ids('DEADLINE')], c) };
    case 'SUSPENDS':
    case 'TERMINATES':
      return { extent: to.kind === 'RELIEF_TYPE' || to.kind === 'MOTION' ? choose(['WHOLE', 'WHOLE', 'PART'], c) : null };
    case 'COVERS':
    case 'RELATED_TO':
    case 'SUBTOPIC_OF':
      return { why: null };
    default:
      return {};
  }
}

function claimsOf(genes: readonly ClaimGene[], entities: readonly Entity[]): Claim[] {
  const idsOf = (kind: EntityKind) => entities.filter((entity) => entity.kind === kind).map(({ id }) => id);
  const of = (kinds: readonly EntityKind[]) => entities.filter(({ kind }) => kinds.includes(kind));
  const taken = new Map<string, number>();
  const claims: Claim[] = [];
  for (const { relationship, span, circuits, support, note, dice: thrown, ...gene } of genes) {
    const [starts, ends] = [of(relationships[relationship].from), of(relationships[relationship].to)];
    if (starts.length === 0 || ends.length === 0) continue;
    const [from, to] = [chooseFirst(starts, gene.from), chooseFirst(ends, gene.to)];
    const stem = `${from.id}.${relationships[relationship].key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.${to.id}`;
    const count = (taken.get(stem) ?? 0) + 1;
    taken.set(stem, count);
    const sources = idsOf('AUTHORITY')
      .slice(0, 1)
      .map((authority) => ({ authority, pinpoint: null }));
    const spans = [span, existenceOf(from), existenceOf(to)];
    claims.push({
      id: count === 1 ? stem : `${stem}.${count}`,
      relationship,
      from: from.id,
      to: to.id,
      ...ownOfClaim(relationship, to, idsOf, thrown),
      note,
      validFrom: span.from,
      validTo: span.to,
      since:
        spans
          .flatMap((one) => one.from ?? [])
          .sort()
          .at(-1) ?? null,
      until: spans.flatMap((one) => one.to ?? []).sort()[0] ?? null,
      circuits,
      sources: support === 'NONE' ? [] : sources,
      support: support === 'CITED' && sources.length === 0 ? 'PAGE_READ' : support,
      verified: null,
    } as unknown as Claim);
  }
  return claims.sort((a, b) => (a.id < b.id ? -1 : 1));
}

const existenceOf = (entity: Entity): Span =>
  entity.kind === 'RELIEF_TYPE' || entity.kind === 'POLICY_ERA' ? { from: entity.from, to: entity.to } : openSpan;

/**
 * Any graph whose claims are of some relationships; one named twice is twice as frequent.
 *
 * @param most most claims
 */
export function anySnapshot(mix: readonly Relationship[], most: number): fc.Arbitrary<Snapshot> {
  const genes = Object.fromEntries(
    allKinds.map((kind) => [kind, fc.tuple(...idPools[kind].map(() => entityGene))]),
  ) as unknown as Record<EntityKind, fc.Arbitrary<EntityGene[]>>;
  return fc
    .tuple(fc.record(genes), fc.constantFrom(...days), fc.array(claimGene(mix), { maxLength: most, size: 'max' }))
    .map(([nodes, firstEraEnds, claims]) => {
      const entities = entitiesOf(nodes, firstEraEnds);
      const whole = claimsOf(claims, entities);
      return shown({ dataset: datasetOf(entities, whole), entities, claims: whole });
    });
}

/** A snapshot that a failed property prints in a few lines, without what a claim leaves open. */
function shown(snapshot: Snapshot): Snapshot {
  const line = ({ relationship: _, from: _from, to: _to, since: _since, until: _until, sources: _sources, ...claim }: Claim) =>
    JSON.stringify(claim, (_key, value) => (value === null || (Array.isArray(value) && value.length === 0) ? undefined : value));
  const used = new Set(snapshot.claims.flatMap(({ from, to }) => [from, to]));
  const words = () =>
    [
      ...snapshot.entities.filter(({ id }) => used.has(id)).map((entity) => JSON.stringify(entity)),
      ...snapshot.claims.map(line),
      `and ${snapshot.entities.length - used.size} entities without claims`,
    ].join('\n');
  return Object.defineProperty({ ...snapshot }, fc.toStringMethod, { value: words, enumerable: false });
}

/** A fact as the API takes it. */
export interface GivenFact {
  readonly factor: string;
  readonly value: Readonly<Record<string, boolean | number | string>>;
}

/** Facts on two of three factors of a graph, each of the type of its factor. */
export const factsOn = (snapshot: Snapshot, thrown: Dice): GivenFact[] =>
  snapshot.entities.flatMap((entity, index) => {
    const number = choose(thrown, index);
    if (entity.kind !== 'ELIGIBILITY_FACTOR' || number % 3 === 2) return [];
    const values = {
      BOOLEAN: { boolean: choose([true, false], number) },
      DURATION: { duration: choose(durations, number) },
      DATE: { date: choose(days, number) },
      COUNT: { count: choose([0, 1, 2, 3], number) },
      MONEY: { money: choose([0, 100, 250, 251], number) },
      CHOICE: { choice: choose(choices, number) },
    };
    return [{ factor: entity.id, value: values[entity.valueType] }];
  });

/** Ids of the entities of some kinds. */
export const idsOfKinds = ({ entities }: Snapshot, ...kinds: EntityKind[]): string[] =>
  entities.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);
