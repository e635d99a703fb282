import type { Resolvers } from '../generated/schema.ts';
import { afterDenialQuestion } from './question/after-denial.ts';
import { assessment } from './question/assess.ts';
import { dueDateQuestion } from './question/due-date.ts';
import { neighborhoodQuestion } from './question/neighborhood.ts';
import { nextStepsQuestion } from './question/next-steps.ts';
import { pathsQuestion } from './question/paths.ts';
import { policyQuestions } from './question/policy.ts';
import { screenQuestion } from './question/screen.ts';
import { searchQuestions } from './question/search.ts';

/** Every question beyond looking things up. */
export const questions: readonly Resolvers[] = [
  assessment,
  afterDenialQuestion,
  pathsQuestion,
  policyQuestions,
  nextStepsQuestion,
  searchQuestions,
  screenQuestion,
  neighborhoodQuestion,
  dueDateQuestion,
];
