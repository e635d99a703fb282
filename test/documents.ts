import type { EntityKind, Relationship } from '../src/generated/schema.ts';
import { kindNames, kinds } from '../src/graph/kinds.ts';
import type { Snapshot } from '../src/graph/records.ts';
import { relationshipNames, relationships } from '../src/graph/relationships.ts';
import { plural, singular } from '../src/kind/index.ts';

/** A named document that every engine must answer alike. */
export type Document = readonly [name: string, query: string];

const claimFields =
  'id relationship sentence note validFrom validTo circuits support from { id } to { id kind title } sources { citation url }';

/** The entity that has the most claims of a relationship at one end: the one on which a difference would show. */
function busiest({ claims }: Snapshot, relationship: Relationship, end: 'from' | 'to'): string | null {
  const counts = new Map<string, number>();
  for (const claim of claims) {
    if (claim.relationship === relationship) counts.set(claim[end], (counts.get(claim[end]) ?? 0) + 1);
  }
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? null;
}

/** Every relationship read from its start and from its end, on the day of the law and on an earlier one. */
export function relationshipDocuments(snapshot: Snapshot): Document[] {
  const kindOf = new Map(snapshot.entities.map(({ id, kind }) => [id, kind]));
  const look = (id: string | null, field: string, selection: string): string => {
    const kind = (id === null ? 'POLICY_INSTRUMENT' : kindOf.get(id)) as EntityKind;
    return `{ ${singular(kind)}(id: "${id ?? 'eo-13768'}") { id title ${field} ${selection} } }`;
  };
  return relationshipNames.flatMap((name): Document[] => {
    const { key, inverse } = relationships[name];
    const page = `{ totalCount pageInfo { hasNextPage endCursor } nodes { ${claimFields} } }`;
    return [
      [`${name} from its start`, look(busiest(snapshot, name, 'from'), `${key}(asOf: "2026-11-24")`, `{ ${claimFields} }`)],
      [`${name} from its end`, look(busiest(snapshot, name, 'to'), `${inverse}(asOf: "2026-11-24", first: 100)`, page)],
      [`${name} from its end in 2019`, look(busiest(snapshot, name, 'to'), `${inverse}(asOf: "2019-06-01", first: 7)`, page)],
    ];
  });
}

/** Every kind as a list, from both ends, with its own scalar fields. */
export function kindDocuments(): Document[] {
  const own = (kind: EntityKind): string =>
    Object.keys(kinds[kind].fields)
      .filter((field) => !nestedFields.has(`${kinds[kind].label}.${field}`))
      .join(' ');
  return kindNames.flatMap((kind): Document[] => {
    const fields = `id kind title summary aliases reviewed pages caveat ${own(kind)}`;
    return [
      [
        `first of ${kind}`,
        `{ ${plural(kind)}(first: 12) { totalCount nodes { ${fields} } pageInfo { hasNextPage endCursor } } }`,
      ],
      [
        `last of ${kind}`,
        `{ ${plural(kind)}(last: 5) { edges { cursor node { id } } pageInfo { hasPreviousPage startCursor } } }`,
      ],
    ];
  });
}

/** Fields with a selection of their own; the documents below read them. */
const nestedFields = new Set([
  'Motion.filedWith',
  'Motion.ifGranted',
  'Motion.ifDenied',
  'ProceedingStage.rights',
  'ProceedingStage.discretion',
  'PolicyInstrument.status',
  'PolicyInstrument.end',
  'PolicyInstrument.partOf',
  'PolicyTrack.intervals',
  'Topic.statements',
]);

const assessment = `status sentence requirements { group finding sentence claims { id } liftedBy { id } waivers { id } }
  bars { finding sentence claims { id } liftedBy { id } waivers { id } } discretion { finding claims { id } }
  missing { id } policy { id sentence } barringGrounds { id } because { id }`;
const option = `remedy { id title } status sentence because { id } alternative { id why } sameGround { id }
  availability { id mode } deadlines { id length unit } assessment { ${assessment} }`;
