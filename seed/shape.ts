import { closest } from 'fastest-levenshtein';
import { z } from 'zod';
import type { EntityKind, Relationship } from '../src/generated/schema.ts';
import { entityFields, kindNames, kinds } from '../src/graph/kinds.ts';
import { relationshipNames, relationships, relationshipsFrom } from '../src/graph/relationships.ts';
import { date, id, source, support, words } from '../src/graph/shape.ts';
import { misfitsOf, shown } from './expect.ts';
import { type Fault, faultList, type Place, type Report, type SeedFile } from './faults.ts';
import type { Fields, SeedClaim, SeedNode } from './node.ts';
import { checkRules } from './rules.ts';
import { type Parsed, type Path, parseAll } from './yaml.ts';

export interface CheckedSeed {
  /** In the order of the files. Complete and sound only where there are no faults. */
  readonly nodes: readonly SeedNode[];
  readonly claims: readonly SeedClaim[];
  /** Every fault of every file, by file and line. */
  readonly faults: readonly Fault[];
}

/** Relationships of which a relief says even that there are none: their keys must be there, if only as `[]`. */
export const alwaysStated: readonly Relationship[] = ['REQUIRES', 'BARRED_BY', 'CONFERS', 'DOES_NOT_CONFER'];

const circuit = z.enum(['ca1', 'ca2', 'ca3', 'ca4', 'ca5', 'ca6', 'ca7', 'ca8', 'ca9', 'ca10', 'ca11', 'cadc']);

/** Fields of every claim in the order of the files, without its target and the fields of its relationship. */
const claimFields = {
  note: words.nullable(),
  from: date.nullable(),
  to: date.nullable(),
  circuits: z.array(circuit),
  sources: z.array(source),
  support,
  verified: date.nullable(),
};

const kindOfFolder = new Map<string, EntityKind>(kindNames.map((kind) => [kinds[kind].folder, kind]));
const folders = [...kindOfFolder.keys()].join(', ');
const relationshipOfKey = new Map<string, Relationship>(relationshipNames.map((name) => [relationships[name].key, name]));

const table = <Name extends string, Value>(names: readonly Name[], make: (name: Name) => Value) =>
  Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, Value>;

const nodeShapes = table(kindNames, (kind) =>
  z.strictObject({ ...entityFields, ...kinds[kind].fields, ...table(claimKeysOf(kind), (key) => claimList(kind, key)) }),
);

const claimShapes = table(relationshipNames, (name) => {
  const { to, fields } = relationships[name];
  return z.strictObject({ id: words, ...table(to.map(folderOf), () => id.optional()), ...fields, ...claimFields });
});

/**
 * Checks every file of the seed against the format: its YAML, each node, each claim, and what they say of one another.
 *
 * @param files every file in the folders of the seed, in any order
 * @see seed/README.md, the format for editors
 */
export function checkSeed(files: readonly SeedFile[]): CheckedSeed {
  const { report, faults } = faultList();
  const { raw, unreadable } = readNodes(files, report);
  const nodes: SeedNode[] = [];
  const claims: SeedClaim[] = [];
  for (const { kind, place, value } of raw) {
    const node = checkNode(kind, place, value, report);
    nodes.push(node);
    claims.push(...claimsIn(node, value, report));
  }
  checkRules({ nodes, claims, unreadable }, report);
  return { nodes, claims, faults: faults() };
}

interface RawNode {
  readonly kind: EntityKind;
  readonly place: Place;
  readonly value: Fields;
}

/** The maps in all files. The ids of a file that cannot be read are taken down, so that references to them are no faults of their own. */
function readNodes(files: readonly SeedFile[], report: Report): { raw: RawNode[]; unreadable: Set<string> } {
  const unreadable = new Set<string>();
  const parsed = parseAll(files.map(({ text }) => text));
  const raw = files.flatMap((file, at) => {
    const kind = kindOf(file);
    const { value, problems } = parsed[at] as Parsed;
    if (kind === undefined) report(topOf(file), `must be a .yaml file in one of the folders ${folders}, but is ${file.path}`);
    for (const { line, message } of problems) report({ ...topOf(file), line }, message);
    if (value === undefined) for (const id of idsIn(file.text)) unreadable.add(id);
    return kind === undefined || value === undefined ? [] : nodesIn(file, kind, value, report);
  });
  return { raw, unreadable };
}

