import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { isStale, readCompact, writeCompact } from '../seed/compact.ts';
import type { SeedFile } from '../seed/faults.ts';
import { readSeed, snapshotOf } from '../seed/read.ts';

/** Reading YAML takes its time on a busy machine. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const paths = ['authority/statute-ina.yaml', 'era/eras.yaml', 'factor/conduct.yaml'];
const conduct = 'factor/conduct.yaml';

let sample: readonly SeedFile[];
let version: string;

beforeAll(async () => {
  sample = await Promise.all(paths.map(async (path) => ({ path, text: await readFile(join('seed', path), 'utf8') })));
  version = (await snapshotOf(sample)).dataset.version;
});

const textOf = (path: string): string => sample.find((file) => file.path === path)?.text ?? '';

const withText = (path: string, text: string): SeedFile[] => sample.map((file) => (file.path === path ? { path, text } : file));

const versionWith = async (text: string): Promise<string> => (await snapshotOf(withText(conduct, text))).dataset.version;

describe('version', () => {
  test('changes with one word of an entity', async () => {
    expect(await versionWith(textOf(conduct).replace('intent to leave', 'wish to leave'))).not.toBe(version);
  });

  test('changes with one word of a claim', async () => {
    expect(await versionWith(textOf(conduct).replace('pinpoint: (f)', 'pinpoint: (f)(1)'))).not.toBe(version);
  });

  test('does not change with the layout of a file', async () => {
    const laidOut = textOf(conduct)
      .replace(
        'aliases: [GMC, good moral character, buen carácter moral]',
        'aliases:\n  - "GMC" # an acronym\n  - good moral character\n  - buen carácter moral',
      )
      .replace('caveat: null\n  dimension: conduct', 'dimension: conduct\n  caveat: ~');
    expect(laidOut).not.toBe(textOf(conduct));
    expect(await versionWith(laidOut)).toBe(version);
  });

  test('does not change when nodes move to other files', async () => {
    const text = textOf(conduct);
    const cut = text.indexOf('- id: means-and-intent-to-depart');
    const files = [...withText(conduct, text.slice(0, cut)), { path: 'factor/another.yaml', text: text.slice(cut) }];
    expect((await snapshotOf(files)).dataset.version).toBe(version);
  });

  test('begins with the newest day on which a source was read', async () => {
    const newer = await versionWith(textOf(conduct).replace('reviewed: 2026-11-24', 'reviewed: 2027-01-05'));
    expect(newer).toMatch(/^2027-01-05-[0-9a-f]{12}$/);
  });
});

describe('compact file', () => {
  let folder: string;
  let compact: string;

  beforeEach(async () => {
    const root = await mkdtemp(join(tmpdir(), 'seed-'));
    folder = join(root, 'seed');
    compact = join(root, 'dist', 'seed.json');
    for (const { path, text } of sample) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await writeCompact(await readSeed(folder), compact, folder);
  });

  const at = (seconds: number): Date => new Date(Date.now() + seconds * 1000);

  test('gives back the snapshot that was written', async () => {
    expect(await readCompact(compact)).toEqual(await readSeed(folder));
  });

  test('is fresh while the seed stays as it was', async () => {
    expect(await isStale(compact, folder)).toBe(false);
  });

  test('is stale when a file of the seed is newer', async () => {
    await utimes(join(folder, conduct), at(60), at(60));
    expect(await isStale(compact, folder)).toBe(true);
  });

  test('is stale when a file was added, however old', async () => {
    const added = join(folder, 'factor', 'older.yaml');
    await writeFile(added, '[]\n');
    await utimes(added, at(-3600), at(-3600));
    expect(await isStale(compact, folder)).toBe(true);
  });

  test('is stale when a file was removed', async () => {
    await rm(join(folder, 'era', 'eras.yaml'));
    expect(await isStale(compact, folder)).toBe(true);
  });

  test('is stale when it was built for other fields', async () => {
    const text = await readFile(compact, 'utf8');
    await writeFile(compact, text.replace(/^\{"layout":"[0-9a-f]{64}"/, `{"layout":"${'0'.repeat(64)}"`));
    expect(await isStale(compact, folder)).toBe(true);
  });

  test('is stale when it is not there', async () => {
    await rm(compact);
    expect(await isStale(compact, folder)).toBe(true);
  });

  test('is not stale where there is no seed', async () => {
    await rm(folder, { recursive: true });
    expect(await isStale(compact, folder)).toBe(false);
  });
});