const facts = `[{ factor: "continuous-physical-presence", value: { duration: "P10Y" } },
  { factor: "qualifying-relative-spouse-parent-child", value: { boolean: true } },
  { factor: "criminal-or-falsification-grounds-240ab1c", value: { boolean: false } }]`;
const step = 'from { id } to { id } direction sentence inForce claim { id }';

/** Lists with conditions and orders: scalars, lists, nulls, claims and their other ends, on a day and at a place. */
export const whereDocuments: readonly Document[] = [
  ['where a text is', '{ reliefTypes(where: { category: { eq: "waiver" } }) { totalCount nodes { id } } }'],
  ['where a text holds', '{ reliefTypes(where: { title: { contains: "CANCELLATION" } }) { nodes { id } } }'],
  ['where an id begins', '{ grounds(where: { id: { startsWith: "inad-p" } }) { nodes { id } } }'],
  ['where an id is one of some', '{ forms(where: { id: { in: ["form-i-589", "form-i-485", "no"] } }) { nodes { id } } }'],
  ['where an enum is one of some', '{ grounds(where: { class: [DEFINITION, OTHER_BAR] }) { totalCount } }'],
  ['where a list has a value', '{ motions(where: { by: { has: "JOINT" } }) { nodes { id by } } }'],
  ['where a list is not empty', '{ adjudicators(where: { aliases: { empty: false }, isParty: true }) { nodes { id } } }'],
  [
    'where a number is between',
    '{ deadlines(where: { length: { gte: 30, lt: 90 }, unit: [CALENDAR_DAYS] }, orderBy: [LENGTH_DESC, TITLE_ASC]) { nodes { id length } } }',
  ],
  ['where a number is not stated', '{ deadlines(where: { length: { eq: null } }) { nodes { id } } }'],
  [
    'where a date is after',
    '{ policyInstruments(where: { issued: { gt: "2026-01-01" } }, orderBy: [ISSUED_DESC], first: 9) { nodes { id issued } pageInfo { endCursor } } }',
  ],
  ['in an order with nulls, from its start', '{ policyInstruments(orderBy: [ISSUED_DESC], first: 15) { nodes { id issued } } }'],
  ['in an order with nulls, from its end', '{ policyInstruments(orderBy: [ISSUED_ASC], last: 15) { nodes { id issued } } }'],
  [
    'where none of these holds',
    '{ authorities(where: { NOT: { OR: [{ type: [CASE] }, { type: [REGULATION] }] } }, first: 100) { totalCount nodes { id } } }',
  ],
  [
    'where an empty and holds',
    '{ eras: policyEras(where: { AND: [] }) { totalCount } none: policyEras(where: { OR: [] }) { totalCount } }',
  ],
  [
    'where some claim tests a time',
    '{ reliefTypes(where: { requires: { some: { testOp: [AT_LEAST], testValue: { startsWith: "P" }, factor: { dimension: { eq: "time" } } } } }) { nodes { id } } }',
  ],
  ['where all claims are direct', '{ reliefTypes(where: { availableAt: { all: { mode: [DIRECT] } } }) { nodes { id } } }'],
  ['where a relief asks for nothing', '{ reliefTypes(where: { requires: { none: {} } }) { nodes { id } } }'],
  [
    'where one bar alone names a waiver',
    '{ reliefTypes(where: { barredBy: { single: { waivedBy: { empty: false } } } }) { nodes { id } } }',
  ],
  [
    'where claims come in',
    '{ eligibilityFactors(where: { requiredBy: { some: { relief: { category: { eq: "cancellation" } } } } }) { nodes { id } } }',
  ],
  [
    'where claims are read on a day',
    '{ policyInstruments(where: { suspends: { some: { extent: [WHOLE] } } }, asOf: "2019-01-01") { nodes { id } } }',
  ],
  [
    'where claims are read at a place',
    '{ reliefTypes(where: { suspendedBy: { some: { extent: [WHOLE] } } }, asOf: "2019-12-01", circuit: CA4) { nodes { id } } }',
  ],
  [
    'where claims hold in some circuits',
    '{ reliefTypes(where: { barredBy: { some: { circuits: { has: "CA5" } } } }) { nodes { id } } }',
  ],
  [
    'where claims lead on',
    '{ proceedingStages(where: { availableRemedies: { some: { relief: { requires: { some: { factor: { id: { eq: "good-moral-character" } } } } } } } }) { nodes { id } } }',
  ],
  ['where nothing supports a claim', '{ topics(where: { covers: { all: { support: [NONE] } } }) { totalCount } }'],
];

