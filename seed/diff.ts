import { isDeepStrictEqual } from 'node:util';
import { kinds } from '../src/graph/kinds.ts';
import type { Claim, Entity, Snapshot } from '../src/graph/records.ts';
import { relationships } from '../src/graph/relationships.ts';
import { readSeedAt } from './history.ts';
import { readSeed } from './read.ts';

/** A field that holds something else than before; null stands for nothing. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

interface Changed {
  /** Folder of an entity's kind (`relief`), or key of a claim's relationship (`barredBy`). */
  readonly of: string;
  readonly item: 'entity' | 'claim';
  readonly id: string;
}

/** What became of one entity or claim. `ended`: its law was open and now ends on a day, or ends earlier than before. */
export type Change =
  | (Changed & { readonly change: 'added' | 'removed' })
  | (Changed & { readonly change: 'changed'; readonly fields: readonly FieldChange[] })
  | (Changed & { readonly change: 'ended'; readonly on: string; readonly fields: readonly FieldChange[] });

/** What differs between two datasets: entities by id, then claims by id. What is the same is not named. */
export function diffSnapshots(before: Snapshot, after: Snapshot): Change[] {
  return [
    ...diffItems(before.entities, after.entities, (entity) => ({ of: kinds[entity.kind].folder, item: 'entity', id: entity.id })),
    ...diffItems(before.claims, after.claims, (claim) => ({
      of: relationships[claim.relationship].key,
      item: 'claim',
      id: claim.id,
    })),
  ];
}

/** A change as a line of words: `claim asylum.requires.x ended on 2026-07-01: validTo from null to "2026-07-01"`. */
export function describeChange(change: Change): string {
  const subject = change.item === 'entity' ? `${change.of} ${change.id}` : `claim ${change.id}`;
  if (!('fields' in change)) return `${subject} ${change.change}`;
  const verb = change.change === 'ended' ? `ended on ${change.on}` : 'changed';
  return `${subject} ${verb}: ${change.fields.map(describeField).join('; ')}`;
}

/** The whole difference in words, one line a change, with a summary as the last line. */
export function describeDiff(before: Snapshot, after: Snapshot, since: string): string[] {
  const changes = diffSnapshots(before, after);
  const counts = (['added', 'ended', 'changed', 'removed'] as const).map(
    (name) => `${changes.filter(({ change }) => change === name).length} ${name}`,
  );
  const versions = `${before.dataset.version} to ${after.dataset.version}`;
  return [...changes.map(describeChange), `seed since ${since}: ${counts.join(', ')} (${versions})`];
}

/**
 * Prints what differs between the seed at a git ref and the seed in the working directory.
 *
 * @throws UnknownRef as `readSeedAt`
 * @throws SeedFault when either seed does not fit the format
 */
export async function printDiff(ref: string): Promise<void> {
  const before = await readSeedAt(ref);
  for (const line of describeDiff(before, await readSeed(), ref)) console.log(line);
}

function diffItems<Item extends Entity | Claim>(
  before: readonly Item[],
  after: readonly Item[],
  name: (item: Item) => Changed,
): Change[] {
  const old = new Map(before.map((item) => [item.id, item]));
  const ids = new Set(after.map(({ id }) => id));
  const removed = before.filter(({ id }) => !ids.has(id)).map((item): Change => ({ ...name(item), change: 'removed' }));
  const rest = after.flatMap((item): Change[] => {
    const previous = old.get(item.id);
    if (previous === undefined) return [{ ...name(item), change: 'added' }];
    return changeOf(name(item), fieldChanges(previous, item));
  });
  return [...removed, ...rest].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function changeOf(changed: Changed, fields: readonly FieldChange[]): Change[] {
  if (fields.length === 0) return [];
  const end = fields.find(({ field }) => field === endField[changed.item]);
  const isEnd = typeof end?.after === 'string' && (end.before === null || String(end.before) > end.after);
  return [isEnd ? { ...changed, change: 'ended', on: end.after as string, fields } : { ...changed, change: 'changed', fields }];
}

/** The field in which an entity or a claim says when it ended. */
const endField = { entity: 'to', claim: 'validTo' } as const;

/** Fields that differ, in the order of the records; what is worked out from the ends of a claim (`since`, `until`) is left out. */
function fieldChanges(before: Entity | Claim, after: Entity | Claim): FieldChange[] {
  const [old, now] = [before, after].map((item) => ({ ...item }) as Record<string, unknown>) as [Fields, Fields];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (field) => field !== 'since' && field !== 'until',
  );
  return names
    .map((field) => ({ field, before: old[field] ?? null, after: now[field] ?? null }))
    .filter((change) => !isDeepStrictEqual(change.before, change.after));
}

type Fields = Readonly<Record<string, unknown>>;

function describeField({ field, before, after }: FieldChange): string {
  const [old, now] = [JSON.stringify(before), JSON.stringify(after)];
  const start = firstDifference(old, now);
  return `${field} from ${excerpt(old, start)} to ${excerpt(now, start)}`;
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return at;
}

/** At most 60 characters of a long text, with the place where the two first differ in them. */
function excerpt(text: string, difference: number): string {
  if (text.length <= 60) return text;
  const start = Math.max(0, Math.min(difference - 20, text.length - 58));
  const part = text.slice(start, start + 58);
  return `${start > 0 ? '…' : ''}${part}${start + 58 < text.length ? '…' : ''}`;
}
