import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { Button, Collection, type Key, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import { entityKey, type Item, outlineOf, rowsOf } from '../outline.ts';
import { hueOf } from '../palette.ts';
import { graph as text } from '../text/graph.ts';
import { shared } from '../text/shared.ts';
import type { View } from '../view.ts';
import type { NodeActions } from './drawing-node.tsx';
import { summaryName } from './drawing-words.ts';

interface Options {
  readonly view: View;
  readonly picked: string | null;
  readonly isExact: boolean;
  readonly title: string;
  /** Entities whose surroundings are being read. */
  readonly reading: ReadonlySet<string>;
  readonly actions: NodeActions;
}

/** The same as the drawing, as a tree for the keyboard and for a screen reader: same entities, same selection, same expansions. */
export const Outline = memo(function Outline({ view, picked, isExact, title, reading, actions }: Options) {
  const items = useMemo(() => outlineOf(view), [view]);
  const rows = useMemo(() => new Map(rowsOf(items).map((item) => [item.key, item])), [items]);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [lastKey, setLastKey] = useState<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const selected = keyOf(picked, lastKey, rows, view);
  useReveal(selected, rows, setClosed, frame);

  const expandedKeys = [...rows.values()].filter((item) => isExpanded(item, view.root, closed)).map(({ key }) => key);
  const expand = (keys: Set<Key>) => {
    for (const item of rows.values()) {
      if (isExpanded(item, view.root, closed) === keys.has(item.key)) continue;
      if (item.type === 'entity' && item.entity.id !== view.root) actions.toggle(item.entity.id);
      else setClosed((before) => toggled(before, item.key));
    }
  };
  const select = (keys: 'all' | Set<Key>) => {
    const key = keys === 'all' ? undefined : [...keys][0];
    const item = key === undefined ? undefined : rows.get(String(key));
    if (item === undefined) return;
    setLastKey(item.key);
    actions.pick(pickOf(item));
  };
  return (
    <div className="outline" ref={frame}>
      <Tree
        aria-label={text.outlineOf(title)}
        items={items}
        selectionMode="single"
        selectionBehavior="toggle"
        disallowEmptySelection={false}
        selectedKeys={selected === null ? [] : [selected]}
        onSelectionChange={select}
        expandedKeys={expandedKeys}
        onExpandedChange={expand}
        dependencies={[isExact, reading]}
      >
        {(item) => <Row item={item} isExact={isExact} reading={reading} />}
      </Tree>
    </div>
  );
});

const toggled = (set: ReadonlySet<string>, key: string): ReadonlySet<string> =>
  set.has(key) ? new Set([...set].filter((each) => each !== key)) : new Set([...set, key]);

/** Groups and the root are open until they are closed; other entities when they are expanded, here and in the drawing. */
const isExpanded = (item: Item, root: string, closed: ReadonlySet<string>): boolean =>
  item.type === 'entity' && item.entity.id !== root
    ? item.entity.isOpen && !item.isElsewhere
    : item.children.length > 0 && !closed.has(item.key);

/** What selecting a row selects. */
function pickOf(item: Item): string {
  if (item.type === 'entity') return item.entity.id;
  if (item.type === 'summary') return item.summary.key;
  return item.type === 'unread' ? item.of : item.group.of;
}

/** The row of the selection: the one that was pressed, or where the entity stands with what is around it. */
function keyOf(picked: string | null, lastKey: string | null, rows: ReadonlyMap<string, Item>, view: View): string | null {
  if (picked === null) return null;
  const last = lastKey === null ? undefined : rows.get(lastKey);
  if (last !== undefined && pickOf(last) === picked) return last.key;
  const entity = view.entities.get(picked);
  return entity === undefined ? (rows.has(`${picked}/rest`) ? `${picked}/rest` : null) : entityKey(picked, entity.home);
}

/** Opens the groups above the selected row, and scrolls to it, when it was selected elsewhere. */
function useReveal(
  selected: string | null,
  rows: ReadonlyMap<string, Item>,
  setClosed: (change: (closed: ReadonlySet<string>) => ReadonlySet<string>) => void,
  frame: React.RefObject<HTMLDivElement | null>,
): void {
  const known = useRef(rows);
  known.current = rows;
  useEffect(() => {
    if (selected === null) return undefined;
    const above = [...known.current.values()].filter((item) => rowsOf(item.children).some(({ key }) => key === selected));
    setClosed((closed) => {
      const left = [...closed].filter((key) => !above.some((item) => item.key === key));
      return left.length === closed.size ? closed : new Set(left);
    });
    // Once the rows that were just opened are there.
    const soon = requestAnimationFrame(() => scrollTo(selected, frame.current));
    return () => cancelAnimationFrame(soon);
  }, [selected, setClosed, frame]);
}

/** A row that has the focus is in sight already. */
function scrollTo(key: string, frame: HTMLElement | null): void {
  const row = frame?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  if (row == null || frame === null || frame.contains(document.activeElement)) return;
  const [at, room] = [row.getBoundingClientRect(), frame.getBoundingClientRect()];
  if (at.top < room.top || at.bottom > room.bottom) frame.scrollTop += at.top - room.top - room.height / 3;
}

interface RowOptions {
  readonly item: Item;
  readonly isExact: boolean;
  readonly reading: ReadonlySet<string>;
}

function Row({ item, isExact, reading }: RowOptions) {
  const canExpand = item.children.length > 0;
  return (
    <TreeItem id={item.key} textValue={wordsOf(item, isExact, reading)} className="row">
      <TreeItemContent>
        {({ level }) => (
          <div className="row-content" data-type={item.type} style={{ paddingInlineStart: `${(level - 1) * 0.9}rem` }}>
            {canExpand ? (
              <Button slot="chevron" className="chevron">
                <span aria-hidden="true">▸</span>
              </Button>
            ) : (
              <span className="chevron" />
            )}
            <RowWords item={item} isExact={isExact} isReading={item.type === 'entity' && reading.has(item.entity.id)} />
          </div>
        )}
      </TreeItemContent>
      <Collection items={item.children}>{(child) => <Row item={child} isExact={isExact} reading={reading} />}</Collection>
    </TreeItem>
  );
}

function RowWords({ item, isExact, isReading }: { readonly item: Item; readonly isExact: boolean; readonly isReading: boolean }) {
  if (item.type === 'group')
    return (
      <span className="group-name">
        {text.group(item.group.relationship, item.group.way)} <span className="quiet">{item.group.count}</span>
      </span>
    );
  if (item.type === 'summary') return <span className="rest">{summaryName(item.summary)}</span>;
  if (item.type === 'unread') return <span className="rest">{text.unread}</span>;
  const { kind, title, more } = item.entity;
  return (
    <span className="entity" data-hue={hueOf[kind]}>
      <span className="name">{shared.kinds[kind][0]}</span> <span className="words">{title}</span>
      {item.isElsewhere && <span className="quiet"> {text.elsewhere}</span>}
      {!item.isElsewhere && more > 0 && !item.entity.isOpen && <span className="count">{text.plus(more, isExact)}</span>}
      {isReading && <span className="quiet"> {text.reading}</span>}
    </span>
  );
}

/** A row as a screen reader tells it. */
function wordsOf(item: Item, isExact: boolean, reading: ReadonlySet<string>): string {
  if (item.type === 'group') return `${text.group(item.group.relationship, item.group.way)}, ${item.group.count}`;
  if (item.type === 'summary') return summaryName(item.summary);
  if (item.type === 'unread') return text.unread;
  const { id, kind, title, more, isOpen } = item.entity;
  const state = item.isElsewhere
    ? text.elsewhereLong
    : reading.has(id)
      ? text.reading
      : isOpen || more === 0
        ? null
        : text.more(more, isExact);
  return [title, shared.kinds[kind][0], state].filter((part) => part !== null).join(', ');
}
