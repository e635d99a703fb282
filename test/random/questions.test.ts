import { describe, expect, test } from 'vitest';
import type { Data } from '../engines.ts';
import { idsOf, onRandomGraphs, patience, randomApi } from './api.ts';
import { anyCase, assessDocument, denialDocument, ofDenials, ofRemedies } from './cases.ts';
import { type AssessAnswer, afterDenial, assess, type ElementAnswer } from './reference.ts';

const api = randomApi();

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
