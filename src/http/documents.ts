import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { base } from '../base.ts';

/** A document that may be asked by its id: an operation of `documents/`, or one that the explorer asks. */
export interface PersistedDocument {
  /** `sha256:` and the hash of its text, in hexadecimal. */
  readonly id: string;
  /** Name of its file in `documents/`; `explorer/` and the name of the operation for one of the explorer. */
  readonly name: string;
  readonly query: string;
}

const folder = join(base, 'documents');
/** Written with the types of the explorer's documents: their texts by id. */
const explorers = join(base, 'src/generated/explorer/persisted-documents.json');

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface PersistedDocuments {
  readonly byId: ReadonlyMap<string, PersistedDocument>;
  readonly byQuery: ReadonlyMap<string, PersistedDocument>;
}

/** The persisted documents: those of the folder, and those of the explorer. */
export function persistedDocuments(): PersistedDocuments {
  const documents = [...documentsOfFolder(), ...documentsOfExplorer()];
  return {
    byId: new Map(documents.map((document) => [document.id, document])),
    byQuery: new Map(documents.map((document) => [document.query, document])),
  };
}

const documentsOfFolder = (): readonly PersistedDocument[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file): PersistedDocument => {
      const query = readFileSync(join(folder, file), 'utf8');
      return { id: `sha256:${hashOf(query)}`, name: file.replace('.graphql', ''), query };
    });

const documentsOfExplorer = (): readonly PersistedDocument[] =>
  Object.entries(JSON.parse(readFileSync(explorers, 'utf8')) as Record<string, string>).map(([id, query]) => ({
    id,
    name: `explorer/${query.match(/\bquery (\w+)/)?.[1]}`,
    query,
  }));
