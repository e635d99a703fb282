import type { ProceedingStageResolvers } from '../generated/schema.ts';

/** Fields of a stage that a file keeps as maps. */
export const stage: ProceedingStageResolvers = {
  rights: ({ rights }) => Object.entries(rights).map(([name, text]) => ({ name, text })),
  discretion: ({ discretion }) => ({ ask: null, how: null, risk: null, ...discretion }),
};
