import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** An operation of `documents/`: what the explorer, the tools and the tests ask. */
export interface PersistedDocument {
  /** `sha256:` and the hash of the file, in hexadecimal. */
  readonly id: string;
  /** Name of the operation and of its file. */
  readonly name: string;
  readonly query: string;
}

const folder = fileURLToPath(new URL('../../documents/', import.meta.url));

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface PersistedDocuments {
  readonly byId: ReadonlyMap<string, PersistedDocument>;
  readonly byQuery: ReadonlyMap<string, PersistedDocument>;
}

/** The persisted documents, as they stand in their folder. */
export function persistedDocuments(): PersistedDocuments {
  const documents = readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .sort()
    .map((file): PersistedDocument => {
      const query = readFileSync(join(folder, file), 'utf8');
      return { id: `sha256:${hashOf(query)}`, name: file.replace('.graphql', ''), query };
    });
  return {
    byId: new Map(documents.map((document) => [document.id, document])),
    byQuery: new Map(documents.map((document) => [document.query, document])),
  };
}
