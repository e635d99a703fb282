import type { Relationship } from '../../generated/explorer/graphql.ts';
import { graph as text } from '../text/graph.ts';
import { shared } from '../text/shared.ts';
import type { Edge, Summary } from '../view.ts';

/** Words of the drawing, and how they break into lines: the same on the page and in the picture that is saved. */

/** Words in lines of at most `width` characters; what does not go into `most` lines ends in an ellipsis. */
export function wrap(words: string, width: number, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of words.split(' ').filter((each) => each !== '')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), `${lines[most - 1]?.slice(0, width - 1)}…`];
}

/** Titles have up to three lines, beside the count; the whole one is in the details. */
export const nodeLines = (of: string | Summary): readonly string[] => wrap(typeof of === 'string' ? of : summaryName(of), 25, 3);

export const summaryName = ({ count, group }: Summary): string =>
  group === null ? text.full(count) : text.rest(count, group.relationship, group.way);

const namesOf = (names: readonly Relationship[]): string => names.map((name) => shared.relationships[name]).join(', ');

/** The relationships of an edge as one phrase. */
export function edgeLabel({ names, back }: Pick<Edge, 'names' | 'back'>): string {
  const [there, here] = [namesOf(names), namesOf(back)];
  return there === here && there !== '' ? text.bothWays(there) : text.edge(there, here);
}
