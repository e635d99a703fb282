import type { OptionStatus } from '../generated/schema.ts';
import type { Remedy } from '../graph/records.ts';
import { unknowns } from './after-denial.ts';
import type { Assessment, RemedyLaw } from './assess.ts';
import { holdThroughout, type Moment } from './in-force.ts';

/** Whether a remedy exists in law on a day: a relief has dates of its own, `from <= day < to`; a motion has none. */
export const existsOn = (remedy: Remedy, day: string): boolean =>
  remedy.kind === 'MOTION' || ((remedy.from === null || remedy.from <= day) && (remedy.to === null || day < remedy.to));

/**
 * Whether a remedy can be had at the asked stage, as far as the sources say. Where they rule it out in some circuits only, and none was
 * given, it counts as one that can be had: its assessment says where it cannot.
 */
export const canBeHad = ({ unavailableAt }: RemedyLaw, { circuit }: Moment): boolean =>
  unavailableAt.length === 0 || !holdThroughout(unavailableAt, circuit);

const statusOrder: readonly OptionStatus[] = ['OPEN', 'NEEDS_FACTS', 'BLOCKED'];

/** Assessments in the order of a screening: open, needing facts, blocked; then fewest unknowns, title, id. */
export function screened(assessments: readonly Assessment[]): Assessment[] {
  return assessments
    .map((assessment) => ({ assessment, rank: statusOrder.indexOf(assessment.status), unknown: unknowns(assessment) }))
    .sort((a, b) => a.rank - b.rank || a.unknown - b.unknown || byTitle(a.assessment.remedy, b.assessment.remedy))
    .map(({ assessment }) => assessment);
}

function byTitle(a: Remedy, b: Remedy): number {
  if (a.title !== b.title) return a.title < b.title ? -1 : 1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
