import { CORE_SCHEMA, load, YAMLException } from 'js-yaml';
import { isMap, isPair, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml';

/** The only file that knows YAML. */

/** Keys and indexes that lead to a value from the top of its file. */
export type Path = readonly (string | number)[];

/** What a text holds. Problems that leave its values readable (a key twice) come with them; otherwise `value` is undefined. */
export interface Parsed {
  readonly value: unknown;
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

/** YAML 1.2 in the core schema, where dates stay text; lines are not counted, as only a text with a problem needs them. */
const options = { version: '1.2', schema: 'core', uniqueKeys: true, prettyErrors: false, logLevel: 'error' } as const;

/**
 * Reads one YAML document in each text, with unique keys and without anchors.
 *
 * js-yaml reads the whole seed in a third of the time that yaml takes; yaml, which knows the place of every node, reads a text again only to
 * say what is wrong and where.
 *
 * @returns one answer per text, in the order of the texts
 */
export const parseAll = (texts: readonly string[]): Parsed[] => texts.map(parsed);

function parsed(text: string): Parsed {
  try {
    const value = load(text, { schema: CORE_SCHEMA, maxAliases: 0 });
    return mayHaveAnchors(text) ? parseExactly(text, null) : { value, problems: [] };
  } catch (error) {
    if (error instanceof YAMLException) return parseExactly(text, error);
    throw error;
  }
}

const mayHaveAnchors = (text: string): boolean => /(^|\s)&\S/.test(text);

/** Everything that is wrong with a text, and where; where yaml finds nothing, the reason for which js-yaml refused it. */
function parseExactly(text: string, refusal: YAMLException | null): Parsed {
  const { document, lineAt } = documentOf(text);
  const errors = document.errors.map(({ pos, message }) => ({ line: lineAt(pos[0]), message: `must be YAML, but: ${message}` }));
  const anchors = anchorsIn(document.contents).map((offset) => ({
    line: lineAt(offset),
    message: 'must be without anchors and aliases, but has one',
  }));
  const found = [...errors, ...anchors];
  const readable = anchors.length === 0 && document.errors.every(({ code }) => code === 'DUPLICATE_KEY');
  const isEmpty = document.contents === null;
  if (found.length > 0 || refusal === null || isEmpty) return { value: readable ? document.toJS() : undefined, problems: found };
  return {
    value: undefined,
    problems: [{ line: (refusal.mark?.line ?? 0) + 1, message: `must be YAML, but: ${refusal.reason}` }],
  };
}

function documentOf(text: string) {
  const lines = new LineCounter();
  const document = parseDocument(text, { ...options, lineCounter: lines });
  return { document, lineAt: (offset: number) => Math.max(lines.linePos(offset).line, 1) };
}

function anchorsIn(contents: Node | null): number[] {
  const offsets: number[] = [];
  visit(contents, {
    Alias: (_, { range }) => void offsets.push(range?.[0] ?? 0),
    Value: (_, node) => {
      if (node.anchor !== undefined) offsets.push(node.range?.[0] ?? 0);
    },
  });
  return offsets;
}

/** Finds the line of the deepest step of a path that the text has: the line of a key, or on which an item of a list begins. */
export function lineFinder(text: string): (path: Path) => number {
  let parsed: ReturnType<typeof documentOf> | undefined;
  return (path) => {
    parsed ??= documentOf(text);
    return parsed.lineAt(offsetOf(parsed.document.contents, path));
  };
}

function offsetOf(contents: unknown, path: Path): number {
  let node = contents;
  let offset = startOf(node);
  for (const step of path) {
    const next = childOf(node, step);
    if (next === undefined) break;
    offset = startOf(isPair(next) ? next.key : next);
    node = isPair(next) ? next.value : next;
  }
  return offset;
}

function childOf(node: unknown, step: string | number): Node | Pair | undefined {
  if (isSeq(node)) return node.items[Number(step)] as Node | undefined;
  if (isMap(node)) return node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
  return undefined;
}

const startOf = (node: unknown): number => (node as Node | null | undefined)?.range?.[0] ?? 0;
