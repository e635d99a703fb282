import { type Edge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { edgeLabel } from './drawing-words.ts';
import type { Line } from './layout.ts';
import { useStanding } from './standing.ts';

export interface EdgeData extends Record<string, unknown> {
  readonly line: Line;
}

/** A line with the names of its relationships; the head shows the way in which they read. */
export const DrawingEdge = memo(function DrawingEdge({ id, data }: EdgeProps<Edge<EdgeData>>) {
  const standing = useStanding(id);
  if (data === undefined) return null;
  const { line } = data;
  const { label, edge } = line;
  return (
    <>
      <path className="line" id={`line ${id}`} d={pathOf(line)} data-standing={standing} fill="none" />
      <path className="head" d={headsOf(line)} data-standing={standing} />
      {label !== null && (
        <EdgeLabelRenderer>
          <div
            className="line-label"
            data-standing={standing}
            data-edge={id}
            title={edgeLabel(edge)}
            style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)` }}
          >
            {label.lines.map((each) => (
              <span key={each}>{each} </span>
            ))}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

/** Through the points of a line, as SVG. */
export const pathOf = ({ points }: Pick<Line, 'points'>): string =>
  points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join(' ');

const round = (value: number): number => Math.round(value * 10) / 10;

/** Heads at the ends that the relationships of a line point to. */
export function headsOf({ points, edge }: Pick<Line, 'points' | 'edge'>): string {
  const forward = edge.names.length > 0 || edge.back.length === 0;
  return [forward ? headAt(points.at(-2), points.at(-1)) : '', edge.back.length > 0 ? headAt(points[1], points[0]) : ''].join('');
}

type Point = Line['points'][number] | undefined;
function headAt(before: Point, end: Point): string {
  if (before === undefined || end === undefined) return '';
  const angle = Math.atan2(end.y - before.y, end.x - before.x);
  const corner = (turn: number) => `${round(end.x - 8 * Math.cos(angle + turn))} ${round(end.y - 8 * Math.sin(angle + turn))}`;
  return `M${round(end.x)} ${round(end.y)}L${corner(0.45)}L${corner(-0.45)}Z`;
}
