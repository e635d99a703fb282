import { z } from 'zod';
import type { EntityKind, Relationship } from '../generated/schema.ts';
import { kindNames, remedyKinds } from './kinds.ts';
import { id, ids, test, words } from './shape.ts';

/** Object types of the schema that a claim can have. */
export type ClaimType =
  | 'Alternative'
  | 'Availability'
  | 'Bar'
  | 'Conferral'
  | 'Governance'
  | 'LeadsTo'
  | 'Link'
  | 'Requirement'
  | 'Risk'
  | 'Suspension'
  | 'TopicLink'
  | 'Unavailability';

/** One relationship of the graph: where it starts and ends, how it is named in each place, and how it reads. */
interface RelationshipShape {
  /** What a claim of it says, as the contract describes it. */
  readonly says: string;
  /** Key in the seed files, and field of the kinds it starts from. */
  readonly key: string;
  /** Field of the kinds it ends at. */
  readonly inverse: string;
  readonly from: readonly EntityKind[];
  readonly to: readonly EntityKind[];
  /** Object type of its claims in the schema. */
  readonly type: ClaimType;
  /** Fields that only claims of this relationship have. */
  readonly fields: z.ZodRawShape;
  /** Kinds that the ids in those fields may point at. */
  readonly references?: Readonly<Record<string, readonly EntityKind[]>>;
  /**
   * The claim in words. `{from}` and `{to}` are the titles of its ends, other names its own fields as `src/law/sentence.ts` words
   * them: `out` is read from its start, `in` from its end.
   */
  readonly out: string;
  readonly in: string;
}

const stageKinds = ['PROCEEDING_STAGE'] as const;
const factorKinds = ['ELIGIBILITY_FACTOR'] as const;
const instrumentKinds = ['POLICY_INSTRUMENT'] as const;
const consequenceKinds = ['CONSEQUENCE'] as const;
const reliefKinds = ['RELIEF_TYPE'] as const;
const groundKinds = ['GROUND'] as const;
const caseKinds = [...remedyKinds, 'PROCEEDING_STAGE'] as const;
const effectKinds = [...caseKinds, 'POLICY_INSTRUMENT'] as const;
const policyTargets = [...caseKinds, 'ELIGIBILITY_FACTOR', 'POLICY_INSTRUMENT'] as const;

/** How much of a remedy an instrument reaches; null when the target is no remedy. */
const extent = z.enum(['WHOLE', 'PART']).nullable();

/** A relationship between two instruments that says what became of the first. */
const fate = <K extends string, I extends string>(says: string, key: K, inverse: I, verb: string, active: string) =>
  ({
    says,
    key,
    inverse,
    from: instrumentKinds,
    to: instrumentKinds,
    type: 'Link',
    fields: {},
    out: `“{from}” ${verb} “{to}”`,
    in: `“{to}” ${active} “{from}”`,
  }) as const;

/** What an instrument does to a remedy, a stage, a factor or another instrument. */
const policy = <K extends string, I extends string>(says: string, key: K, inverse: I, verb: string, passive: string) =>
  ({
    says,
    key,
    inverse,
    from: instrumentKinds,
    to: policyTargets,
    type: 'Link',
    fields: {},
    out: `“{from}” ${verb} “{to}”`,
    in: `“{to}” ${passive} “{from}”`,
  }) as const;

/**
 * Every relationship of the graph, once. The seed check, the loaders, the schema's tests, the resolvers and the explorer's legend read
 * this table.
 */
