import fc from 'fast-check';
import type { Direction, OptionScope, Relationship } from '../../src/generated/schema.ts';
import { relationshipNames } from '../../src/graph/relationships.ts';
import type { PathsQuestion } from './reference.ts';
import { anyCircuit, anyDay, anySnapshot, choose, chooseFirst, dice, factsOn, idsOfKinds, some } from './snapshot.ts';

/** Claims that an assessment reads; those that decide most often. */
export const ofRemedies: readonly Relationship[] = [
  'REQUIRES',
  'REQUIRES',
  'REQUIRES',
  'BARRED_BY',
  'BARRED_BY',
  'EXCEPTION_TO',
  'WEIGHED_FOR',
  'WEIGHED_AGAINST',
  'UNAVAILABLE_AT',
  'BARS',
  'ESTABLISHES',
  'RESTRICTS',
  'SUSPENDS',
  'TERMINATES',
];
/** Claims that `afterDenial` reads as well. */
export const ofDenials: readonly Relationship[] = [
  ...ofRemedies,
  ...Array.from({ length: 9 }, () => 'ALTERNATIVE_TO' as const),
  ...Array.from({ length: 3 }, () => 'AVAILABLE_AT' as const),
  ...Array.from({ length: 3 }, () => 'ASKS_FOR' as const),
  'RISKS',
  'RISKS',
  ...Array.from({ length: 5 }, () => 'CONFERS' as const),
  ...Array.from({ length: 4 }, () => 'REQUIRES' as const),
  'FORM_OF',
  'COUNTS_AS',
  'LIMITS',
];

const element = 'group claims { id } finding liftedBy { id } waivers { id }';
const assessment = `status because { id } requirements { ${element} } bars { ${element} } discretion { ${element} }
  missing { id } policy { id } barringGrounds { id }`;
export const assessDocument = `query ($remedy: ID!, $facts: [FactInput!], $stage: ID, $asOf: Date, $circuit: Circuit) {
  assess(remedy: $remedy, facts: $facts, stage: $stage, asOf: $asOf, circuit: $circuit) { ${assessment} }
}`;
export const denialDocument = `query (
  $relief: ID!, $because: [ID!], $stage: ID, $facts: [FactInput!], $asOf: Date, $circuit: Circuit, $scope: OptionScope
) {
  afterDenial(relief: $relief, because: $because, stage: $stage, facts: $facts, asOf: $asOf, circuit: $circuit, scope: $scope) {
    options {
      remedy { id } status because { id } alternative { id } sameGround { id } availability { id } deadlines { id }
      assessment { ${assessment} }
    }
    warnings { id }
    nextQuestion { factor { id } settles }
  }
}`;

/** A graph, and what may be asked of it about a case. */
export const anyCase = (mix: readonly Relationship[], most: number) =>
  fc
    .record({ snapshot: anySnapshot(mix, most), asOf: anyDay, circuit: anyCircuit, thrown: dice, known: dice })
    .map(({ snapshot, asOf, circuit, thrown, known }) => {
      const [a = 0, b, c, d] = thrown;
      const stages = idsOfKinds(snapshot, 'PROCEEDING_STAGE');
      const remedies = idsOfKinds(snapshot, 'RELIEF_TYPE', 'MOTION');
      const reasons = idsOfKinds(snapshot, 'ELIGIBILITY_FACTOR', 'GROUND');
      return {
        snapshot,
        remedies: [...new Set([chooseFirst(remedies, a), choose(remedies, b)])],
        stage: choose([null, ...stages, ...stages], c),
        because: d === undefined || d % 2 === 0 ? [] : some(reasons, d >> 1).slice(0, 3),
        facts: factsOn(snapshot, known),
        asOf,
        circuit,
        scope: choose<OptionScope>(['LISTED', 'ALL_AT_STAGE'], d),
      };
    });

export const pathsDocument = `query (
  $from: ID!, $to: ID, $toKind: EntityKind, $via: [Relationship!], $direction: Direction, $maxLength: Int, $asOf: Date,
  $circuit: Circuit, $includeExpired: Boolean, $first: Int
) {
  paths(from: $from, to: $to, toKind: $toKind, via: $via, direction: $direction, maxLength: $maxLength, asOf: $asOf,
    circuit: $circuit, includeExpired: $includeExpired, first: $first) {
    cost length inForce steps { claim { id } direction from { id } to { id } inForce }
  }
}`;

/** Relationships that make cycles, so that many ways lead from one entity to another. */
const mix: readonly Relationship[] = [
  ...relationshipNames,
  'ALTERNATIVE_TO',
  'ALTERNATIVE_TO',
  'ALTERNATIVE_TO',
  'ALTERNATIVE_TO',
  'AVAILABLE_AT',
  'AVAILABLE_AT',
  'AVAILABLE_AT',
  'LEADS_TO',
  'LEADS_TO',
  'CONFERS',
  'REQUIRES',
  'COUNTS_AS',
];

const goalKinds = ['RELIEF_TYPE', 'PROCEEDING_STAGE', 'CONSEQUENCE', 'POLICY_INSTRUMENT'] as const;
const cyclic = [...new Set(mix.slice(-12)), 'GOVERNED_BY' as const];

/** A graph, and a question for paths in it. */
export const anyPathsQuestion = fc
  .record({
    snapshot: anySnapshot(mix, 70),
    ends: dice,
    via: fc.constantFrom(null, null, cyclic),
    direction: fc.constantFrom<Direction[]>('OUT', 'IN', 'BOTH'),
    maxLength: fc.constantFrom(1, 2, 3, 4, 5, 6),
    asOf: anyDay,
    circuit: anyCircuit,
    includeExpired: fc.boolean(),
    first: fc.constantFrom(1, 2, 3, 10, 100),
  })
  .map(({ snapshot, ends: [a = 0, b = 0, c], ...rest }) => {
    const linked = [...new Set(snapshot.claims.flatMap((claim) => [claim.from, claim.to]))];
    const ids = linked.length > 1 ? linked : snapshot.entities.map(({ id }) => id);
    const from = choose(ids, a);
    const to = choose(
      ids.filter((id) => id !== from),
      b,
    );
    const goal = choose<Pick<PathsQuestion, 'to' | 'toKind'>>(
      [
        { to, toKind: null },
        { to: null, toKind: choose(goalKinds, b) },
      ],
      c,
    );
    return { snapshot, question: { from, ...goal, ...rest } };
  });
