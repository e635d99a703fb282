import type { Edge as FlowEdge, Node as FlowNode } from '@xyflow/react';
import { useMemo } from 'react';
import type { View } from '../view.ts';
import type { EdgeData } from './drawing-edge.tsx';
import type { NodeData } from './drawing-node.tsx';
import type { Box, Layout } from './layout.ts';

/** The drawing as React Flow takes it; what is selected is told apart (see `standing.ts`), so that it is not taken anew for that. */
export function useFlow(view: View, layout: Layout, isExact: boolean) {
  return useMemo(() => {
    const nodes = layout.boxes.flatMap((box) => nodeOf(box, view, isExact) ?? []);
    const isThere = new Set(nodes.map(({ id }) => id));
    const edges = layout.lines
      .filter(({ edge }) => isThere.has(edge.from) && isThere.has(edge.to))
      .map(
        (line): FlowEdge<EdgeData> => ({
          id: line.edge.id,
          type: 'line',
          source: line.edge.from,
          target: line.edge.to,
          data: { line },
        }),
      );
    return { nodes, edges };
  }, [view, layout, isExact]);
}

function nodeOf(box: Box, view: View, isExact: boolean): FlowNode<NodeData> | null {
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
    data: { shown, box, isRoot: box.id === view.root, isExact },
  };
}
