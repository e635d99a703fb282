import { Temporal } from 'temporal-polyfill';
import type { Circuit } from '../generated/schema.ts';
import type { Claim, Test, Way } from '../graph/records.ts';

/** The title of an entity by its id. */
export type TitleOf = (id: string) => string;

/** How a claim of each relationship reads from its start (`out`) and from its end (`in`), with places for titles and fields. */
export type Phrasings = Readonly<Record<string, { readonly out: string; readonly in: string }>>;

const modes = {
  DIRECT: 'can be asked for',
  PARALLEL: 'can be pursued alongside the case',
  CONDITIONAL: 'can be asked for under conditions',
  VIA_REOPENING: 'can be asked for if the case is reopened',
  AUTOMATIC: 'applies by itself',
};
const whens = {
  DENIED: 'After a denial of',
  UNAVAILABLE: 'Where',
  BOTH: 'After a denial of, or without access to,',
  ALONGSIDE: 'Alongside',
};
const whensInside = {
  DENIED: 'after a denial of',
  UNAVAILABLE: 'where',
  BOTH: 'after a denial of, or without access to,',
  ALONGSIDE: 'alongside',
};
const extents = { WHOLE: ' as a whole', PART: ' in part' };
const actors = {
  RESPONDENT: 'the respondent',
  DHS: 'DHS',
  ADJUDICATOR: 'the adjudicator',
  EITHER: 'either side',
  TIME: 'the passing of time',
};

/**
 * A claim as one plain sentence.
 *
 * @param way `OUT` reads it from its start to its end, `IN` the other way round
 * @param titleOf gives the title of an entity by its id
 */
export function sentenceOf(claim: Claim, way: Way, phrasings: Phrasings, titleOf: TitleOf): string {
  const phrasing = phrasings[claim.relationship]?.[way === 'OUT' ? 'out' : 'in'] ?? '';
  const words: Record<string, string> = { from: titleOf(claim.from), to: titleOf(claim.to), ...fieldWords(claim, titleOf) };
  const body = phrasing.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? '');
  return `${body}${places(claim.circuits)}${ended(claim)}.`;
}

function fieldWords(claim: Claim, titleOf: TitleOf): Record<string, string> {
  switch (claim.relationship) {
    case 'AVAILABLE_AT':
      return { mode: modes[claim.mode] };
    case 'REQUIRES':
      return {
        test: requirementWords(claim.test),
        group: claim.group === null ? '' : ', or another way to meet the same element',
      };
    case 'BARRED_BY':
      return {
        condition: conditionWords(claim.test),
        unless: listed(', unless this applies: ', claim.unless, titleOf),
        waivedBy: listed('; it can be lifted by ', claim.waivedBy, titleOf),
      };
    case 'ALTERNATIVE_TO':
      return {
        when: whens[claim.when],
        whenIn: whensInside[claim.when],
        whenEnds: claim.when === 'UNAVAILABLE' ? ' is not available' : '',
        stages: listed(' at these stages: ', claim.stages, titleOf),
      };
    case 'GOVERNED_BY':
      return { pinpoint: claim.pinpoint === null ? '' : `, ${claim.pinpoint}` };
    case 'LEADS_TO':
      return {
        trigger: `: ${claim.trigger === null ? 'trigger not stated' : claim.trigger} (moved by ${actors[claim.actor]})`,
        deadline: claim.deadline === null ? '' : `; deadline: ${titleOf(claim.deadline)}`,
      };
    case 'SUSPENDS':
    case 'TERMINATES':
      return { extent: claim.extent === null ? '' : extents[claim.extent] };
    case 'RELATED_TO':
      return { why: claim.why === null ? '' : `: ${claim.why}` };
    default:
      return {};
  }
}

const listed = (lead: string, ids: readonly string[], titleOf: TitleOf): string =>
  ids.length === 0 ? '' : `${lead}${either(ids.map((id) => `“${titleOf(id)}”`))}`;

const disjunction = new Intl.ListFormat('en', { type: 'disjunction' });
const conjunction = new Intl.ListFormat('en', { type: 'conjunction' });
const calendar = new Intl.DateTimeFormat('en-US', { year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' });

/** A list in words: `a, b or c`. */
export const either = (items: readonly string[]): string => disjunction.format(items);

/** A list in words: `a, b and c`. */
export const both = (items: readonly string[]): string => conjunction.format(items);

const requirementWords = (test: Test | null): string => {
  if (test === null || (test.op === 'IS' && test.value)) return '';
  return test.op === 'IS' ? ' not to be so' : ` to be ${bound(test)}`;
};

const conditionWords = (test: Test | null): string => {
  if (test === null || (test.op === 'IS' && test.value)) return '';
  return test.op === 'IS' ? ' when it is not so' : ` when it is ${bound(test)}`;
};

/** A test in words, as a sentence about “it”: `It is at least 10 years.` */
export const testSentence = (test: Test): string =>
  test.op === 'IS' ? `It is ${test.value ? '' : 'not '}true.` : `It is ${bound(test)}.`;

const bounds = { AT_LEAST: 'at least', AT_MOST: 'at most', MORE_THAN: 'more than', LESS_THAN: 'less than' };

function bound(test: Exclude<Test, { op: 'IS' }>): string {
  switch (test.op) {
    case 'BEFORE':
      return `before ${dateWords(test.value)}`;
    case 'AFTER':
      return `after ${dateWords(test.value)}`;
    case 'ONE_OF':
      return either(test.value);
    default:
      return `${bounds[test.op]} ${typeof test.value === 'number' ? test.value : durationWords(test.value)}`;
  }
}

/** `P10Y` as `10 years`. */
export function durationWords(duration: string): string {
  const { years, months, weeks, days } = Temporal.Duration.from(duration);
  const parts = { year: years, month: months, week: weeks, day: days };
  return both(
    Object.entries(parts)
      .filter(([, count]) => count !== 0)
      .map(([unit, count]) => `${count} ${unit}${count === 1 ? '' : 's'}`),
  );
}

/** `2026-06-30` as `June 30, 2026`. */
export const dateWords = (date: string): string => calendar.format(Date.parse(date));

const circuitNames: Readonly<Record<Circuit, string>> = {
  CA1: 'First',
  CA2: 'Second',
  CA3: 'Third',
  CA4: 'Fourth',
  CA5: 'Fifth',
  CA6: 'Sixth',
  CA7: 'Seventh',
  CA8: 'Eighth',
  CA9: 'Ninth',
  CA10: 'Tenth',
  CA11: 'Eleventh',
  CADC: 'D.C.',
};

/** Where a claim holds, in words: empty when everywhere. */
export const circuitWords = (circuits: readonly Circuit[]): string =>
  circuits.length === 0
    ? ''
    : `in the ${both(circuits.map((circuit) => circuitNames[circuit]))} Circuit${circuits.length === 1 ? '' : 's'}`;

const places = (circuits: readonly Circuit[]): string => (circuits.length === 0 ? '' : `, ${circuitWords(circuits)} only`);

const ended = (claim: Claim): string => (claim.validTo === null ? '' : ` (law until ${dateWords(claim.validTo)})`);