/** The questions, nested records, dates, circuits and pages. */
export const questionDocuments: readonly Document[] = [
  [
    'dataset',
    '{ dataset { version law unverified entities { kind count } claims { relationship count } support { support count } } }',
  ],
  ['node of each kind of interface', '{ a: node(id: "asylum") { __typename id } b: node(id: "nothing-here") { id } }'],
  ['nodes in order, with a gap', '{ nodes(ids: ["tps", "nothing-here", "asylum", "tps"]) { id title } }'],
  ['a claim by id', `{ claim(id: "cancellation-vawa.requires.continuous-physical-presence") { ${claimFields} } }`],
  ['an unknown claim', '{ claim(id: "nothing.requires.nothing") { id } }'],
  ['motions and their stages', '{ motions(first: 50) { nodes { id filedWith { id } ifGranted { id } ifDenied { id } } } }'],
  [
    'stages and their rights',
    '{ proceedingStages(first: 100) { nodes { id rights { name text } discretion { ask how risk } } } }',
  ],
  [
    'instruments and their history',
    '{ policyInstruments(first: 100) { nodes { id status { from to state note } end { how by { id } on } partOf { id } } } }',
  ],
  ['tracks and who governed', '{ policyTracks { nodes { id intervals { from to governing { id } note } } } }'],
  [
    'topics and what they say',
    '{ topics(first: 100) { nodes { id statements { id text status note entities { id } claims { id } sources { citation } support } } } }',
  ],
  [
    'all claims at a relief',
    `{ reliefType(id: "asylum") { claims(first: 100) { totalCount nodes { ${claimFields} } pageInfo { endCursor hasNextPage } } } }`,
  ],
  [
    'all claims in on a day',
    `{ reliefType(id: "daca") { claims(direction: IN, asOf: "2021-08-01", first: 100) { nodes { ${claimFields} } } } }`,
  ],
  [
    'claims at a stage in 2015',
    '{ proceedingStage(id: "final-order") { availableRemedies(asOf: "2015-01-01", first: 100) { nodes { id remedy { id } mode } } } }',
  ],
  [
    'bars in the Fifth Circuit',
    '{ reliefType(id: "bond-redetermination") { barredBy(circuit: CA5) { id to { id } circuits } } }',
  ],
  [
    'bars in the Ninth Circuit',
    '{ reliefType(id: "bond-redetermination") { barredBy(circuit: CA9) { id to { id } circuits } } }',
  ],
  ['bars before the rule', '{ reliefType(id: "bond-redetermination") { barredBy(asOf: "2024-01-01") { id to { id } } } }'],
  [
    'three levels',
    '{ reliefTypes(first: 20) { nodes { id requires { factor { id requiredBy(first: 3) { nodes { remedy { id barredBy { to { id } unless { id } waivedBy { id } } } } } } } } } }',
  ],
  [
    'after a denial of discretion',
    `{ afterDenial(relief: "prosecutorial-discretion", stage: "master-calendar-hearing") { denied { id } asOf options { ${option} } warnings { id sentence } nextQuestion { factor { id } text settles } } }`,
  ],
  [
    'after a denial, with facts',
    `{ afterDenial(relief: "prosecutorial-discretion", stage: "master-calendar-hearing", facts: ${facts}) { options { ${option} } } }`,
  ],
  [
    'after a denial on a criminal ground',
    `{ afterDenial(relief: "cancellation-nonlpr", because: ["dep-controlled-substance-conviction"], stage: "individual-hearing") { options { ${option} } } }`,
  ],
  [
    'everything at a stage',
    '{ afterDenial(relief: "asylum", stage: "final-order", scope: ALL_AT_STAGE) { options { remedy { id } status availability { mode } } } }',
  ],
  [
    'after a denial in 2019 in the Fourth Circuit',
    '{ afterDenial(relief: "prosecutorial-discretion", stage: "individual-hearing", asOf: "2019-12-01", circuit: CA4) { options { remedy { id } status sentence } } }',
  ],
  ['assess closure in 2019', `{ assess(remedy: "administrative-closure", asOf: "2019-12-01") { ${assessment} } }`],
  [
    'assess closure in 2019 in the Fourth Circuit',
    `{ assess(remedy: "administrative-closure", asOf: "2019-12-01", circuit: CA4) { ${assessment} } }`,
  ],
  ['assess with facts', `{ assess(remedy: "cancellation-nonlpr", facts: ${facts}) { ${assessment} } }`],
  ['assess a motion', `{ assess(remedy: "motion-to-reopen", stage: "final-order") { ${assessment} } }`],
  [
    'paths to reliefs',
    `{ paths(from: "prosecutorial-discretion", toKind: RELIEF_TYPE, via: [ALTERNATIVE_TO], maxLength: 2, first: 40) { length cost inForce sentence steps { ${step} } } }`,
  ],
  [
    'paths to a work permit',
    `{ paths(from: "prosecutorial-discretion", to: "work-permit-eligible", via: [ALTERNATIVE_TO, CONFERS], maxLength: 2) { length cost steps { ${step} } } }`,
  ],
  [
    'paths both ways',
    `{ paths(from: "daca", to: "prosecutorial-discretion", via: [FORM_OF, ESTABLISHES], direction: BOTH, maxLength: 3) { cost steps { ${step} } } }`,
  ],
  [
    'paths over expired claims',
    `{ paths(from: "johnson-priorities-2014", to: "prosecutorial-discretion", via: [EXPANDS], includeExpired: true) { inForce steps { ${step} } } }`,
  ],
  ['paths not in force', '{ paths(from: "johnson-priorities-2014", to: "prosecutorial-discretion", via: [EXPANDS]) { cost } }'],
  [
    'policy under an injunction',
    '{ policyOn(date: "2021-08-20") { era { id } lastChange nextChange instruments { instrument { id } state since until note } tracks { track { id } governing { id } note since until } } }',
  ],
  [
    'policy today by state',
    '{ policyOn(date: "2026-11-24") { instruments(states: [PARTIAL, SUSPENDED]) { instrument { id } state } } }',
  ],
  ['the timeline', '{ policyTimeline(from: "2010-01-01", to: "2020-01-01") { id from to posture } }'],
  [
    'two days compared',
    '{ comparePolicy(from: "2021-08-18", to: "2021-08-20") { eraChanged instruments { before { instrument { id } state } after { state } } tracks { before { track { id } governing { id } } after { governing { id } } } } }',
  ],
  [
    'what changed in a month',
    '{ lawChanges(from: "2025-01-01", to: "2025-01-31", first: 100) { totalCount nodes { date change entity { id } claim { id } state sentence } } }',
  ],
  [
    'eras and reliefs that changed',
    '{ lawChanges(from: "2012-01-01", to: "2018-01-01", kinds: [POLICY_ERA, RELIEF_TYPE], first: 100) { nodes { date change entity { id } } } }',
  ],
  [
    'next steps',
    '{ nextSteps(stage: "master-calendar-hearing") { stage { id } trigger actor deadline { id } claim { id sentence } } }',
  ],
  [
    'what is covered',
    '{ dataset { coverage { kinds { kind entities neverReviewed caveats } relationships { relationship claims cited unsupported unsourced startUnknown } } } }',
  ],
  ['every relationship', '{ relationships { relationship says from to field inverse type out in count } }'],
  ['relationships that start at a motion', '{ relationships(kind: MOTION, direction: OUT) { relationship field to } }'],
  [
    'references of a supergraph',
    `{ _entities(representations: [{ __typename: "ReliefType", id: "tps" }, { __typename: "Entity", id: "form-i-589" },
      { __typename: "Motion", id: "tps" }, { __typename: "Form", id: "nothing-here" }]) {
      __typename ... on ReliefType { id title requires { id } } ... on Form { id number } } }`,
  ],
  ['the contract for a supergraph', '{ _service { sdl } }'],
  [
    'search by a lay term',
    '{ search(text: "green card thru mariage", first: 30) { totalCount facets { kind count } pageInfo { endCursor hasNextPage } nodes { entity { id } score highlights { field text ranges { start end } } } } }',
  ],
  [
    'search in some kinds',
    '{ search(text: "8 USC 1229b", kinds: [AUTHORITY, FORM]) { edges { cursor node { entity { id } score } } } }',
  ],
  ['suggest', '{ suggest(prefix: "canc", kinds: [RELIEF_TYPE]) { text entity { id } } }'],
  [
    'resolve a passage',
    '{ resolve(text: "He filed I-589 and 42B under INA 240A(b), then asked for a stay of removal and TPS.") { text start end entity { id kind } } }',
  ],
  [
    'screen everything',
    `{ screen(facts: ${facts}) { asOf assessments { remedy { id } status missing { id } } nextQuestion { factor { id } settles text } } }`,
  ],
  [
    'screen some categories at a stage in 2020',
    `{ screen(stage: "individual-hearing", categories: ["cancellation", "protection"], asOf: "2020-03-01", circuit: CA9) { stage { id } assessments { ${assessment} } } }`,
  ],
  [
    'a neighborhood',
    '{ neighborhood(ids: ["asylum"], depth: 2, limit: 60) { truncated nodes { id } claims { id } hidden { id relationship direction count } } }',
  ],
  [
    'a narrow neighborhood on a day',
    '{ neighborhood(ids: ["daca", "dapa"], via: [SUSPENDS, TERMINATES, ESTABLISHES], direction: IN, asOf: "2016-01-01") { nodes { id } claims { id sentence } hidden { count } } }',
  ],
  ['a due date', '{ dueDate(deadline: "pfr-30", triggered: "2026-01-30") { deadline { id } triggered due rule } }'],
  [
    'an instrument on some days',
    '{ policyInstrument(id: "daca-memo-2012") { a: statusOn(date: "2012-06-14") { state since until } b: statusOn(date: "2018-01-01") { state since until note } } }',
  ],
  ['each kind by id', `{ ${kindNames.map((kind) => `${singular(kind)}(id: "asylum") { id }`).join(' ')} }`],
  ['an unknown id in a question', '{ assess(remedy: "asylm") { status } }'],
  ['a page that is too large', '{ reliefTypes(first: 101) { nodes { id } } }'],
  ['a foreign cursor', '{ reliefTypes(after: "nonsense") { nodes { id } } }'],
];

/** Variables for each document of `documents/`, as large as they come. */
export const persistedVariables: Readonly<Record<string, object>> = {
  'after-denial': { relief: 'prosecutorial-discretion', stage: 'master-calendar-hearing', scope: 'ALL_AT_STAGE' },
  assess: { remedy: 'cancellation-nonlpr', stage: 'individual-hearing' },
  screen: { stage: 'master-calendar-hearing' },
  relief: { id: 'asylum' },
  'entity-claims': { id: 'asylum', first: 100 },
  search: { text: 'green card', first: 100 },
  suggest: { prefix: 'canc' },
  paths: { from: 'prosecutorial-discretion', to: 'work-permit-eligible', via: ['ALTERNATIVE_TO', 'CONFERS'], maxLength: 2 },
  neighborhood: { ids: ['asylum'], depth: 2, limit: 150 },
  'policy-on': { date: '2021-08-20' },
  timeline: {},
  'next-steps': { stage: 'master-calendar-hearing' },
  'due-date': { deadline: 'pfr-30', triggered: '2026-01-30' },
  dataset: {},
  preview: { id: 'asylum' },
};
