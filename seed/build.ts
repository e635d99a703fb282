import { compactFile, writeCompact } from './compact.ts';
import { SeedFault } from './faults.ts';
import { readSeed } from './read.ts';

try {
  const snapshot = await readSeed();
  await writeCompact(snapshot);
  console.log(
    `${compactFile}: ${snapshot.entities.length} entities, ${snapshot.claims.length} claims, version ${snapshot.dataset.version}`,
  );
} catch (error) {
  if (!(error instanceof SeedFault)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
