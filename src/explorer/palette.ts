import type { EntityKind, Relationship } from '../generated/explorer/graphql.ts';

/** How kinds and relationships look and where they stand; the words for them are in `text/`. */

/** Families of kinds share a color, so that a drawing has few of them; each kind has its name beside it, never the color alone. */
export type Hue = 'relief' | 'stage' | 'factor' | 'ground' | 'policy' | 'effect' | 'source' | 'topic';

export const hueOf = {
  RELIEF_TYPE: 'relief',
  MOTION: 'relief',
  PROCEEDING_STAGE: 'stage',
  DEADLINE: 'stage',
  ELIGIBILITY_FACTOR: 'factor',
  GROUND: 'ground',
  POLICY_ERA: 'policy',
  POLICY_INSTRUMENT: 'policy',
  POLICY_TRACK: 'policy',
  CONSEQUENCE: 'effect',
  AUTHORITY: 'source',
  ADJUDICATOR: 'source',
  FORM: 'source',
  TOPIC: 'topic',
} as const satisfies Record<EntityKind, Hue>;

/** Kinds in the order in which lists and the legend show them. */
export const kinds = Object.keys(hueOf) as readonly EntityKind[];

/** Sections of an entity's page, in their order. */
export const sections = [
  'takes',
  'bars',
  'when',
  'denied',
  'gives',
  'risks',
  'takenBy',
  'barsWhat',
  'whenWhat',
  'remains',
  'givenBy',
  'riskOf',
  'policy',
  'policyOf',
  'decides',
  'decidesWhat',
  'forms',
  'law',
  'governs',
  'topics',
] as const;
export type Section = (typeof sections)[number];

/** The section in which a claim of each relationship stands: on the page of its start, and on that of its end. */
export const sectionsOf = {
  REQUIRES: ['takes', 'takenBy'],
  WEIGHED_FOR: ['takes', 'takenBy'],
  WEIGHED_AGAINST: ['takes', 'takenBy'],
  FILED_ON: ['takes', 'takenBy'],
  BARRED_BY: ['bars', 'barsWhat'],
  BARS: ['barsWhat', 'bars'],
  WAIVES: ['gives', 'bars'],
  AVAILABLE_AT: ['when', 'whenWhat'],
  UNAVAILABLE_AT: ['when', 'whenWhat'],
  LIMITS: ['whenWhat', 'when'],
  LEADS_TO: ['when', 'when'],
  ALTERNATIVE_TO: ['denied', 'remains'],
  CONFERS: ['gives', 'givenBy'],
  DOES_NOT_CONFER: ['gives', 'givenBy'],
  RISKS: ['risks', 'riskOf'],
  TRIGGERS: ['risks', 'riskOf'],
  ESTABLISHES: ['policyOf', 'policy'],
  EXPANDS: ['policyOf', 'policy'],
  RESTRICTS: ['policyOf', 'policy'],
  PRIORITIZES: ['policyOf', 'policy'],
  SUSPENDS: ['policyOf', 'policy'],
  TERMINATES: ['policyOf', 'policy'],
  FAVORS: ['policyOf', 'policy'],
  DISFAVORS: ['policyOf', 'policy'],
  SUPERSEDES: ['policyOf', 'policy'],
  ENJOINED_BY: ['policy', 'policyOf'],
  STAYED_BY: ['policy', 'policyOf'],
  VACATED_BY: ['policy', 'policyOf'],
  REINSTATED_BY: ['policy', 'policyOf'],
  AFFIRMED_BY: ['policy', 'policyOf'],
  REVERSED_BY: ['policy', 'policyOf'],
  OVERRULED_BY: ['policy', 'policyOf'],
  IMPLEMENTS: ['policyOf', 'policy'],
  CODIFIES: ['policyOf', 'policy'],
  LIMITS_REVIEW_OF: ['policyOf', 'policy'],
  IN_ERA: ['policy', 'policy'],
  DECIDED_BY: ['decides', 'decidesWhat'],
  OPPOSED_BY: ['decides', 'decidesWhat'],
  FORM_OF: ['forms', 'forms'],
  ASKS_FOR: ['gives', 'givenBy'],
  COUNTS_AS: ['forms', 'forms'],
  MIRRORS: ['forms', 'forms'],
  EXCEPTION_TO: ['forms', 'forms'],
  GOVERNED_BY: ['law', 'governs'],
  COVERS: ['topics', 'topics'],
  RELATED_TO: ['topics', 'topics'],
  SUBTOPIC_OF: ['topics', 'topics'],
} as const satisfies Record<Relationship, readonly [Section, Section]>;

export const relationships = Object.keys(sectionsOf) as readonly Relationship[];
