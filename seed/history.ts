import { spawnSync } from 'node:child_process';
import type { Snapshot } from '../src/graph/records.ts';
import type { SeedFile } from './faults.ts';
import { isSeedPath } from './paths.ts';
import { snapshotOf } from './read.ts';

/** A git ref that names no commit, or a commit without a seed. */
export class UnknownRef extends Error {
  override readonly name = 'UnknownRef';
}

/**
 * The seed as it was at a git ref (a tag, a branch, a commit); files in the working directory are not touched.
 *
 * @param folder the working directory of the repository that holds `seed/`
 * @throws UnknownRef when git knows no such commit, or it has no seed
 * @throws SeedFault when that seed does not fit the format of today
 */
export async function readSeedAt(ref: string, folder = '.'): Promise<Snapshot> {
  const commit = git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  if (commit === null) throw new UnknownRef(`The ref must name a commit of this repository, but got ${JSON.stringify(ref)}.`);
  const entries = entriesOf(git(folder, ['ls-tree', '-r', '-z', commit.toString().trim(), '--', 'seed/']));
  if (entries.length === 0) throw new UnknownRef(`The ref must have files of law in seed/, but ${JSON.stringify(ref)} has none.`);
  return snapshotOf(filesOf(folder, entries), `The seed at ${ref}`);
}

interface Entry {
  readonly path: string;
  readonly object: string;
}

/** Lines of `ls-tree -z`: mode, type, object, tab, path. */
function entriesOf(list: Buffer | null): Entry[] {
  const lines = (list ?? '').toString().split('\0').filter(Boolean);
  const entries = lines.map((line) => {
    const [head = '', path = ''] = line.split('\t');
    return { path: path.slice('seed/'.length), object: head.split(' ')[2] ?? '' };
  });
  return entries.filter(({ path }) => isSeedPath(path));
}

/** Texts of all files by one `cat-file --batch`: for each object a line `<object> blob <bytes>`, the bytes, a newline. */
function filesOf(folder: string, entries: readonly Entry[]): SeedFile[] {
  const output = git(folder, ['cat-file', '--batch'], entries.map(({ object }) => `${object}\n`).join(''));
  if (output === null) throw new Error('git must give the files of the seed, but cat-file failed.');
  let at = 0;
  return entries.map(({ path }) => {
    const headEnd = output.indexOf('\n', at);
    const begin = headEnd + 1;
    const end = begin + Number(output.toString('utf8', at, headEnd).split(' ')[2]);
    at = end + 1;
    return { path, text: output.toString('utf8', begin, end) };
  });
}

/** What a git command prints; null when it ends with an error. */
function git(folder: string, command: readonly string[], input = ''): Buffer | null {
  const result = spawnSync('git', ['-C', folder, ...command], { input, maxBuffer: 2 ** 29 });
  if (result.error) throw result.error;
  return result.status === 0 ? result.stdout : null;
}
