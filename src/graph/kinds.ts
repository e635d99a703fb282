import { z } from 'zod';
import type { EntityKind } from '../generated/schema.ts';
import { date, id, ids, nested, source, support, words } from './shape.ts';

interface KindShape {
  /** Label in Neo4j and name of the object type in the schema. */
  readonly label: string;
  /** Folder in `seed/`, and the key under which a claim names a target of this kind. */
  readonly folder: string;
  /** The fields that only this kind has. */
  readonly fields: z.ZodRawShape;
  /** Fields that hold ids, and the kinds they may point at. */
  readonly references?: Readonly<Record<string, readonly EntityKind[]>>;
}

/** Fields of every kind, in the order of the files. */
export const entityFields = {
  id,
  title: words,
  summary: words,
  aliases: z.array(words),
  reviewed: date.nullable(),
  pages: z.array(words),
  caveat: words.nullable(),
} satisfies z.ZodRawShape;

const status = z.strictObject({
  from: date.nullable(),
  to: date.nullable(),
  state: z.enum(['IN_FORCE', 'PARTIAL', 'SUSPENDED', 'PENDING', 'UNKNOWN']),
  note: words.nullable(),
});
const end = z.strictObject({ how: words, by: id.nullable(), on: date.nullable() });
const interval = z.strictObject({ from: date.nullable(), to: date.nullable(), governing: ids, note: words.nullable() });
const statement = z.strictObject({
  id: words,
  text: words,
  status: z.enum(['CORRECT', 'SIMPLIFIED', 'OUTDATED', 'OVERBROAD', 'PRACTICE_ADVICE']).nullable(),
  note: words.nullable(),
  carriedBy: z.array(words),
  sources: z.array(source),
  support,
});
const askingForDiscretion = z.strictObject({ ask: words.optional(), how: words.optional(), risk: words.optional() });

