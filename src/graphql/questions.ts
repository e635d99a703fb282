import type { Resolvers } from '../generated/schema.ts';
import { afterDenialQuestion } from './question/after-denial.ts';
import { assessment } from './question/assess.ts';
import { nextStepsQuestion } from './question/next-steps.ts';
import { pathsQuestion } from './question/paths.ts';
import { policyQuestions } from './question/policy.ts';

/** Every question beyond looking things up. */
export const questions: readonly Resolvers[] = [
  assessment,
  afterDenialQuestion,
  pathsQuestion,
  policyQuestions,
  nextStepsQuestion,
];
