import type { Claim } from '../graph/records.ts';
import type { Assessment, Element } from './assess.ts';
import { both, circuitWords, either, type TitleOf } from './sentence.ts';

/** What is needed to put a finding into words: titles of entities, and the sentence of a claim. */
export interface Wording {
  readonly titleOf: TitleOf;
  readonly sentence: (claim: Claim) => string;
}

const requirementFindings = {
  MET: 'met on the facts given',
  NOT_MET: 'not met on the facts given',
  UNKNOWN: 'not known from the facts given',
  CONTESTED: 'courts of appeals differ, so the circuit decides',
};
const barFindings = {
  MET: 'it applies on the facts given',
  NOT_MET: 'it does not apply on the facts given',
  UNKNOWN: 'not known from the facts given',
  CONTESTED: 'courts of appeals differ, so the circuit decides',
};
const weightFindings = {
  MET: 'present on the facts given',
  NOT_MET: 'absent on the facts given',
  UNKNOWN: 'not known from the facts given',
  CONTESTED: 'courts of appeals differ, so the circuit decides',
};

/** One element and its finding as a sentence. Never says that a person qualifies. */
export function elementSentence(element: Element, wording: Wording): string {
  return `${elementWords(element, wording)}: ${findingWords(element, wording)}.`;
}

function elementWords({ use, group, claims }: Element, { titleOf, sentence }: Wording): string {
  if (use === 'REQUIREMENT' && group !== null && claims.length > 1) {
    return `Any one of these is enough: ${either(claims.map(({ to }) => `“${titleOf(to)}”`))}`;
  }
  return claims.map((claim) => withoutStop(sentence(claim))).join('; ');
}

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');

function findingWords({ use, finding, lifts, waivers }: Element, { titleOf }: Wording): string {
  if (use === 'WEIGHT') return weightFindings[finding];
  if (use === 'REQUIREMENT') return requirementFindings[finding];
  if (finding === 'NOT_MET' && lifts.length > 0) return `lifted by ${both(lifts.map(quoted(titleOf)))} on the facts given`;
  const waived = finding === 'MET' && waivers.length > 0 ? `, but can be waived by ${either(waivers.map(quoted(titleOf)))}` : '';
  return `${barFindings[finding]}${waived}`;
}

const quoted =
  (titleOf: TitleOf) =>
  (id: string): string =>
    `“${titleOf(id)}”`;

/** How a remedy stands, and why, in one or two sentences. Names at most three reasons; the elements name them all. */
export function assessmentSentence(assessment: Assessment, wording: Wording): string {
  const { remedy, status, requirements, bars } = assessment;
  switch (status) {
    case 'OPEN':
      return requirements.length + bars.length === 0
        ? `“${remedy.title}” is not ruled out: the sources list no requirement and no bar for it.`
        : `“${remedy.title}” is open on the facts given: each element the sources list is met, and no bar they list applies.`;
    case 'BLOCKED':
      return `“${remedy.title}” is blocked. ${blockers(assessment, wording)}`;
    case 'NEEDS_FACTS':
      return `“${remedy.title}” needs facts. ${openPoints(assessment, wording)}`;
  }
}

const few = 3;

function blockers({ because, requirements, bars }: Assessment, wording: Wording): string {
  const elements = [...requirements, ...bars].filter(({ blocks }) => blocks);
  const inElements = new Set(elements.flatMap(({ claims }) => claims));
  const others = because.filter((claim) => !inElements.has(claim)).map(wording.sentence);
  return upTo(few, [...new Set(others), ...elements.map((element) => elementSentence(element, wording))]);
}

const upTo = (most: number, sentences: readonly string[]): string => {
  const more = sentences.length - most;
  return [
    ...sentences.slice(0, most),
    ...(more > 0 ? [`${more === 1 ? 'There is 1 further reason' : `There are ${more} further reasons`}.`] : []),
  ].join(' ');
};

function openPoints({ requirements, bars, because }: Assessment, { titleOf, sentence }: Wording): string {
  const unknown = [...requirements, ...bars].filter(({ finding }) => finding === 'UNKNOWN');
  const targets = [...new Set(unknown.flatMap(({ claims }) => claims.map(({ to }) => to)))];
  const asked =
    unknown.length === 0 ? [] : [`Not known yet: ${both([...targets.slice(0, few).map(quoted(titleOf)), ...rest(targets)])}.`];
  const contested = [...requirements, ...bars].filter(({ finding }) => finding === 'CONTESTED');
  const waivable = bars.filter(({ finding }) => finding === 'MET');
  const halted = because.filter(({ relationship }) => stopping.includes(relationship));
  return [
    ...asked,
    ...contested.map(({ claims }) => `It differs ${circuitWords([...new Set(claims.flatMap(({ circuits }) => circuits))])}.`),
    ...waivable.map((element) => elementSentence(element, { titleOf, sentence })),
    ...halted.map(sentence),
  ].join(' ');
}

/** Claims that stop a remedy in some places only stand beside what is not known. */
const stopping: readonly string[] = ['SUSPENDS', 'TERMINATES', 'UNAVAILABLE_AT'];

const rest = ({ length }: readonly string[]): string[] => (length > few ? [`${length - few} more`] : []);
