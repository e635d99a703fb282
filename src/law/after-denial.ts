import type { AlternativeWhen, OptionStatus } from '../generated/schema.ts';
import type { Claim, ClaimOf, EntityOf } from '../graph/records.ts';
import type { Assessment } from './assess.ts';

/** A remedy that may remain, before it is ranked. */
export interface Candidate {
  readonly assessment: Assessment;
  /** Claims that name it as an alternative; empty when it is only open at the stage. */
  readonly alternatives: readonly ClaimOf<'ALTERNATIVE_TO'>[];
  readonly availability: readonly ClaimOf<'AVAILABLE_AT'>[];
  /** Ids among the reasons of the denial on which it turns too. */
  readonly sameGround: readonly string[];
  /** What it gives, when granted. */
  readonly confers: readonly EntityOf<'CONSEQUENCE'>[];
  readonly deadlines: readonly EntityOf<'DEADLINE'>[];
}

/** Why something was denied: the factors and grounds, and everything each of them counts as. */
export type Reasons = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Claims that name what remains after a denial: for a denial, those for DENIED and BOTH; where a bar is the reason, those for UNAVAILABLE
 * and BOTH. A claim without stages holds at every stage.
 *
 * @param claims ALTERNATIVE_TO claims in force from what was denied and from what it is a form of
 */
export function listedAlternatives(
  claims: readonly ClaimOf<'ALTERNATIVE_TO'>[],
  { denied, barred, stage }: { readonly denied: string; readonly barred: boolean; readonly stage: string | null },
): ClaimOf<'ALTERNATIVE_TO'>[] {
  const fitting: readonly AlternativeWhen[] = barred ? ['UNAVAILABLE', 'BOTH'] : ['DENIED', 'BOTH'];
  return claims.filter(
    (claim) =>
      claim.to !== denied &&
      fitting.includes(claim.when) &&
      (stage === null || claim.stages.length === 0 || claim.stages.includes(stage)),
  );
}

/** Ids of the reasons on which a remedy turns: what it requires, what bars it, and grounds that bar it by name. */
export function turnsOn(assessment: Assessment, reasons: Reasons): string[] {
  if (reasons.size === 0) return [];
  const elements = [...assessment.requirements, ...assessment.bars].flatMap(({ claims }) => claims.map(({ to }) => to));
  const targets = new Set([...elements, ...assessment.barringGrounds.map(({ from }) => from)]);
  return [...reasons].filter(([, countsAs]) => [...countsAs].some((id) => targets.has(id))).map(([id]) => id);
}

/**
 * Candidates in the order in which they are worth looking at: open, needing facts, blocked; then listed by the sources before others, not
 * turning on the same ground first, asked for directly before by a detour, what they give, fewest unknowns, id.
 */
export function ranked(candidates: readonly Candidate[]): Candidate[] {
  const ranks = new Map(candidates.map((one) => [one, rank(one)]));
  return candidates.toSorted((a, b) => {
    const [left, right] = [ranks.get(a) ?? [], ranks.get(b) ?? []];
    const place = left.findIndex((value, index) => value !== right[index]);
    if (place >= 0) return (left[place] as number) - (right[place] as number);
    return a.assessment.remedy.id < b.assessment.remedy.id ? -1 : 1;
  });
}

const statusOrder: readonly OptionStatus[] = ['OPEN', 'NEEDS_FACTS', 'BLOCKED'];

/** Asking for it directly or beside the case comes before asking under conditions, and that before reopening; unstated is last. */
const modeOrder = { DIRECT: 0, PARALLEL: 0, AUTOMATIC: 0, CONDITIONAL: 1, VIA_REOPENING: 2 };
const unstatedMode = 3;

const rank = ({ assessment, alternatives, availability, sameGround, confers }: Candidate): number[] => [
  statusOrder.indexOf(assessment.status),
  Number(alternatives.length === 0),
  Number(sameGround.length > 0),
  Math.min(unstatedMode, ...availability.map(({ mode }) => modeOrder[mode])),
  Math.min(worth.other, ...confers.map(worthOf)),
  unknowns(assessment),
];

/** Number of elements still unknown. */
export const unknowns = ({ requirements, bars }: Assessment): number =>
  [...requirements, ...bars].filter(({ finding }) => finding === 'UNKNOWN').length;

/** What is given, best first: permanent status, another status, protection, time, anything else. Only an order, never a finding. */
const worth = { permanent: 0, status: 1, protection: 2, time: 3, other: 4 };
const permanent: readonly string[] = ['citizenship', 'citizenship-recognized', 'lpr-status', 'conditional-lpr'];

function worthOf({ id, type }: EntityOf<'CONSEQUENCE'>): number {
  if (type === 'STATUS') return permanent.includes(id) ? worth.permanent : worth.status;
  if (type === 'PROTECTION') return worth.protection;
  return type === 'STAY' || type === 'CASE' || type === 'DEPARTURE' ? worth.time : worth.other;
}

/** Claims that led to an option's status and its place, each once. */
export function reasonsFor({ assessment, alternatives, availability }: Candidate): Claim[] {
  return [...new Set<Claim>([...assessment.because, ...alternatives, ...availability])];
}