export const relationships = {
  AVAILABLE_AT: {
    says: 'A remedy can be asked for at a stage.',
    key: 'availableAt',
    inverse: 'availableRemedies',
    from: remedyKinds,
    to: stageKinds,
    type: 'Availability',
    fields: { mode: z.enum(['DIRECT', 'PARALLEL', 'CONDITIONAL', 'VIA_REOPENING', 'AUTOMATIC']) },
    out: '“{from}” {mode} at the stage “{to}”',
    in: 'At the stage “{to}”, “{from}” {mode}',
  },
  UNAVAILABLE_AT: {
    says: 'A remedy cannot be had at a stage.',
    key: 'unavailableAt',
    inverse: 'unavailableRemedies',
    from: remedyKinds,
    to: stageKinds,
    type: 'Unavailability',
    fields: {},
    out: '“{from}” cannot be had at the stage “{to}”',
    in: 'At the stage “{to}”, “{from}” cannot be had',
  },
  REQUIRES: {
    says: 'A remedy requires a factor.',
    key: 'requires',
    inverse: 'requiredBy',
    from: remedyKinds,
    to: factorKinds,
    type: 'Requirement',
    fields: { test: test.nullable(), group: words.nullable() },
    out: '“{from}” requires “{to}”{test}{group}',
    in: '“{to}”{test} is required for “{from}”{group}',
  },
  BARRED_BY: {
    says: 'A remedy is barred by a factor or a ground.',
    key: 'barredBy',
    inverse: 'barTo',
    from: remedyKinds,
    to: [...factorKinds, ...groundKinds],
    type: 'Bar',
    fields: { test: test.nullable(), unless: ids, waivedBy: ids },
    references: { unless: factorKinds, waivedBy: reliefKinds },
    out: '“{from}” is barred by “{to}”{condition}{unless}{waivedBy}',
    in: '“{to}” bars “{from}”{condition}{unless}{waivedBy}',
  },
  WEIGHED_FOR: {
    says: 'A factor weighs in favor when a relief is decided.',
    key: 'weighedFor',
    inverse: 'weighsFor',
    from: reliefKinds,
    to: factorKinds,
    type: 'Link',
    fields: {},
    out: 'Where “{from}” is decided, “{to}” weighs in favor',
    in: '“{to}” weighs in favor where “{from}” is decided',
  },
  WEIGHED_AGAINST: {
    says: 'A factor weighs against when a relief is decided.',
    key: 'weighedAgainst',
    inverse: 'weighsAgainst',
    from: reliefKinds,
    to: factorKinds,
    type: 'Link',
    fields: {},
    out: 'Where “{from}” is decided, “{to}” weighs against',
    in: '“{to}” weighs against where “{from}” is decided',
  },
  ALTERNATIVE_TO: {
    says: 'When the first remedy is denied or not available, the second may be open.',
    key: 'alternatives',
    inverse: 'alternativeFor',
    from: remedyKinds,
    to: remedyKinds,
    type: 'Alternative',
    fields: { when: z.enum(['DENIED', 'UNAVAILABLE', 'BOTH', 'ALONGSIDE']), stages: ids, why: words.nullable() },
    references: { stages: stageKinds },
    out: '{when} “{from}”{whenEnds}, the sources name “{to}” as another way{stages}',
    in: 'The sources name “{to}” as another way {whenIn} “{from}”{whenEnds}{stages}',
  },
  FORM_OF: {
    says: 'A relief is a form of another.',
    key: 'formOf',
    inverse: 'subtypes',
    from: reliefKinds,
    to: reliefKinds,
    type: 'Link',
    fields: {},
    out: '“{from}” is a form of “{to}”',
    in: '“{to}” takes the form of “{from}”, among others',
  },
  ASKS_FOR: {
    says: 'A motion asks for a relief.',
    key: 'asksFor',
    inverse: 'askedForBy',
    from: ['MOTION'],
    to: reliefKinds,
    type: 'Link',
    fields: {},
    out: '“{from}” asks for “{to}”',
    in: '“{to}” is asked for by “{from}”',
  },
  DECIDED_BY: {
    says: 'A remedy or stage is decided by an adjudicator.',
    key: 'decidedBy',
    inverse: 'decides',
    from: caseKinds,
    to: ['ADJUDICATOR'],
    type: 'Link',
    fields: {},
    out: '“{from}” is decided by: {to}',
    in: 'Among what is decided by “{to}”: {from}',
  },
  OPPOSED_BY: {
    says: 'A remedy or stage is opposed by a party.',
    key: 'opposedBy',
    inverse: 'opposes',
    from: caseKinds,
    to: ['ADJUDICATOR'],
    type: 'Link',
    fields: {},
    out: 'The other side at “{from}” is: {to}',
    in: 'Among what “{to}” may oppose: {from}',
  },
  FILED_ON: {
    says: 'A remedy or stage uses a form.',
    key: 'filedOn',
    inverse: 'usedFor',
    from: caseKinds,
    to: ['FORM'],
    type: 'Link',
    fields: {},
    out: '“{from}” uses the form “{to}”',
    in: 'The form “{to}” is used for “{from}”',
  },
  GOVERNED_BY: {
    says: 'An entity is governed by an authority or instrument.',
    key: 'governedBy',
    inverse: 'governs',
    from: kindNames,
    to: ['AUTHORITY', 'POLICY_INSTRUMENT'],
    type: 'Governance',
    fields: { pinpoint: words.nullable() },
    out: '“{from}” is governed by “{to}”{pinpoint}',
    in: '“{to}”{pinpoint} governs “{from}”',
  },
  CONFERS: {
    says: 'A remedy, stage or instrument gives a consequence.',
    key: 'confers',
    inverse: 'conferredBy',
    from: effectKinds,
    to: consequenceKinds,
    type: 'Conferral',
    fields: {},
    out: '“{from}” gives “{to}”',
    in: '“{to}” comes with “{from}”',
  },
  DOES_NOT_CONFER: {
    says: 'A remedy, stage or instrument does not give a consequence.',
    key: 'doesNotConfer',
    inverse: 'notConferredBy',
    from: effectKinds,
    to: consequenceKinds,
    type: 'Conferral',
    fields: {},
    out: '“{from}” does not give “{to}”',
    in: '“{to}” does not come with “{from}”',
  },
  RISKS: {
    says: 'A remedy, stage or instrument carries a risk.',
    key: 'risks',
    inverse: 'riskOf',
    from: effectKinds,
    to: consequenceKinds,
    type: 'Risk',
    fields: {},
    out: '“{from}” carries a risk: {to}',
    in: '“{to}” is a risk of “{from}”',
  },
  WAIVES: {
    says: 'A relief can waive a ground.',
    key: 'waives',
    inverse: 'waivedBy',
    from: reliefKinds,
    to: groundKinds,
    type: 'Link',
    fields: {},
    out: '“{from}” can waive “{to}”',
    in: '“{to}” can be waived by “{from}”',
  },
  BARS: {
    says: 'A ground bars a relief.',
    key: 'bars',
    inverse: 'barredByGround',
    from: groundKinds,
    to: reliefKinds,
    type: 'Link',
    fields: {},
    out: '“{from}” bars “{to}”',
    in: '“{to}” is barred by the ground “{from}”',
  },
  TRIGGERS: {
    says: 'A ground leads to a consequence.',
    key: 'triggers',
    inverse: 'triggeredBy',
    from: groundKinds,
    to: consequenceKinds,
    type: 'Link',
    fields: {},
    out: '“{from}” leads to “{to}”',
    in: '“{to}” follows from “{from}”',
  },
  COUNTS_AS: {
    says: 'A ground counts as a factor or another ground.',
    key: 'countsAs',
    inverse: 'includes',
    from: groundKinds,
    to: [...factorKinds, ...groundKinds],
    type: 'Link',
    fields: {},
    out: '“{from}” counts as “{to}”',
    in: '“{to}” includes “{from}”',
  },
  MIRRORS: {
    says: 'A ground of one class has its counterpart in another.',
    key: 'mirrors',
    inverse: 'mirroredBy',
    from: groundKinds,
    to: groundKinds,
    type: 'Link',
    fields: {},
    out: '“{from}” has its counterpart in “{to}”',
    in: '“{to}” has its counterpart in “{from}”',
  },
  EXCEPTION_TO: {
    says: 'A factor is an exception to another.',
    key: 'exceptionTo',
    inverse: 'exceptions',
    from: factorKinds,
    to: factorKinds,
    type: 'Link',
    fields: {},
    out: '“{from}” is an exception to “{to}”',
    in: '“{to}” has an exception: {from}',
  },
  LEADS_TO: {
    says: 'A case can move from one stage to another.',
    key: 'leadsTo',
    inverse: 'reachedFrom',
    from: stageKinds,
    to: stageKinds,
    type: 'LeadsTo',
    fields: {
      trigger: words.nullable(),
      actor: z.enum(['RESPONDENT', 'DHS', 'ADJUDICATOR', 'EITHER', 'TIME']),
      deadline: id.nullable(),
    },
    references: { deadline: ['DEADLINE'] },
    out: 'From “{from}” a case can move to “{to}”{trigger}{deadline}',
    in: '“{to}” can be reached from “{from}”{trigger}{deadline}',
  },
  LIMITS: {
    says: 'A deadline applies to a stage or remedy.',
    key: 'limits',
    inverse: 'deadlines',
    from: ['DEADLINE'],
    to: caseKinds,
    type: 'Link',
    fields: {},
    out: 'The deadline “{from}” applies to “{to}”',
    in: '“{to}” is subject to the deadline “{from}”',
  },
  ESTABLISHES: policy(
    'An instrument sets up a remedy, stage or program.',
    'establishes',
    'establishedBy',
    'sets up',
    'was set up by',
  ),
  EXPANDS: policy('An instrument widens what it is about.', 'expands', 'expandedBy', 'widens', 'is widened by'),
  RESTRICTS: policy('An instrument narrows what it is about.', 'restricts', 'restrictedBy', 'narrows', 'is narrowed by'),
  PRIORITIZES: policy(
    'An instrument makes a factor a priority for enforcement.',
    'prioritizes',
    'prioritizedBy',
    'makes this a priority for enforcement:',
    'is made a priority for enforcement by',
  ),
  SUSPENDS: {
    ...policy('An instrument suspends what it is about.', 'suspends', 'suspendedBy', 'suspends', 'is suspended by'),
    type: 'Suspension',
    fields: { extent },
    out: '“{from}” suspends “{to}”{extent}',
    in: '“{to}” is suspended by “{from}”{extent}',
  },
  TERMINATES: {
    ...policy('An instrument ends what it is about.', 'terminates', 'terminatedBy', 'ends', 'is ended by'),
    type: 'Suspension',
    fields: { extent },
    out: '“{from}” ends “{to}”{extent}',
    in: '“{to}” is ended by “{from}”{extent}',
  },
  FAVORS: {
    ...policy(
      'An instrument counts a factor in a person’s favor.',
      'favors',
      'favoredBy',
      'counts this in a person’s favor:',
      'counts in a person’s favor under',
    ),
    to: factorKinds,
  },
  DISFAVORS: {
    ...policy(
      'An instrument counts a factor against a person.',
      'disfavors',
      'disfavoredBy',
      'counts this against a person:',
      'counts against a person under',
    ),
    to: factorKinds,
  },
  SUPERSEDES: fate('An instrument replaces another.', 'supersedes', 'supersededBy', 'replaces', 'is replaced by'),
  ENJOINED_BY: fate('An instrument is enjoined by another.', 'enjoinedBy', 'enjoins', 'is enjoined by', 'enjoins'),
  STAYED_BY: fate('An instrument is stayed by another.', 'stayedBy', 'stays', 'is stayed by', 'stays'),
  VACATED_BY: fate('An instrument is vacated by another.', 'vacatedBy', 'vacates', 'is vacated by', 'vacates'),
  REINSTATED_BY: fate('An instrument is reinstated by another.', 'reinstatedBy', 'reinstates', 'is reinstated by', 'reinstates'),
  AFFIRMED_BY: fate('An instrument is affirmed by another.', 'affirmedBy', 'affirms', 'is affirmed by', 'affirms'),
  REVERSED_BY: fate('An instrument is reversed by another.', 'reversedBy', 'reverses', 'is reversed by', 'reverses'),
  OVERRULED_BY: fate('An instrument is overruled by another.', 'overruledBy', 'overrules', 'is overruled by', 'overrules'),
  IMPLEMENTS: fate('An instrument carries out another.', 'implements', 'implementedBy', 'carries out', 'is carried out by'),
  CODIFIES: fate(
    'An instrument writes another into a rule.',
    'codifies',
    'codifiedBy',
    'writes into a rule',
    'is written into a rule by',
  ),
  LIMITS_REVIEW_OF: fate(
    'An instrument limits court review of another.',
    'limitsReviewOf',
    'reviewLimitedBy',
    'limits court review of',
    'has its court review limited by',
  ),
  IN_ERA: {
    says: 'An instrument belongs to a policy era.',
    key: 'inEra',
    inverse: 'instruments',
    from: instrumentKinds,
    to: ['POLICY_ERA'],
    type: 'Link',
    fields: {},
    out: '“{from}” belongs to the policy era “{to}”',
    in: 'The policy era “{to}” includes “{from}”',
  },
  COVERS: {
    says: 'A topic covers an entity.',
    key: 'covers',
    inverse: 'coveredBy',
    from: ['TOPIC'],
    to: kindNames,
    type: 'TopicLink',
    fields: { why: words.nullable() },
    out: 'The topic “{from}” covers “{to}”',
    in: '“{to}” is covered by the topic “{from}”',
  },
  RELATED_TO: {
    says: 'A topic is related to another.',
    key: 'relatedTo',
    inverse: 'relatedFrom',
    from: ['TOPIC'],
    to: ['TOPIC'],
    type: 'TopicLink',
    fields: { why: words.nullable() },
    out: '“{from}” is related to “{to}”{why}',
    in: '“{to}” is related to “{from}”{why}',
  },
  SUBTOPIC_OF: {
    says: 'A topic is part of another.',
    key: 'subtopicOf',
    inverse: 'subtopics',
    from: ['TOPIC'],
    to: ['TOPIC'],
    type: 'TopicLink',
    fields: { why: words.nullable() },
    out: '“{from}” is part of the topic “{to}”',
    in: 'The topic “{to}” has a part “{from}”',
  },
} as const satisfies Record<Relationship, RelationshipShape>;

export const relationshipNames = Object.keys(relationships) as Relationship[];

/** Relationships that start at a kind, in the order of the table. */
export const relationshipsFrom = (kind: EntityKind): Relationship[] =>
  relationshipNames.filter((name) => (relationships[name].from as readonly EntityKind[]).includes(kind));

/** Relationships that end at a kind, in the order of the table. */
export const relationshipsTo = (kind: EntityKind): Relationship[] =>
  relationshipNames.filter((name) => (relationships[name].to as readonly EntityKind[]).includes(kind));
