import type { DenialOptionQuery, DenialOptionQueryVariables } from '../../generated/explorer/graphql.ts';
import { denial } from '../text/denial.ts';

const text = denial.options;

export type Details = DenialOptionQuery;
/** A requirement, a bar or a weight; only requirements come in groups. */
export type Element = Omit<Details['assess']['requirements'][number], 'group'> & { readonly group?: string | null };

/** How the details of an option are asked for: the same as the list was. */
export type Asking = Omit<DenialOptionQueryVariables, 'remedy' | 'stage'> & { readonly stage: string | null };

export type WholeDetails = Details & { readonly node: Extract<NonNullable<Details['node']>, { readonly confers: unknown }> };

/** The remedy was found, and none of its lists was cut. */
export const isWhole = (details: Details): details is WholeDetails => {
  const { node } = details;
  return node !== null && 'confers' in node && node.deadlines.nodes.length === node.deadlines.totalCount;
};

/** What an element says where its remedy is clear: the API's sentence without the name it begins with. */
export function withoutSubject(sentence: string, title: string): string {
  const subject = `“${title}” `;
  if (!sentence.startsWith(subject)) return sentence;
  const rest = sentence.slice(subject.length);
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}

export type DeadlineClaim = WholeDetails['node']['deadlines']['nodes'][number];

/** The clock of a deadline: how long, from what, what moves it, and what follows when it is missed. */
export function clockOf({ from }: DeadlineClaim): readonly (readonly [string, string])[] {
  if (!('startsOn' in from)) return [];
  const { length, unit, startsOn, tolling, ifMissed } = from;
  const long = length !== null && unit !== null ? text.length(length, unit) : text.lengthNone;
  const rows = [
    [text.deadline, long],
    [text.startsOn, startsOn],
    [text.tolling, tolling],
    [text.ifMissed, ifMissed],
  ] as const;
  return rows.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}

/** What an element is made of names it. */
export const keyOf = ({ claims }: Element): string => claims.map(({ id }) => id).join(' ');
