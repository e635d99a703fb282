import { defineConfig } from 'rolldown';

const whole = { platform: 'node', output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false } } as const;

/** The server and all that it is made of as one file, and what starts it: Node would take twice as long for the thousand modules. */
export default defineConfig([
  // The folder is emptied: what was compiled for another server must not stay.
  { ...whole, input: 'src/server.ts', output: { ...whole.output, dir: 'dist/server', cleanDir: true } },
  { ...whole, input: 'src/start.ts', output: { ...whole.output, dir: 'dist' } },
]);
