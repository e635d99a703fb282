import type { Driver } from 'neo4j-driver';
import { kindNames } from '../kinds.ts';
import { labelOf } from './stored.ts';

interface Definition {
  readonly name: string;
  readonly text: string;
}

const uniqueId = (label: string): Definition => ({
  name: `reliefgraph_${label}_id`,
  text: `CREATE CONSTRAINT reliefgraph_${label}_id IF NOT EXISTS FOR (n:${label}) REQUIRE n.id IS UNIQUE`,
});

/** The order in which entities of a kind are listed. */
const byTitle = (label: string): Definition => ({
  name: `reliefgraph_${label}_title`,
  text: `CREATE INDEX reliefgraph_${label}_title IF NOT EXISTS FOR (n:${label}) ON (n.title, n.id)`,
});

/** Relationships need none: they are found from their ends. */
const definitions: readonly Definition[] = [
  ...['Entity', 'Dataset', 'DatasetSwitch', ...kindNames.map(labelOf)].map(uniqueId),
  ...kindNames.map(labelOf).map(byTitle),
];

const existing = `// existingIndexes
SHOW INDEXES YIELD name WHERE name STARTS WITH 'reliefgraph_' RETURN collect(name) AS names`;

const indexWaitSeconds = 300;

/**
 * Creates the constraints and indexes that are missing, and waits until they can be used.
 *
 * @throws Neo4jError when the data breaks a constraint, or the user may not create one
 */
export async function createIndexes(driver: Driver, database: string): Promise<void> {
  const { records } = await driver.executeQuery(existing, {}, { database });
  const names: readonly string[] = records[0]?.get('names') ?? [];
  const missing = definitions.filter(({ name }) => !names.includes(name));
  if (missing.length === 0) return;
  const session = driver.session({ database, bookmarkManager: driver.executeQueryBookmarkManager });
  try {
    await session.executeWrite(async (transaction) => {
      for (const { text } of missing) await transaction.run(text);
    });
  } finally {
    await session.close();
  }
  await driver.executeQuery(`// awaitIndexes\nCALL db.awaitIndexes($seconds)`, { seconds: indexWaitSeconds }, { database });
}
