import { ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { type KeyboardEvent, memo, useCallback, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import '@xyflow/react/dist/base.css';
import { graph as text } from '../text/graph.ts';
import type { View } from '../view.ts';
import { DrawingEdge } from './drawing-edge.tsx';
import { useFlow } from './drawing-flow.ts';
import { DrawingNode, type NodeActions, NodeActionsContext } from './drawing-node.tsx';
import type { Layout } from './layout.ts';
import { boxToward, useKeepInSight, useSight } from './sight.ts';
import { StandingsContext, useStandings } from './standing.ts';

const nodeTypes = { box: DrawingNode };
const edgeTypes = { line: DrawingEdge };
/** Its makers are named beside the drawing, where their name hides nothing. */
const credit = { hideAttribution: true };
interface Options {
  readonly view: View;
  readonly layout: Layout;
  readonly picked: string | null;
  readonly isExact: boolean;
  readonly title: string;
  readonly actions: NodeActions;
}

/** What is around an entity as boxes and lines, in layers from left to right. */
export const Drawing = memo(function Drawing(options: Options) {
  return (
    <ReactFlowProvider>
      <Canvas {...options} />
    </ReactFlowProvider>
  );
});

function Canvas({ view, layout, picked, isExact, title, actions }: Options) {
  const frame = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<string | null>(null);
  const has = (id: string | null): id is string => id !== null && layout.boxes.some((box) => box.id === id);
  const entry = [focused, picked].find(has) ?? view.root;
  const { nodes, edges } = useFlow(view, layout, isExact);
  const standings = useStandings(view, picked, entry);
  const clear = useCallback(() => actions.pick(null), [actions]);
  useSight(layout, view.root, picked, frame);
  const show = useKeepInSight(picked, layout, frame);

  const move = (event: KeyboardEvent) => {
    const from = event.target instanceof HTMLElement ? event.target.closest('.react-flow__node')?.getAttribute('data-id') : null;
    const next = from == null ? null : boxToward(event.key, from, layout);
    if (next === null) return;
    event.preventDefault();
    show(next);
    frame.current?.querySelector<HTMLElement>(`.face[data-id="${CSS.escape(next)}"]`)?.focus({ preventScroll: true });
  };
  return (
    <section className="canvas" data-dim={has(picked)} aria-label={text.drawingOf(title)}>
      <p className="visually-hidden">{text.drawingHelp}</p>
      <Sizes />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the boxes are buttons; what is heard here is the way from one to another. */}
      <div
        className="field"
        ref={frame}
        onKeyDown={move}
        onFocus={({ target }) => setFocused(target.closest('.react-flow__node')?.getAttribute('data-id') ?? null)}
      >
        <NodeActionsContext.Provider value={actions}>
          <StandingsContext.Provider value={standings}>
            <ReactFlow
              nodes={nodes}
              edges={edges}
              nodeTypes={nodeTypes}
              edgeTypes={edgeTypes}
              nodesDraggable={false}
              nodesConnectable={false}
              nodesFocusable={false}
              edgesFocusable={false}
              elementsSelectable={false}
              disableKeyboardA11y
              proOptions={credit}
              zoomOnDoubleClick={false}
              preventScrolling
              onPaneClick={clear}
              minZoom={0.1}
              maxZoom={2}
            />
          </StandingsContext.Provider>
        </NodeActionsContext.Provider>
      </div>
    </section>
  );
}

/** Beside the drawing, where they hide nothing of it. */
function Sizes() {
  const { zoomIn, zoomOut, fitView } = useReactFlow();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in and sent.
    <div className="sizes" role="group" aria-label={text.controls}>
      <Button className="quiet-button" onPress={() => void zoomOut()}>
        {text.zoomOut}
      </Button>
      <Button className="quiet-button" onPress={() => void zoomIn()}>
        {text.zoomIn}
      </Button>
      <Button className="quiet-button" onPress={() => void fitView({ padding: 0.03 })}>
        {text.fit}
      </Button>
      <a className="fine" href="https://reactflow.dev" rel="noreferrer" target="_blank">
        {text.drawnWith}
      </a>
    </div>
  );
}
