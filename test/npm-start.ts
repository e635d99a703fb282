import { readFileSync } from 'node:fs';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly scripts: { readonly start: string } };

/** What `npm start` gives to Node: its flags, then the built server. */
export const npmStart: readonly string[] = scripts.start.split(' ').slice(1);
