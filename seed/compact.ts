import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fieldsOf, kindNames } from '../src/graph/kinds.ts';
import type { Snapshot } from '../src/graph/records.ts';
import { relationshipNames, relationships } from '../src/graph/relationships.ts';
import { datasetOf } from './dataset.ts';
import { seedPaths } from './paths.ts';

/** Where `npm run build` puts the compact file, and the server looks for it. */
export const compactFile = 'dist/seed.json';

/**
 * Writes a snapshot as one file of JSON, whole or not at all. It begins with a hash of the names of the seed's files, by which
 * `isStale` sees that one came or went.
 */
export async function writeCompact(snapshot: Snapshot, file = compactFile, folder = 'seed'): Promise<void> {
  const { dataset, entities, claims } = snapshot;
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.draft`;
  await writeFile(draft, JSON.stringify({ layout: layoutOf(seedPaths(folder)), dataset, entities, claims }));
  await rename(draft, file);
}

/** Reads what `writeCompact` wrote; nothing is checked again. */
export async function readCompact(file = compactFile): Promise<Snapshot> {
  const { dataset, entities, claims } = JSON.parse(await readFile(file, 'utf8')) as Snapshot;
  return { dataset, entities, claims };
}

/**
 * Whether a compact file must be built anew: it is not there, a file of the seed is newer, one was added or removed, or the fields of
 * kinds or relationships are others. Where the seed folder does not exist (as in a container) the compact file is all there is: not
 * stale.
 */
export async function isStale(file = compactFile, folder = 'seed'): Promise<boolean> {
  if (modified(folder) === null) return false;
  const built = modified(file);
  if (built === null) return true;
  const paths = seedPaths(folder);
  const times = paths.map((path) => modified(join(folder, path)));
  return times.some((time) => time === null || time > built) || (await layoutIn(file)) !== layoutOf(paths);
}

/** A hash of the names of the seed's files and of the fields that its entities, its claims and the dataset have. */
function layoutOf(paths: readonly string[]): string {
  const entities = kindNames.map((kind) => [kind, Object.keys(fieldsOf(kind))]);
  const claims = relationshipNames.map((name) => [name, Object.keys(relationships[name].fields)]);
  return createHash('sha256')
    .update(JSON.stringify([paths, entities, claims, Object.keys(datasetOf([], []))]))
    .digest('hex');
}

/** The layout at the head of a compact file, without reading the rest; null where the file has another form. */
async function layoutIn(file: string): Promise<string | null> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(100), 0, 100, 0);
    return buffer.toString('utf8', 0, bytesRead).match(/^\{"layout":"([0-9a-f]{64})"/)?.[1] ?? null;
  } finally {
    await handle.close();
  }
}

/** Time of the last change in milliseconds; null where there is no such file. Hundreds are asked for at a start: no promise for each. */
const modified = (path: string): number | null => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
