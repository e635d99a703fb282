import type { DrawnEntity, Group, Summary, View } from './view.ts';

/** A row of the outline: the same things as in the drawing, as a tree. */
export type Item =
  | {
      readonly type: 'entity';
      readonly key: string;
      readonly entity: DrawnEntity;
      /** It stands in the outline at another place, where what is around it is told. */
      readonly isElsewhere: boolean;
      readonly children: readonly Item[];
    }
  | { readonly type: 'group'; readonly key: string; readonly group: Group; readonly children: readonly Item[] }
  /** Stands beneath an entity until what is around it is read. */
  | { readonly type: 'unread'; readonly key: string; readonly of: string; readonly children: readonly Item[] }
  | { readonly type: 'summary'; readonly key: string; readonly summary: Summary; readonly children: readonly Item[] };

/** The drawing as a tree from its root: each entity stands once with what is around it, where it was reached first. */
export function outlineOf(view: View): readonly Item[] {
  const root = view.entities.get(view.root);
  return root === undefined ? [] : [entityItem(root, null, view)];
}

export const entityKey = (id: string, group: string | null): string => (group === null ? id : `${group}/${id}`);

function entityItem(entity: DrawnEntity, group: string | null, view: View): Item {
  const isElsewhere = entity.home !== group;
  const known = isElsewhere ? [] : around(entity.id, view);
  const canExpand = !isElsewhere && group !== null && (entity.more > 0 || entity.isOpen);
  const children: readonly Item[] =
    known.length === 0 && canExpand ? [{ type: 'unread', key: `${entity.id}/unread`, of: entity.id, children: [] }] : known;
  return { type: 'entity', key: entityKey(entity.id, group), entity, isElsewhere, children };
}

function around(id: string, view: View): readonly Item[] {
  const groups = view.groups.filter(({ of }) => of === id).map((group) => groupItem(group, view));
  const full = view.summaries.filter(({ of, group }) => of === id && group === null);
  return [...groups, ...full.map(summaryItem)];
}

function groupItem(group: Group, view: View): Item {
  const entities = group.shown.map((end) => view.entities.get(end)).filter((entity) => entity !== undefined);
  const rest = view.summaries.filter(({ key }) => key === group.key).map(summaryItem);
  return {
    type: 'group',
    key: group.key,
    group,
    children: [...entities.map((entity) => entityItem(entity, group.key, view)), ...rest],
  };
}

const summaryItem = (summary: Summary): Item => ({ type: 'summary', key: `${summary.key}/rest`, summary, children: [] });

/** Every row of some items, in their order. */
export const rowsOf = (items: readonly Item[]): readonly Item[] => items.flatMap((item) => [item, ...rowsOf(item.children)]);
