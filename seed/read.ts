import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Circuit, EntityKind } from '../src/generated/schema.ts';
import { entityFields, kindNames, kinds } from '../src/graph/kinds.ts';
import type { Claim, Entity, Snapshot, SourceReference } from '../src/graph/records.ts';
import { relationships } from '../src/graph/relationships.ts';
import { datasetOf } from './dataset.ts';
import { SeedFault, type SeedFile } from './faults.ts';
import type { Interval } from './interval.ts';
import type { Fields, SeedClaim, SeedNode } from './node.ts';
import { seedPaths } from './paths.ts';
import { type CheckedSeed, checkSeed } from './shape.ts';

/**
 * Reads and checks the whole seed.
 *
 * @param folder the seed's folder, `seed` of the working directory unless told
 * @returns entities by kind (in the order of the table of kinds) then id, claims by id
 * @throws SeedFault with every fault, when the seed does not fit its format
 */
export async function readSeed(folder = 'seed'): Promise<Snapshot> {
  return snapshotOf(await readFiles(folder));
}

/** A snapshot of files that are in memory already; `where` names them in the error. Otherwise as `readSeed`. */
export async function snapshotOf(files: readonly SeedFile[], where?: string): Promise<Snapshot> {
  const checked = checkSeed(files);
  if (checked.faults.length > 0) throw new SeedFault(checked.faults, where);
  const entities = entitiesOf(checked);
  const claims = claimsOf(checked);
  return { dataset: datasetOf(entities, claims), entities, claims };
}

/** All files of a seed, sorted by path. */
export async function readFiles(folder = 'seed'): Promise<SeedFile[]> {
  const paths = seedPaths(folder);
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })));
}

function entitiesOf({ nodes }: CheckedSeed): Entity[] {
  const order = new Map<EntityKind, number>(kindNames.map((kind, at) => [kind, at]));
  const place = ({ kind }: SeedNode): number => order.get(kind) as number;
  return nodes.toSorted((a, b) => place(a) - place(b) || byId(a, b)).map(entityOf);
}

const entityOf = ({ kind, fields }: SeedNode): Entity => {
  const names = Object.keys({ ...entityFields, ...kinds[kind].fields });
  return { kind, ...Object.fromEntries(names.map((name) => [name, fields[name]])) } as unknown as Entity;
};

function claimsOf({ nodes, claims }: CheckedSeed): Claim[] {
  const existence = new Map(nodes.map(({ id, kind, fields }) => [id, existenceOf(kind, fields)]));
  return claims.map((claim) => claimOf(claim, existence)).sort(byId);
}

/** A relief exists in law, and an era lasts, for a time; everything else is taken to exist always. */
const existenceOf = (kind: EntityKind, fields: Fields): Interval =>
  kind === 'RELIEF_TYPE' || kind === 'POLICY_ERA' ? (fields as unknown as Interval) : { from: null, to: null };

/**
 * A claim with the days on which both of its ends exist. Where there is no such day, `until` is not after `since`, and it is never in
 * force.
 */
function claimOf({ id, relationship, node, target, fields }: SeedClaim, existence: ReadonlyMap<string, Interval>): Claim {
  const end = (target as { id: string }).id;
  const { from: validFrom, to: validTo } = fields as unknown as Interval;
  const spans = [{ from: validFrom, to: validTo }, existence.get(node.id) as Interval, existence.get(end) as Interval];
  const own = Object.keys(relationships[relationship].fields).map((name) => [name, fields[name]]);
  return {
    id,
    relationship,
    from: node.id,
    to: end,
    ...Object.fromEntries(own),
    note: fields.note as string | null,
    validFrom,
    validTo,
    since: latest(spans.map(({ from }) => from)),
    until: earliest(spans.map(({ to }) => to)),
    circuits: (fields.circuits as string[]).map((circuit) => circuit.toUpperCase() as Circuit),
    sources: fields.sources as SourceReference[],
    support: fields.support as Claim['support'],
    verified: fields.verified as string | null,
  } as Claim;
}

const latest = (days: readonly (string | null)[]): string | null =>
  days.reduce((best, day) => (best === null || (day !== null && day > best) ? day : best), null);

const earliest = (days: readonly (string | null)[]): string | null =>
  days.reduce((best, day) => (best === null || (day !== null && day < best) ? day : best), null);

const byId = (a: { id: string }, b: { id: string }): number => (a.id < b.id ? -1 : Number(a.id > b.id));
