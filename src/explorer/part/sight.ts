import { useReactFlow } from '@xyflow/react';
import { type RefObject, useEffect, useRef } from 'react';
import type { Box, Layout } from './layout.ts';

/** Below this the words of a drawing are too small to read, and its buttons to press: a large one is shown in part, around its root. */
const readable = 0.8;
const margin = 24;

const center = ({ x, y, width, height }: Box) => ({ x: x + width / 2, y: y + height / 2 });

/** At first: the whole drawing where that stays readable, or what is around the root. Later: the box that was pressed stays where it was. */
export function useSight(layout: Layout, root: string, picked: string | null, frame: RefObject<HTMLElement | null>): void {
  const { setViewport, getViewport } = useReactFlow();
  const before = useRef<Layout | null>(null);
  useEffect(() => {
    const size = frame.current?.getBoundingClientRect();
    if (size === undefined || before.current === layout) return;
    const find = (boxes: readonly Box[], id: string | null) => boxes.find((box) => box.id === id);
    const [old, now] = [picked, root]
      .map((id) => [find(before.current?.boxes ?? [], id), find(layout.boxes, id)] as const)
      .find(([was, is]) => was !== undefined && is !== undefined) ?? [undefined, find(layout.boxes, root)];
    before.current = layout;
    if (now === undefined) return;
    if (old !== undefined) {
      const { x, y, zoom } = getViewport();
      void setViewport({ x: x + (old.x - now.x) * zoom, y: y + (old.y - now.y) * zoom, zoom });
      return;
    }
    void setViewport(startOf(layout, now, size));
  }, [layout, root, picked, frame, getViewport, setViewport]);
}

function startOf(layout: Layout, root: Box, { width, height }: DOMRect) {
  const fit = Math.min((width - 2 * margin) / layout.width, (height - 2 * margin) / layout.height);
  const zoom = Math.min(1, Math.max(readable, fit));
  const { x, y } = center(root);
  const along = (whole: number, room: number, at: number) =>
    whole * zoom <= room
      ? (room - whole * zoom) / 2
      : Math.min(margin, Math.max(room - whole * zoom - margin, room / 2 - at * zoom));
  return { x: along(layout.width, width, x), y: along(layout.height, height, y), zoom };
}

/** Moves the drawing as little as needed for a box to be seen whole. */
export function useKeepInSight(id: string | null, layout: Layout, frame: RefObject<HTMLElement | null>): (id: string) => void {
  const { setViewport, getViewport } = useReactFlow();
  const show = (which: string) => {
    const box = layout.boxes.find((each) => each.id === which);
    const size = frame.current?.getBoundingClientRect();
    if (box === undefined || size === undefined) return;
    const { x, y, zoom } = getViewport();
    const shift = (start: number, length: number, room: number) =>
      start < margin ? margin - start : start + length > room - margin ? room - margin - start - length : 0;
    const dx = shift(box.x * zoom + x, box.width * zoom, size.width);
    const dy = shift(box.y * zoom + y, box.height * zoom, size.height);
    if (dx !== 0 || dy !== 0) void setViewport({ x: x + dx, y: y + dy, zoom });
  };
  const latest = useRef(show);
  latest.current = show;
  useEffect(() => {
    if (id !== null) latest.current(id);
  }, [id]);
  return show;
}

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The box that an arrow key leads to from another: the nearest that way, sideways steps counting double. Null: none. */
export function boxToward(key: string, id: string, { boxes }: Layout): string | null {
  const way = ways[key];
  const start = boxes.find((box) => box.id === id);
  if (way === undefined || start === undefined) return null;
  const at = center(start);
  const costs = boxes.flatMap((box) => {
    const to = center(box);
    const [dx, dy] = [to.x - at.x, to.y - at.y];
    const along = dx * way[0] + dy * way[1];
    const aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
    return box.id === id || along <= 1 || aside > along * 4 ? [] : [{ id: box.id, cost: along + 2 * aside }];
  });
  return costs.sort((a, b) => a.cost - b.cost)[0]?.id ?? null;
}