/** Every kind of node: its label, its folder and its own fields. */
export const kinds = {
  RELIEF_TYPE: {
    label: 'ReliefType',
    folder: 'relief',
    fields: {
      category: words,
      discretion: z.enum(['DISCRETIONARY', 'MANDATORY', 'MIXED']),
      burden: words.nullable(),
      standard: words.nullable(),
      cap: words.nullable(),
      fee: words.nullable(),
      from: date.nullable(),
      to: date.nullable(),
    },
  },
  MOTION: {
    label: 'Motion',
    folder: 'motion',
    fields: {
      filedWith: ids,
      by: z.array(z.enum(['RESPONDENT', 'DHS', 'JOINT'])),
      standard: words.nullable(),
      limits: words.nullable(),
      stay: words.nullable(),
      ifGranted: ids,
      ifDenied: ids,
    },
    references: {
      filedWith: ['ADJUDICATOR'],
      ifGranted: ['PROCEEDING_STAGE'],
      ifDenied: ['PROCEEDING_STAGE'],
    },
  },
  PROCEEDING_STAGE: {
    label: 'ProceedingStage',
    folder: 'stage',
    fields: {
      track: z.enum([
        'MERITS',
        'CUSTODY',
        'FEAR_SCREENING',
        'FEDERAL_COURT',
        'BENEFIT',
        'POST_ORDER',
        'SUMMARY',
        'ABROAD',
        'CRIMINAL_OR_STATE',
      ]),
      group: words.nullable(),
      isState: z.boolean(),
      rights: nested(z.record(words, words)),
      discretion: nested(askingForDiscretion),
    },
  },
  ELIGIBILITY_FACTOR: {
    label: 'EligibilityFactor',
    folder: 'factor',
    fields: {
      dimension: words,
      question: words,
      valueType: z.enum(['BOOLEAN', 'DURATION', 'DATE', 'COUNT', 'MONEY', 'CHOICE']),
      choices: z.array(words),
    },
  },
  POLICY_ERA: {
    label: 'PolicyEra',
    folder: 'era',
    fields: {
      from: date.nullable(),
      to: date.nullable(),
      posture: z.enum(['BROAD', 'CATEGORICAL', 'MODERATE', 'LIMITED', 'MINIMAL']),
      whyStart: words.nullable(),
    },
  },
  POLICY_INSTRUMENT: {
    label: 'PolicyInstrument',
    folder: 'instrument',
    fields: {
      type: z.enum([
        'MEMO',
        'COURT_ORDER',
        'COURT_DECISION',
        'BIA_DECISION',
        'POLICY_MEMORANDUM',
        'REGULATION',
        'DIRECTIVE',
        'FR_NOTICE',
        'EXECUTIVE_ORDER',
        'STATUTE',
        'AG_DECISION',
        'PROGRAM',
        'PROCLAMATION',
        'PROPOSED_RULE',
        'LEGAL_OPINION',
        'GUIDANCE_EMAIL',
        'CONGRESSIONAL_LETTER',
        'OPERATIONS_INSTRUCTION',
      ]),
      author: words.nullable(),
      body: words,
      issued: date.nullable(),
      effective: date.nullable(),
      status: nested(z.array(status)),
      end: nested(end.nullable()),
      partOf: id.nullable(),
      citation: words.nullable(),
    },
    references: { partOf: ['POLICY_INSTRUMENT'], 'end.by': ['POLICY_INSTRUMENT', 'AUTHORITY'] },
  },
  POLICY_TRACK: {
    label: 'PolicyTrack',
    folder: 'track',
    fields: { lever: words, intervals: nested(z.array(interval)) },
    references: { 'intervals.governing': ['POLICY_INSTRUMENT'] },
  },
  DEADLINE: {
    label: 'Deadline',
    folder: 'deadline',
    fields: {
      length: z.int().nonnegative().nullable(),
      unit: z.enum(['CALENDAR_DAYS', 'BUSINESS_DAYS', 'HOURS', 'MONTHS', 'YEARS']).nullable(),
      startsOn: words.nullable(),
      receipt: z.boolean().nullable(),
      jurisdictional: words.nullable(),
      bound: z.enum(['RESPONDENT', 'DHS', 'ADJUDICATOR', 'EITHER']),
      tolling: words.nullable(),
      ifMissed: words.nullable(),
    },
  },
  GROUND: {
    label: 'Ground',
    folder: 'ground',
    fields: {
      class: z.enum(['INADMISSIBILITY', 'DEPORTABILITY', 'DEFINITION', 'OTHER_BAR']),
      basis: z.array(z.enum(['CONVICTION', 'ADMISSION', 'CONDUCT', 'REASON_TO_BELIEVE', 'STATUS', 'FINDING'])),
      threshold: words.nullable(),
      exceptions: words.nullable(),
    },
  },
  CONSEQUENCE: {
    label: 'Consequence',
    folder: 'consequence',
    fields: {
      polarity: z.enum(['BENEFIT', 'RISK']),
      type: z.enum([
        'WORK_AUTHORIZATION',
        'CASE',
        'STATUS',
        'CUSTODY',
        'PENALTY',
        'REMOVAL',
        'FORGIVENESS',
        'REENTRY_BAR',
        'PROTECTION',
        'RELIEF_BAR',
        'DEPARTURE',
        'STAY',
        'TRAVEL',
        'FAMILY',
        'OTHER',
        'REVIEW',
      ]),
    },
  },
  AUTHORITY: {
    label: 'Authority',
    folder: 'authority',
    fields: {
      type: z.enum([
        'STATUTE',
        'REGULATION',
        'CASE',
        'MEMO',
        'MANUAL',
        'PUBLIC_LAW',
        'FEDERAL_REGISTER',
        'CONSTITUTION',
        'TREATY',
        'OTHER',
      ]),
      citation: words,
      parallel: words.nullable(),
      decided: z.union([date, z.string().regex(/^\d{4}$/, { error: 'Invalid input: expected a year or a date' })]).nullable(),
      court: words.nullable(),
      url: z.url().nullable(),
    },
  },
  ADJUDICATOR: { label: 'Adjudicator', folder: 'adjudicator', fields: { agency: words.nullable(), isParty: z.boolean() } },
  FORM: {
    label: 'Form',
    folder: 'form',
    fields: {
      number: words.nullable(),
      agency: words.nullable(),
      fee: z.int().nonnegative().nullable(),
      feeNote: words.nullable(),
    },
  },
  TOPIC: {
    label: 'Topic',
    folder: 'topic',
    fields: { position: words, statements: nested(z.array(statement)) },
  },
} as const satisfies Record<EntityKind, KindShape>;

export const kindNames = Object.keys(kinds) as EntityKind[];

/** Kinds that a person or the government can ask for. */
export const remedyKinds = ['RELIEF_TYPE', 'MOTION'] as const satisfies readonly EntityKind[];

/** The names of the fields of a kind, common ones first, without the id. */
export const fieldsOf = (kind: EntityKind): Readonly<Record<string, z.ZodType>> => {
  const { id: _, ...common } = entityFields;
  return { ...common, ...kinds[kind].fields };
};
