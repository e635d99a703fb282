import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OptionScope, Relationship } from '../../src/generated/schema.ts';
import type { Data } from '../engines.ts';
import { idsOf, onRandomGraphs, patience, randomApi } from './api.ts';
import { type AssessAnswer, afterDenial, assess, type ElementAnswer } from './reference.ts';
import { anyCircuit, anyDay, anySnapshot, choose, chooseFirst, dice, factsOn, idsOfKinds, some } from './snapshot.ts';

const api = randomApi();

/** Claims that an assessment reads; those that decide most often. */
const ofRemedies: readonly Relationship[] = [
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
const ofDenials: readonly Relationship[] = [
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
const assessDocument = `query ($remedy: ID!, $facts: [FactInput!], $stage: ID, $asOf: Date, $circuit: Circuit) {
  assess(remedy: $remedy, facts: $facts, stage: $stage, asOf: $asOf, circuit: $circuit) { ${assessment} }
}`;
const denialDocument = `query (
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

/** What is a set and not a list: by id. */
const asSet = (ids: readonly string[]): string[] => [...ids].sort();

const elementIn = ({ group, claims, finding, liftedBy, waivers }: Data): ElementAnswer => ({
  group,
  claims: idsOf(claims),
  finding,
  liftedBy: asSet(idsOf(liftedBy)),
  waivers: asSet(idsOf(waivers)),
});

const assessmentIn = (data: Data): AssessAnswer => ({
  status: data.status,
  because: asSet(idsOf(data.because)),
  requirements: data.requirements.map(elementIn),
  bars: data.bars.map(elementIn),
  discretion: data.discretion.map(elementIn),
  missing: idsOf(data.missing),
  policy: idsOf(data.policy),
  barringGrounds: idsOf(data.barringGrounds),
});

const expectedElement = ({ group, claims, finding, liftedBy, waivers }: ElementAnswer): ElementAnswer => ({
  group,
  claims,
  finding,
  liftedBy: asSet(liftedBy),
  waivers: asSet(waivers),
});

const expectedAssessment = (answer: AssessAnswer): AssessAnswer => ({
  status: answer.status,
  because: asSet(answer.because),
  requirements: answer.requirements.map(expectedElement),
  bars: answer.bars.map(expectedElement),
  discretion: answer.discretion.map(expectedElement),
  missing: answer.missing,
  policy: answer.policy,
  barringGrounds: answer.barringGrounds,
});

/** A graph, and what may be asked of it about a case. */
const anyCase = (mix: readonly Relationship[], most: number) =>
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

describe('the questions agree with the plainest reading of the design', () => {
  test('assesses remedies as claim by claim', { timeout: patience }, () =>
    onRandomGraphs(600, anyCase(ofRemedies, 60), async ({ snapshot, remedies, stage, facts, asOf, circuit }) => {
      for (const remedy of remedies) {
        const variables = { remedy, stage, facts, asOf, circuit };
        const answer = await api.ask(snapshot, assessDocument, variables);
        expect(assessmentIn(answer.assess)).toEqual(expectedAssessment(assess(snapshot, remedy, variables)));
      }
    }),
  );

  test('ranks what remains after a denial as listed', { timeout: patience }, () =>
    onRandomGraphs(450, anyCase(ofDenials, 150), async ({ snapshot, remedies, stage, because, facts, asOf, circuit, scope }) => {
      const relief = remedies[0] as string;
      const asked = { relief, because, stage, facts, asOf, circuit, scope: stage === null ? ('LISTED' as const) : scope };
      const { afterDenial: answer } = await api.ask(snapshot, denialDocument, asked);
      const expected = afterDenial(snapshot, asked);
      const options = answer.options.map(
        ({ remedy, status, because: reasons, alternative, sameGround, availability, deadlines, assessment: one }: Data) => ({
          remedy: remedy.id,
          status,
          because: asSet(idsOf(reasons)),
          alternative: asSet(idsOf(alternative)),
          sameGround: idsOf(sameGround),
          availability: idsOf(availability),
          deadlines: asSet(idsOf(deadlines)),
          assessment: assessmentIn(one),
        }),
      );
      expect(options).toEqual(
        expected.options.map((option) => ({
          ...option,
          because: asSet(option.because),
          alternative: asSet(option.alternative),
          deadlines: asSet(option.deadlines),
          assessment: expectedAssessment(option.assessment),
        })),
      );
      expect(asSet(idsOf(answer.warnings))).toEqual(asSet(expected.warnings));
      const next = answer.nextQuestion;
      expect(next && { factor: next.factor.id, settles: next.settles }).toEqual(expected.next);
    }),
  );
});
