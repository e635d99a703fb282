import { kindNames } from '../kinds.ts';
import type { ClaimWrite, Difference, EntityWrite } from './difference.ts';
import type { Properties } from './rows.ts';
import { claimStorage, entityStorage, labelOf, testProperties } from './stored.ts';

/** One statement of a load: so many records, and how many relationships it must create. */
export interface Write {
  readonly text: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly records: number;
  readonly creates: number;
}

/** Takes the lock under which loads follow one another, until the end of the transaction. Leaves no trace where the node was there. */
export const lockDataset = `// lockDataset
MERGE (d:Dataset {id: 'dataset'})
SET d.lock = true REMOVE d.lock`;

/**
 * What was loaded last. `isSettled`: no load was killed between its commit and its end. It writes nothing, because a statement that writes
 * also locks what it looks up by a constraint, and `switchOn` would wait for that.
 */
export const storedDataset = `// storedDataset
MATCH (d:Dataset {id: 'dataset'})
OPTIONAL MATCH (s:DatasetSwitch {id: 'switch'})
RETURN d.version AS version, d.hash AS hash, d.load AS load, coalesce(s.mark = d.load, false) AS isSettled, timestamp() AS now`;

/** Everything of ours: what a load has written has a hash. */
export const storedEntities = `// storedEntities
MATCH (n:Entity) WHERE n.hash IS NOT NULL
RETURN n.id AS id, n.hash AS hash`;

export const storedClaims = `// storedClaims
MATCH (a:Entity)-[c]->(b:Entity) WHERE c.hash IS NOT NULL
RETURN c.id AS id, c.hash AS hash, elementId(c) AS element, type(c) AS relationship, a.id AS from, b.id AS to`;

export const writeDataset = `// writeDataset
MATCH (d:Dataset {id: 'dataset'}) SET d += $properties, d.load = $load`;

const batchSize = 1000;

/** The statements that apply a difference, in an order in which each can run: claims that go, entities, claims that come. */
export function writesOf({ removedClaims, removedEntities, entities, claims }: Difference): Write[] {
  return [
    ...inBatches(removedClaims, removeClaims),
    ...inBatches(removedEntities, removeEntities),
    ...inBatches(entities, writeEntities),
    ...inBatches(
      claims.filter(({ element }) => element === null),
      createClaims,
    ),
    ...inBatches(
      claims.filter(({ element }) => element !== null),
      changeClaims,
    ),
  ];
}

function inBatches<Item>(items: readonly Item[], write: (batch: readonly Item[]) => Write): Write[] {
  const starts = Array.from({ length: Math.ceil(items.length / batchSize) }, (_, index) => index * batchSize);
  return starts.map((start) => write(items.slice(start, start + batchSize)));
}

const removeClaims = (elements: readonly string[]): Write => ({
  text: '// removeClaims\nUNWIND $elements AS element MATCH ()-[c]->() WHERE elementId(c) = element DELETE c',
  parameters: { elements },
  records: elements.length,
  creates: 0,
});

/** What users attached to an entity that is gone goes with it, their own nodes do not. */
const removeEntities = (ids: readonly string[]): Write => ({
  text: '// removeEntities\nUNWIND $ids AS id MATCH (n:Entity {id: id}) DETACH DELETE n',
  parameters: { ids },
  records: ids.length,
  creates: 0,
});

/** A node that had another kind loses that label. */
const writeEntities = (rows: readonly EntityWrite[]): Write => ({
  text: `// writeEntities
UNWIND $rows AS row
MERGE (n:Entity {id: row.id})
REMOVE n:${kindNames.map(labelOf).join(':')}
SET n:$(row.label), n += row.properties`,
  parameters: {
    rows: rows.map(({ id, kind, isNew, properties }) => ({
      id,
      label: labelOf(kind),
      properties: isNew ? properties : { ...noEntity, ...properties },
    })),
  },
  records: rows.length,
  creates: 0,
});

const createClaims = (rows: readonly ClaimWrite[]): Write => ({
  text: `// createClaims
UNWIND $rows AS row
MATCH (a:Entity {id: row.from})
MATCH (b:Entity {id: row.to})
CREATE (a)-[c:$(row.relationship)]->(b)
SET c += row.properties`,
  parameters: { rows: rows.map(({ relationship, from, to, properties }) => ({ relationship, from, to, properties })) },
  records: rows.length,
  creates: rows.length,
});

const changeClaims = (rows: readonly ClaimWrite[]): Write => ({
  text: '// changeClaims\nUNWIND $rows AS row MATCH ()-[c]->() WHERE elementId(c) = row.element SET c += row.properties',
  parameters: { rows: rows.map(({ element, properties }) => ({ element, properties: { ...noClaim, ...properties } })) },
  records: rows.length,
  creates: 0,
});

const nothing = (names: readonly string[]): Properties => Object.fromEntries(names.map((name) => [name, null]));

/** Every property that a record of ours can have, as null: written first, it leaves alone what users added under other names. */
const noEntity = nothing(Object.values(entityStorage).flatMap((fields) => fields.map(({ property }) => property)));
const noClaim = nothing([
  ...Object.values(claimStorage).flatMap((fields) => fields.map(({ property }) => property)),
  ...Object.values(testProperties),
]);
