import { join } from 'node:path';

/** Where the contract and the documents lie: the project's folder, or that of the built server, which has those it was built with. */
export const base = import.meta.filename.endsWith('.ts') ? join(import.meta.dirname, '..') : import.meta.dirname;
