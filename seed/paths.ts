import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Paths of all files in the folders of a seed, sorted, with forward slashes. Files beside the folders (this code, README.md) are not
 * part of the seed unless they are YAML; hidden files never are.
 */
export function seedPaths(folder: string): string[] {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return paths
    .map((path) => path.slice(join(folder, '/').length).replaceAll('\\', '/'))
    .filter(isSeedPath)
    .sort();
}

/** Whether a path inside the seed folder is one of the seed's files. */
export const isSeedPath = (path: string): boolean =>
  !path.split('/').some((part) => part.startsWith('.')) && (path.includes('/') || /\.ya?ml$/.test(path));
