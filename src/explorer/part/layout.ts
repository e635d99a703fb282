import Elk, { type ELK, type ElkNode, type ElkShape } from 'elkjs/lib/elk-api';
import workerUrl from 'elkjs/lib/elk-worker.min.js?url';
import type { DrawnEntity, Edge, Summary, View } from '../view.ts';
import { edgeLabel, nodeLines, wrap } from './drawing-words.ts';
import { withTrunks } from './trunk.ts';

/** A box of the drawing with its place, in pixels at full size. */
export interface Box {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

/** A line of the drawing: through `points`, with the names of its relationships at `label`. */
export interface Line {
  readonly edge: Edge;
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly label: { readonly x: number; readonly y: number; readonly width: number; readonly lines: readonly string[] } | null;
}

export interface Layout {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  readonly width: number;
  readonly height: number;
}

/** Sizes at full size; the style sheet and the picture that is saved keep to them. */
export const boxWidth = 248;
const lineHeight = 18;
export const labelLineHeight = 15;
const labelCharacter = 6.4;
const heightOf = (lines: readonly string[]): number => 34 + lines.length * lineHeight;

/** Started once, when a drawing is first shown: in a worker, so that the page answers while it computes. */
let elk: ELK | undefined;
const layouter = () => {
  elk ??= new Elk({ workerFactory: () => new Worker(workerUrl) });
  return elk;
};

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '14',
  'elk.spacing.edgeNode': '12',
  'elk.spacing.edgeLabel': '2',
  'elk.layered.spacing.nodeNodeBetweenLayers': '28',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '3',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
  // Neighbors over one relationship stand together, in the order of the outline.
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.crossingMinimization.forceNodeModelOrder': 'true',
  // Half the time of the default (7) for a drawing of 150 boxes, with a tenth more crossings.
  'elk.layered.thoroughness': '2',
  'elk.padding': '[top=20,left=20,bottom=20,right=20]',
};

/** Places what is drawn in layers from left to right, lines and their names beside each other. */
export async function arrange(view: View): Promise<Layout> {
  const boxes = inOrder(view);
  const lines = view.edges.map((edge) => ({ edge, label: wrap(edgeLabel(edge), 19, 4) }));
  const laid = await layouter().layout({
    id: 'drawing',
    layoutOptions: options,
    children: boxes.map(({ id, lines }) => ({ id, width: boxWidth, height: heightOf(lines) })),
    edges: lines.map(({ edge, label }) => ({
      id: edge.id,
      sources: [edge.from],
      targets: [edge.to],
      labels:
        label.length === 0 ? [] : [{ id: `${edge.id} label`, text: label.join(' '), layoutOptions: inline, ...labelSize(label) }],
    })),
  });
  return layoutOf(laid, boxes, lines);
}

/** The root, then group by group what was drawn for it first, with its summary. */
function inOrder({ root, entities, groups, summaries }: View): Pick<Box, 'id' | 'lines'>[] {
  const all = [...entities.values()];
  const boxOf = ({ id, title }: DrawnEntity) => ({ id, lines: nodeLines(title) });
  const summaryBox = (summary: Summary) => ({ id: summary.key, lines: nodeLines(summary) });
  return [
    ...all.filter(({ id }) => id === root).map(boxOf),
    ...groups.flatMap(({ key }) => [
      ...all.filter(({ home }) => home === key).map(boxOf),
      ...summaries.filter((summary) => summary.key === key).map(summaryBox),
    ]),
    ...summaries.filter(({ group }) => group === null).map(summaryBox),
  ];
}

/** On the line, which it interrupts. */
const inline = { 'elk.edgeLabels.inline': 'true' };

const labelSize = (lines: readonly string[]) => ({
  width: Math.max(...lines.map(({ length }) => length)) * labelCharacter + 10,
  height: lines.length * labelLineHeight + 4,
});

function layoutOf(
  laid: ElkNode,
  boxes: readonly Pick<Box, 'id' | 'lines'>[],
  lines: readonly { readonly edge: Edge; readonly label: readonly string[] }[],
): Layout {
  const children = new Map(laid.children?.map((child) => [child.id, child]));
  const edges = new Map(laid.edges?.map((edge) => [edge.id, edge]));
  const placed = boxes.map((box) => {
    const { x = 0, y = 0, width = boxWidth, height = 0 } = children.get(box.id) ?? {};
    return { ...box, x, y, width, height };
  });
  const drawn = lines.map(({ edge, label }) => {
    const { sections = [], labels: [at] = [] } = edges.get(edge.id) ?? {};
    return {
      edge,
      points: sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]),
      label: at === undefined ? null : { ...middleOf(at), width: at.width ?? 0, lines: label },
    };
  });
  return { width: laid.width ?? 0, height: laid.height ?? 0, boxes: placed, lines: withTrunks(drawn, placed) };
}

const middleOf = ({ x = 0, y = 0, width = 0, height = 0 }: ElkShape) => ({ x: x + width / 2, y: y + height / 2 });
