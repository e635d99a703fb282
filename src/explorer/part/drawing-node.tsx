import { Handle, type Node, type NodeProps, Position } from '@xyflow/react';
import { createContext, memo, useContext } from 'react';
import { hueOf } from '../palette.ts';
import { graph as text } from '../text/graph.ts';
import { shared } from '../text/shared.ts';
import type { DrawnEntity, Summary } from '../view.ts';
import { summaryName } from './drawing-words.ts';
import type { Box } from './layout.ts';
import { useIsEntry, useStanding } from './standing.ts';

export interface NodeActions {
  readonly pick: (id: string | null) => void;
  readonly toggle: (id: string) => void;
}
export const NodeActionsContext = createContext<NodeActions>({ pick: () => {}, toggle: () => {} });

export interface NodeData extends Record<string, unknown> {
  readonly shown: DrawnEntity | Summary;
  readonly box: Box;
  readonly isRoot: boolean;
  readonly isExact: boolean;
}

/** A box: the name of its kind, its title, and the count of what expanding it would add. */
export const DrawingNode = memo(function DrawingNode({ id, data }: NodeProps<Node<NodeData>>) {
  const { pick } = useContext(NodeActionsContext);
  const { shown, box, isRoot } = data;
  const standing = useStanding(id);
  const isEntry = useIsEntry(id);
  const entity = 'kind' in shown ? shown : null;
  const title = 'kind' in shown ? shown.title : summaryName(shown);
  return (
    <div
      className="box"
      data-hue={entity === null ? undefined : hueOf[entity.kind]}
      data-type={entity === null ? 'summary' : 'entity'}
      data-standing={standing}
      data-root={isRoot}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <button
        type="button"
        className="face"
        data-id={id}
        tabIndex={isEntry ? 0 : -1}
        aria-pressed={standing === 'picked'}
        title={title}
        onClick={() => pick(id)}
      >
        {entity !== null && <span className="name">{shared.kinds[entity.kind][0]}</span>}
        <span className="words">
          {box.lines.map((line) => (
            <span key={line}>{line} </span>
          ))}
        </span>
      </button>
      {entity !== null && !isRoot && <Toggle entity={entity} isEntry={isEntry} isExact={data.isExact} />}
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
});

function Toggle({
  entity: { id, title, isOpen, more },
  isEntry,
  isExact,
}: {
  readonly entity: DrawnEntity;
  readonly isEntry: boolean;
  readonly isExact: boolean;
}) {
  const { toggle } = useContext(NodeActionsContext);
  if (!isOpen && more === 0) return null;
  return (
    <button
      type="button"
      className="more"
      tabIndex={isEntry ? 0 : -1}
      aria-label={isOpen ? text.collapseOf(title) : text.expandOf(title, text.more(more, isExact))}
      onClick={() => toggle(id)}
    >
      {isOpen ? '−' : text.plus(more, isExact)}
    </button>
  );
}
