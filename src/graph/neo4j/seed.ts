import { parseArgs } from 'node:util';
import { type Options, Presets, SingleBar } from 'cli-progress';
import { printDiff } from '../../../seed/diff.ts';
import { readSeed } from '../../../seed/read.ts';
import { InvalidSetting, readSettings, type Settings } from '../../settings.ts';
import type { ConnectionOptions } from './connection.ts';
import { type LoadSummary, loadSnapshot, type OnProgress } from './load.ts';

/** What a load did, as one sentence. */
export function describeLoad({
  versionBefore,
  version,
  entities,
  claims,
  added,
  changed,
  removed,
  seconds,
}: LoadSummary): string {
  const changes = Object.entries({ added, changed, removed }).filter(([, count]) => count > 0);
  if (changes.length === 0 && versionBefore === version) return `already at version ${version}: nothing changed`;
  const words = changes.map(([name, count]) => `${count} ${name}`).join(', ') || 'no record changed';
  const before = versionBefore === null || versionBefore === version ? '' : ` instead of ${versionBefore}`;
  return `loaded ${version}${before}: ${entities} entities and ${claims} claims (${words}) in ${seconds.toFixed(1)} s`;
}

/** A bar on a terminal, nothing elsewhere. */
function progress(): { readonly show: OnProgress; readonly end: () => void } {
  if (!process.stderr.isTTY) return { show: () => {}, end: () => {} };
  const options: Options = { format: '{bar} {value} of {total} records', hideCursor: true, clearOnComplete: true };
  const bar = new SingleBar(options, Presets.shades_classic);
  return {
    show: (done, total) => (done === 0 ? bar.start(total, 0) : bar.update(done)),
    end: () => bar.stop(),
  };
}

/**
 * Loads the seed of the working directory into a server and prints what it did.
 *
 * @throws GraphUnavailable when the server does not answer
 * @throws SeedFault when the seed does not fit its format
 */
export async function seedServer(options: ConnectionOptions): Promise<void> {
  const snapshot = await readSeed();
  const { show, end } = progress();
  try {
    const summary = await loadSnapshot(options, snapshot, show);
    end();
    console.log(describeLoad(summary));
  } finally {
    end();
  }
}

/** Where the seed goes. */
function serverOf({ neo4j }: Settings): ConnectionOptions {
  if (neo4j !== null) return neo4j;
  throw new InvalidSetting('NEO4J_URI must name the server to load. Example: NEO4J_URI=neo4j://localhost:7687');
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { diff: { type: 'string' } } });
  await (values.diff === undefined ? seedServer(serverOf(readSettings(process.env))) : printDiff(values.diff));
}

if (process.argv[1] && import.meta.filename === process.argv[1]) {
  main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
