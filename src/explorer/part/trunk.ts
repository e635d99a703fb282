import type { Box, Line } from './layout.ts';

type Points = Line['points'];

/**
 * Lines that leave a box on one side, or come in there, drawn as the branches of one trunk. The layout can merge them itself, but then
 * no longer keeps the order of what they lead to; here only what lies between a box and the next layer is moved.
 */
export function withTrunks(lines: readonly Line[], boxes: readonly Box[]): readonly Line[] {
  const boxOf = new Map(boxes.map((box) => [box.id, box]));
  const edges = edgesOf(lines, boxes);
  const out = bundled(lines, edges, (line) => boxOf.get(line.edge.from));
  const turned = bundled(out.map(reversed), edges, (line) => boxOf.get(line.edge.to));
  return turned.map(reversed);
}

const reversed = (line: Line): Line => ({ ...line, points: line.points.toReversed() });

/** Where boxes and names begin and end, from left to right. */
interface Edges {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

function edgesOf(lines: readonly Line[], boxes: readonly Box[]): Edges {
  const names = lines.flatMap(({ label }) => (label === null ? [] : [label]));
  return {
    left: [...boxes.map(({ x }) => x), ...names.map(({ x, width }) => x - width / 2)],
    right: [...boxes.map(({ x, width }) => x + width), ...names.map(({ x, width }) => x + width / 2)],
  };
}

/** Lines with their starts at the middle of the side of the box that they start at, where several do. */
function bundled(lines: readonly Line[], edges: Edges, boxOf: (line: Line) => Box | undefined): readonly Line[] {
  const groups = new Map<string, Line[]>();
  const keyOf = (line: Line): string => `${boxOf(line)?.id} ${line.points[0]?.x}`;
  for (const line of lines) groups.set(keyOf(line), [...(groups.get(keyOf(line)) ?? []), line]);
  const trunks = new Map([...groups].map(([key, group]) => [key, trunkOf(group, edges)]));
  return lines.map((line) => {
    const box = boxOf(line);
    const trunk = trunks.get(keyOf(line));
    return box === undefined || trunk == null ? line : { ...line, points: moved(line.points, box, trunk) };
  });
}

interface Trunk {
  readonly x: number;
  /** Whether a place is between the box and the next layer. */
  readonly isBeside: (x: number) => boolean;
}

/** Distance of a trunk from its box where no line of it stands upright. */
const near = 10;

/** The place of a trunk: that of the upright stretch in the middle of its lines. Null: one line needs none. */
function trunkOf(group: readonly Line[], { left, right }: Edges): Trunk | null {
  const [start, next] = group[0]?.points ?? [];
  if (group.length < 2 || start === undefined || next === undefined) return null;
  const isRight = next.x > start.x;
  const end = isRight ? Math.min(...left.filter((x) => x > start.x)) : Math.max(...right.filter((x) => x < start.x));
  const isBeside = (x: number): boolean => (isRight ? x > start.x && x < end : x < start.x && x > end);
  const places = group.map(({ points }) => points[1]?.x ?? start.x).filter(isBeside);
  const x = places.sort((a, b) => a - b)[Math.floor(places.length / 2)];
  return { x: x ?? start.x + (isRight ? near : -near), isBeside };
}

function moved(points: Points, { y, height }: Box, { x, isBeside }: Trunk): Points {
  const [start, corner, turn, ...rest] = points;
  if (start === undefined || corner === undefined) return points;
  const middle = y + height / 2;
  const isOwn = turn !== undefined && isBeside(corner.x);
  const branch = isOwn ? [{ x, y: turn.y }, ...rest] : [{ x, y: start.y }, ...points.slice(1)];
  return [{ x: start.x, y: middle }, { x, y: middle }, ...branch];
}