function nodesIn(file: SeedFile, kind: EntityKind, value: unknown, report: Report): RawNode[] {
  const list: [Path, unknown][] = Array.isArray(value) ? value.map((item, at) => [[at], item]) : [[[], value]];
  return list.flatMap(([path, item]) => {
    if (isFields(item)) return [{ kind, place: { file, id: typeof item.id === 'string' ? item.id : null, path }, value: item }];
    report({ ...topOf(file), path }, `must hold a map or a list of maps, but has ${shown(item)}`);
    return [];
  });
}

const topOf = (file: SeedFile): Place => ({ file, id: null, path: [] });

const idsIn = (text: string): string[] => [...text.matchAll(/\bid: *["']?([^\s"',}]+)/g)].map(([, found]) => found as string);

function kindOf({ path }: SeedFile): EntityKind | undefined {
  const [folder = '', name = '', ...deeper] = path.split('/');
  return name.endsWith('.yaml') && deeper.length === 0 ? kindOfFolder.get(folder) : undefined;
}

function checkNode(kind: EntityKind, place: Place, value: Fields, report: Report): SeedNode {
  const misfits = misfitsOf(nodeShapes[kind], value, (key) => unknownKey(kind, key));
  for (const { path, message } of misfits) report({ ...place, path: [...place.path, ...path] }, message);
  const claimKeys: string[] = claimKeysOf(kind);
  const wrong = new Set([...misfits.map(({ path }) => path[0]), ...claimKeys]);
  return { kind, id: place.id ?? '', place, fields: without(value, wrong) };
}

function claimsIn(node: SeedNode, value: Fields, report: Report): SeedClaim[] {
  return relationshipsFrom(node.kind).flatMap((name) => {
    const key = relationships[name].key;
    const list = value[key];
    if (!Array.isArray(list)) return [];
    return list.filter(isFields).map((item, at) => checkClaim(node, name, item, [...node.place.path, key, at], report));
  });
}

function checkClaim(node: SeedNode, relationship: Relationship, value: Fields, path: Path, report: Report): SeedClaim {
  const { key, to } = relationships[relationship];
  const claimId = typeof value.id === 'string' ? value.id : `${node.id}.${key}[${path.at(-1)}]`;
  const place = { file: node.place.file, id: claimId, path };
  const misfits = misfitsOf(claimShapes[relationship], value, (unknown) => {
    const isKind = kindOfFolder.has(unknown);
    return isKind
      ? `${key} must end at ${to.map(folderOf).join(' or ')}, but ends at ${unknown}`
      : noSuchKey(unknown, key, claimKeys(relationship));
  });
  for (const misfit of misfits) report({ ...place, path: [...path, ...misfit.path] }, misfit.message);
  const fields = without(value, new Set(misfits.map((misfit) => misfit.path[0])));
  return { relationship, id: claimId, node, place, target: targetOf(relationship, value, place, report), fields };
}

/** The one end that a claim names; exactly one must be there. */
function targetOf(relationship: Relationship, value: Fields, place: Place, report: Report): SeedClaim['target'] {
  const allowed = relationships[relationship].to.filter((kind) => Object.hasOwn(value, folderOf(kind)));
  const [kind] = allowed;
  if (kind === undefined || allowed.length > 1) {
    const choice = relationships[relationship].to.map(folderOf).join(', ');
    report(place, `must name its target under one of ${choice}, but names ${allowed.map(folderOf).join(' and ') || 'none'}`);
    return null;
  }
  const target = value[folderOf(kind)];
  return typeof target === 'string' && id.safeParse(target).success ? { kind, id: target } : null;
}

function claimList(kind: EntityKind, key: string) {
  const list = z.array(z.record(z.string(), z.unknown()));
  const needed = kind === 'RELIEF_TYPE' && alwaysStated.some((name) => relationships[name].key === key);
  return needed ? list : list.optional();
}

function claimKeysOf(kind: EntityKind): string[] {
  return relationshipsFrom(kind).map((name) => relationships[name].key);
}

const claimKeys = (relationship: Relationship): string[] => Object.keys(claimShapes[relationship].shape);

function folderOf(kind: EntityKind): string {
  return kinds[kind].folder;
}

function unknownKey(kind: EntityKind, key: string): string {
  const relationship = relationshipOfKey.get(key);
  if (relationship === undefined) return noSuchKey(key, folderOf(kind), Object.keys(nodeShapes[kind].shape));
  return `${key} must start at ${relationships[relationship].from.map(folderOf).join(' or ')}, but starts at ${folderOf(kind)}`;
}

const noSuchKey = (key: string, owner: string, known: readonly string[]): string =>
  `must have only the keys of ${owner}, but has ${key} (the nearest key is ${closest(key, known)})`;

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

const without = (value: Fields, keys: ReadonlySet<unknown>): Fields =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.has(key)));
