import { randomUUID } from 'node:crypto';
import neo4j, { type ManagedTransaction, type Session } from 'neo4j-driver';
import { BrokenData } from '../errors.ts';
import type { Snapshot } from '../records.ts';
import { type Connection, type ConnectionOptions, connect } from './connection.ts';
import { type Difference, difference, type Stored, type StoredClaim, type StoredEntity } from './difference.ts';
import { translated } from './failure.ts';
import { createIndexes } from './indexes.ts';
import { datasetProperties } from './rows.ts';
import { createSwitch, datasetSwitch, type Switch } from './switch.ts';
import { lockDataset, storedClaims, storedDataset, storedEntities, type Write, writeDataset, writesOf } from './writes.ts';

/** What a load found and did. */
export interface LoadSummary {
  /** Null when the database had no dataset. */
  readonly versionBefore: string | null;
  readonly version: string;
  /** How much the dataset holds. */
  readonly entities: number;
  readonly claims: number;
  /** Entities and claims that were written or removed; all 0 when the same was there already. */
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly seconds: number;
}

/** Called after each batch: how many records of how many are written. The commit comes after the last one. */
export type OnProgress = (done: number, total: number) => void;

/** A transaction that lives longer was left behind by a loader that hangs; the server ends it. */
const longestMs = 30 * 60_000;

/**
 * Brings the database from whatever version it holds to a snapshot, in one transaction that writes only what differs. Readers see the old
 * dataset or the new one; a load that is killed leaves the old one whole; loads at the same time follow one another. Nodes,
 * relationships and properties that users added stay, except what was attached to an entity that is gone.
 *
 * @throws GraphUnavailable when the server does not answer, or refuses the user
 * @throws BrokenData when a claim has no end in the snapshot
 */
export async function loadSnapshot(
  options: ConnectionOptions,
  snapshot: Snapshot,
  onProgress?: OnProgress,
): Promise<LoadSummary> {
  const connection = connect(options);
  const started = performance.now();
  try {
    await createIndexes(connection.driver, options.database);
    await connection.driver.executeQuery(createSwitch, {}, { database: options.database });
    const outcome = await replaceDataset(connection, snapshot, onProgress ?? (() => {}));
    return { ...outcome, ...sizeOf(snapshot), seconds: (performance.now() - started) / 1000 };
  } catch (error) {
    throw translated(error, connection.place);
  } finally {
    await connection.driver.close();
  }
}

type Outcome = Omit<LoadSummary, 'entities' | 'claims' | 'seconds'>;

const sizeOf = ({ entities, claims }: Snapshot) => ({ entities: entities.length, claims: claims.length });

async function replaceDataset({ driver, place }: Connection, snapshot: Snapshot, onProgress: OnProgress): Promise<Outcome> {
  const readers = datasetSwitch(driver, { database: place.database, owner: randomUUID() });
  const session: Session = driver.session({ database: place.database, bookmarkManager: driver.executeQueryBookmarkManager });
  try {
    return await session.executeWrite((transaction) => replaceIn(transaction, { snapshot, readers, onProgress }), {
      timeout: longestMs,
    });
  } finally {
    await session.close();
    await readers.off();
  }
}

interface Task {
  readonly snapshot: Snapshot;
  /** Turned on as the last thing before the commit. */
  readonly readers: Switch;
  readonly onProgress: OnProgress;
}

interface Before {
  readonly version: string | null;
  readonly hash: string | null;
  readonly load: number | null;
  readonly isSettled: boolean;
  readonly now: number;
}

async function replaceIn(transaction: ManagedTransaction, { snapshot, readers, onProgress }: Task): Promise<Outcome> {
  await transaction.run(lockDataset);
  const [before] = (await rowsOf<Before>(transaction, storedDataset)) as [Before];
  const changes = difference(await readStored(transaction), snapshot);
  const { added, changed, removed } = changes;
  const outcome = { versionBefore: before.version, version: snapshot.dataset.version, added, changed, removed };
  const properties = datasetProperties(snapshot.dataset);
  const isSame = before.hash === properties.hash && added + changed + changes.removedClaims.length + removed === 0;
  if (isSame && before.isSettled) return outcome;
  if (!isSame) {
    await apply(transaction, changes, onProgress);
    await transaction.run(writeDataset, { properties, load: neo4j.int(Math.max(before.now, (before.load ?? 0) + 1)) });
  }
  await readers.on(added + changed + removed);
  readers.assertOn();
  return outcome;
}

async function readStored(transaction: ManagedTransaction): Promise<Stored> {
  const entities = await rowsOf<StoredEntity>(transaction, storedEntities);
  return { entities, claims: await rowsOf<StoredClaim>(transaction, storedClaims) };
}

async function rowsOf<Row>(transaction: ManagedTransaction, text: string): Promise<Row[]> {
  const { records } = await transaction.run(text);
  return records.map((record) => record.toObject() as Row);
}

async function apply(transaction: ManagedTransaction, changes: Difference, onProgress: OnProgress): Promise<void> {
  const writes = writesOf(changes);
  const total = writes.reduce((sum, { records }) => sum + records, 0);
  let done = 0;
  onProgress(done, total);
  for (const write of writes) {
    await run(transaction, write);
    done += write.records;
    onProgress(done, total);
  }
}

async function run(transaction: ManagedTransaction, { text, parameters, creates }: Write): Promise<void> {
  const { summary } = await transaction.run(text, parameters);
  const { relationshipsCreated } = summary.counters.updates();
  if (relationshipsCreated === creates) return;
  throw new BrokenData(`Expected to create ${creates} claims, but ${relationshipsCreated} have both their ends in the dataset.`);
}
