import type { Path } from './yaml.ts';
import { lineFinder } from './yaml.ts';

/** A file of the seed as it was found. */
export interface SeedFile {
  /** Path inside the seed folder with forward slashes, such as `relief/asylum.yaml`. */
  readonly path: string;
  readonly text: string;
}

/** One thing that is wrong in a file of the seed. */
export interface Fault {
  /** Path as it stands in the repository: `seed/relief/asylum.yaml`. */
  readonly file: string;
  /** The line it stands on, 1 for the first; where a key is missing, the line on which its map begins. */
  readonly line: number;
  /** The node, claim or statement it is about; null where the file cannot be read at all. */
  readonly id: string | null;
  /** What was expected and what came. */
  readonly message: string;
}

/** Where a fault stands: the keys and indexes that lead to it from the top of its file, or its line where that is known. */
export interface Place {
  readonly file: SeedFile;
  readonly id: string | null;
  readonly path: Path;
  readonly line?: number;
}

/** Takes down one fault. */
export type Report = (place: Place, message: string) => void;

/** The seed does not fit its format; the message lists every fault, one a line. */
export class SeedFault extends Error {
  override readonly name = 'SeedFault';
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[], where = 'The seed') {
    const list = faults.map(faultText).join('\n');
    super(`${where} must be without faults, but has ${faults.length}:\n${list}`);
    this.faults = faults;
  }
}

/** A fault on one line: `seed/relief/asylum.yaml:41 asylum.requires.x: to must be a date YYYY-MM-DD or null, but got "2020-02-30"`. */
export const faultText = ({ file, line, id, message }: Fault): string =>
  `${file}:${line} ${id === null ? '' : `${id}: `}${message}`;

/** Takes down faults and gives them back once each, by file, then line, in the order in which they came. */
export function faultList(): { readonly report: Report; readonly faults: () => Fault[] } {
  const taken = new Map<SeedFile, { place: Place; message: string }[]>();
  return {
    report: (place, message) => {
      const list = taken.get(place.file);
      if (list) list.push({ place, message });
      else taken.set(place.file, [{ place, message }]);
    },
    faults: () => [...taken].sort(([a], [b]) => (a.path < b.path ? -1 : 1)).flatMap(([file, list]) => located(file, list)),
  };
}

/** Lines are worked out here and not while reading, so that a seed without faults does not pay for them. */
function located(file: SeedFile, list: readonly { place: Place; message: string }[]): Fault[] {
  const lineOf = lineFinder(file.text);
  const faults = list.map(({ place, message }) => {
    const line = place.line ?? lineOf(place.path);
    return { file: `seed/${file.path}`, line, id: place.id, message };
  });
  const once = new Map(faults.map((fault) => [faultText(fault), fault]));
  return [...once.values()].sort((a, b) => a.line - b.line);
}
