import type { Edge as FlowEdge, Node as FlowNode } from '@xyflow/react';
import { useMemo, useRef } from 'react';
import { pathTo, type View } from '../view.ts';
import type { EdgeData } from './drawing-edge.tsx';
import type { NodeData, Standing } from './drawing-node.tsx';
import type { Box, Layout, Line } from './layout.ts';

interface Options {
  readonly view: View;
  readonly layout: Layout;
  readonly picked: string | null;
  readonly entry: string;
  readonly isExact: boolean;
}

/**
 * The drawing as React Flow takes it. A box or line whose standing does not change keeps its object, so that a selection draws again
 * only what it touches.
 */
export function useFlow({ view, layout, picked, entry, isExact }: Options) {
  const kept = useRef(new Map<string, FlowNode<NodeData>>());
  const keptLines = useRef(new Map<string, FlowEdge<EdgeData>>());
  return useMemo(() => {
    const standing = standings(view, picked);
    const nodes = layout.boxes.flatMap((box) => {
      const node = nodeOf(box, view, { standing: standing.ofNode(box.id), isEntry: box.id === entry, isExact });
      return node === null ? [] : [same(kept.current, node)];
    });
    const isThere = new Set(nodes.map(({ id }) => id));
    const lines = layout.lines
      .filter(({ edge }) => isThere.has(edge.from) && isThere.has(edge.to))
      .map((line) => same(keptLines.current, edgeOf(line, standing.ofEdge(line.edge.id))));
    return { nodes, lines };
  }, [view, layout, picked, entry, isExact]);
}

/** What was made before, where nothing of it changed: React then leaves it as it is. */
function same<Each extends FlowNode<NodeData> | FlowEdge<EdgeData>>(kept: Map<string, Each>, next: Each): Each {
  const before = kept.get(next.id);
  if (before !== undefined && isEqual(before.data, next.data)) return before;
  kept.set(next.id, next);
  return next;
}

const isEqual = (a: Readonly<Record<string, unknown>> = {}, b: Readonly<Record<string, unknown>> = {}): boolean =>
  Object.keys(b).every((name) => a[name] === b[name]);

function nodeOf(box: Box, view: View, state: Pick<NodeData, 'standing' | 'isEntry' | 'isExact'>): FlowNode<NodeData> | null {
  const shown = view.entities.get(box.id) ?? view.summaries.find(({ key }) => key === box.id);
  // A layout of the moment before can hold what is gone by now.
  if (shown === undefined) return null;
  return {
    id: box.id,
    type: 'box',
    position: { x: box.x, y: box.y },
    width: box.width,
    height: box.height,
    style: { width: box.width, height: box.height },
    data: { shown, box, isRoot: box.id === view.root, ...state },
  };
}

const edgeOf = (line: Line, standing: EdgeData['standing']): FlowEdge<EdgeData> => ({
  id: line.edge.id,
  type: 'line',
  source: line.edge.from,
  target: line.edge.to,
  zIndex: standing === 'path' ? 2 : standing === 'near' ? 1 : 0,
  data: { line, standing },
});

/** How each node and edge stands to what is selected: on the way to it from the root, beside it, or neither. */
function standings(view: View, picked: string | null) {
  const path = picked === null ? new Set<string>() : pathTo(picked, view);
  const own = new Set(view.edges.filter(({ from, to }) => from === picked || to === picked).map(({ id }) => id));
  const near = new Set(view.edges.filter(({ id }) => own.has(id)).flatMap(({ from, to }) => [from, to]));
  const at = (id: string, isNear: boolean) => (picked === null ? 'plain' : path.has(id) ? 'path' : isNear ? 'near' : 'dim');
  return {
    ofNode: (id: string): Standing => (id === picked ? 'picked' : at(id, near.has(id))),
    ofEdge: (id: string): EdgeData['standing'] => at(id, own.has(id)),
  };
}
