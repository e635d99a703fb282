import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { describeDiff, diffSnapshots } from '../seed/diff.ts';
import { SeedFault, type SeedFile } from '../seed/faults.ts';
import { readSeedAt, UnknownRef } from '../seed/history.ts';
import { snapshotOf } from '../seed/read.ts';
import type { Snapshot } from '../src/graph/records.ts';

/** Reading YAML takes its time on a busy machine. */
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const paths = ['authority/statute-ina.yaml', 'era/eras.yaml', 'factor/conduct.yaml', 'factor/security.yaml'];

let sample: readonly SeedFile[];
let before: Snapshot;

beforeAll(async () => {
  sample = await Promise.all(paths.map(async (path) => ({ path, text: await readFile(join('seed', path), 'utf8') })));
  before = await snapshotOf(sample);
});

type Edit = readonly [path: string, find: string, replacement: string];

function edited(edits: readonly Edit[]): SeedFile[] {
  return sample.map(({ path, text }) => ({
    path,
    text: edits.filter(([at]) => at === path).reduce((now, [, find, replacement]) => now.replace(find, () => replacement), text),
  }));
}

async function linesAfter(...edits: Edit[]): Promise<string[]> {
  const lines = describeDiff(before, await snapshotOf(edited(edits)), 'v1');
  return lines.slice(0, -1);
}

const conduct = 'factor/conduct.yaml';
const ended = 'from: null\n    to: 2026-07-01';
const open = 'from: null\n    to: null';

describe('a difference in words', () => {
  test('is empty between a seed and itself', () => {
    expect(diffSnapshots(before, before)).toEqual([]);
  });

  test('says when the law of a claim ends', async () => {
    expect(await linesAfter([conduct, open, ended])).toEqual([
      'claim good-moral-character.governed-by.ina-101 ended on 2026-07-01: validTo from null to "2026-07-01"',
    ]);
  });

  test('says when an end moves to an earlier day, and takes a later day for a change', async () => {
    const later = await snapshotOf(edited([[conduct, open, 'from: null\n    to: 2026-12-31']]));
    const earlier = await snapshotOf(edited([[conduct, open, ended]]));
    expect(diffSnapshots(later, earlier)).toEqual([
      {
        of: 'governedBy',
        item: 'claim',
        id: 'good-moral-character.governed-by.ina-101',
        change: 'ended',
        on: '2026-07-01',
        fields: [{ field: 'validTo', before: '2026-12-31', after: '2026-07-01' }],
      },
    ]);
    expect(diffSnapshots(earlier, later).map(({ change }) => change)).toEqual(['changed']);
  });

  test('names each field that changed, from what to what', async () => {
    const lines = await linesAfter(
      [conduct, 'title: Good moral character', 'title: Good character'],
      [conduct, 'reviewed: 2026-11-24', 'reviewed: null'],
      [conduct, 'pinpoint: (f)', 'pinpoint: (f)(1)'],
    );
    expect(lines).toEqual([
      'factor good-moral-character changed: title from "Good moral character" to "Good character"; reviewed from "2026-11-24" to null',
      'claim good-moral-character.governed-by.ina-101 changed: pinpoint from "(f)" to "(f)(1)"',
    ]);
  });

  test('shows of a long text only the place that differs', async () => {
    const [line] = await linesAfter([conduct, 'an overall\n    decent record', 'an overall\n    spotless record']);
    expect(line).toMatch(/^factor good-moral-character changed: summary from ….*decent record\." to ….*spotless record\."$/);
    expect(line?.length).toBeLessThan(200);
  });

  test('names what was added and what was removed', async () => {
    const text = sample.find(({ path }) => path === conduct)?.text ?? '';
    const cut = text.indexOf('- id: means-and-intent-to-depart');
    const shorter = await snapshotOf(
      sample.map((file) => (file.path === conduct ? { ...file, text: text.slice(0, cut) } : file)),
    );
    expect(describeDiff(before, shorter, 'v1').slice(0, -1)).toEqual([
      'factor means-and-intent-to-depart removed',
      'claim means-and-intent-to-depart.governed-by.ina-240b removed',
    ]);
    expect(describeDiff(shorter, before, 'v1').slice(0, -1)).toEqual([
      'factor means-and-intent-to-depart added',
      'claim means-and-intent-to-depart.governed-by.ina-240b added',
    ]);
  });

  test('ends with a summary', async () => {
    const after = await snapshotOf(
      edited([
        [conduct, open, ended],
        [conduct, 'title: Good moral character', 'title: Good character'],
      ]),
    );
    expect(describeDiff(before, after, 'v1').at(-1)).toBe(
      `seed since v1: 0 added, 1 ended, 1 changed, 0 removed (${before.dataset.version} to ${after.dataset.version})`,
    );
  });
});

describe('the seed at a git ref', () => {
  let folder: string;

  const git = (...command: string[]) => {
    const asSomeone = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
    execFileSync('git', ['-C', folder, ...asSomeone, ...command], { stdio: 'pipe' });
  };

  const commit = async (tag: string, files: readonly SeedFile[]) => {
    for (const { path, text } of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    git('add', '-A');
    git('commit', '-q', '--no-verify', '-m', tag);
    git('tag', tag);
  };

  const inSeed = (files: readonly SeedFile[]): SeedFile[] => files.map(({ path, text }) => ({ path: `seed/${path}`, text }));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'seed-'));
    git('init', '-q');
    await commit('empty', [
      { path: 'README.md', text: 'no law yet\n' },
      { path: 'seed/README.md', text: 'the format\n' },
    ]);
    await commit('v1', inSeed(sample));
    await commit('v2', inSeed(edited([[conduct, open, ended]])));
    await commit('broken', inSeed(edited([[conduct, 'valueType: BOOLEAN', 'valueType: MAYBE']])));
  });

  test('is read from the commit and not from the folder', async () => {
    expect(await readSeedAt('v1', folder)).toEqual(before);
    expect(diffSnapshots(before, await readSeedAt('v2', folder)).map(({ change }) => change)).toEqual(['ended']);
  });

  test('is refused for a ref that git does not know', async () => {
    await expect(readSeedAt('v9', folder)).rejects.toThrow(
      new UnknownRef('The ref must name a commit of this repository, but got "v9".'),
    );
    await expect(readSeedAt('--all', folder)).rejects.toThrow(UnknownRef);
  });

  test('is refused for a commit that has no law', async () => {
    await expect(readSeedAt('empty', folder)).rejects.toThrow(
      new UnknownRef('The ref must have files of law in seed/, but "empty" has none.'),
    );
  });

  test('names the ref whose seed does not fit the format', async () => {
    const error: unknown = await readSeedAt('broken', folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SeedFault);
    expect((error as SeedFault).message).toMatch(
      /^The seed at broken must be without faults, but has 1:\nseed\/factor\/conduct.yaml:13 /,
    );
  });
});
