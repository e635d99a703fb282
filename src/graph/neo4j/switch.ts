import type { Driver } from 'neo4j-driver';

const renewMs = 1000;
const shortestLeaseMs = 3000;

/** Longest that the server takes to apply one changed record, by a wide margin (measured: up to 0.4 ms on a busy machine). */
const msPerRecord = 1;

/**
 * Made before a load begins: the load's own transaction looks for the switch, which locks the place of one that is not there, so that
 * nobody else could make it.
 */
export const createSwitch = `// createSwitch
MERGE (:DatasetSwitch {id: 'switch'})`;

/** `mark` is explained at `Loaded`. Setting `lock` first makes what follows see the last committed state. */
const turnOn = `// switchOn
MATCH (s:DatasetSwitch {id: 'switch'})
SET s.owner = $owner, s.mark = -(timestamp() + toInteger($leaseMs))`;

const renew = `// switchRenew
MATCH (s:DatasetSwitch {id: 'switch'}) SET s.lock = true REMOVE s.lock
WITH s WHERE s.owner = $owner
SET s.mark = -(timestamp() + toInteger($leaseMs))`;

/** The lock on the dataset is had when no transaction of a load is open or being applied: then its node tells what is there. */
const turnOff = `// switchOff
OPTIONAL MATCH (d:Dataset {id: 'dataset'}) SET d.lock = true REMOVE d.lock
WITH d MATCH (s:DatasetSwitch {id: 'switch'}) SET s.lock = true REMOVE s.lock
WITH s, d WHERE s.owner = $owner
SET s.mark = d.load REMOVE s.owner`;

/** What tells readers that a commit is being applied. */
export interface Switch {
  /**
   * Takes the mark away for a lease, and renews that every second. The lease is what a loader that is killed here leaves behind: 3 s and
   * 1 ms for each changed record, which outlasts the commit.
   */
  on(records: number): Promise<void>;
  /** Throws when the lease may have run out, as when this process was stopped for a while. Called last before the commit is sent. */
  assertOn(): void;
  /** Gives the mark of what is stored now. Does nothing when it was never on, or another load has turned it on since. */
  off(): Promise<void>;
}

/** @param owner names the load that turns it */
export function datasetSwitch(
  driver: Driver,
  { database, owner }: { readonly database: string; readonly owner: string },
): Switch {
  let timer: NodeJS.Timeout | undefined;
  let renewing: Promise<void> = Promise.resolve();
  let until = 0;
  const lease = async (text: string, leaseMs: number): Promise<void> => {
    const sent = performance.now();
    await driver.executeQuery(text, { owner, leaseMs }, { database, transactionConfig: { timeout: shortestLeaseMs } });
    until = sent + leaseMs;
  };
  return {
    on: async (records) => {
      clearInterval(timer);
      const leaseMs = shortestLeaseMs + msPerRecord * records;
      await lease(turnOn, leaseMs);
      timer = setInterval(() => {
        renewing = renewing.then(() => lease(renew, leaseMs)).catch(() => {});
      }, renewMs);
    },
    assertOn: () => {
      if (performance.now() > until - renewMs) throw new Error('The load was held up before its commit; run it again.');
    },
    off: async () => {
      if (timer === undefined) return;
      clearInterval(timer);
      timer = undefined;
      await renewing;
      await driver.executeQuery(turnOff, { owner }, { database });
    },
  };
}
