import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { exampleQueries } from './http/examples.ts';

/**
 * Runs the built server, `server/server.cjs`, with the functions that V8 compiled for it at the build, `server/server.cache`: making them
 * takes a third of a start. Another version or other flags of Node make them anew, as if that file were not there.
 *
 * `node dist/start.cjs precompile` is the step of the build that writes it: it starts a server, asks it the example queries, and ends.
 */
const file = join(import.meta.dirname, 'server/server.cjs');
const compiled = join(import.meta.dirname, 'server/server.cache');

// Its data and its pages lie in the project's folder.
process.chdir(dirname(import.meta.dirname));

function run(): { readonly script: Script; readonly server: typeof import('./server.ts') } {
  const script = new Script(Module.wrap(readFileSync(file, 'utf8')), {
    filename: file,
    ...(existsSync(compiled) && { cachedData: readFileSync(compiled) }),
  });
  const module = new Module(file);
  script.runInThisContext()(module.exports, createRequire(file), module, file, dirname(file));
  return { script, server: module.exports };
}

/** A query is compiled when it has come this often. */
const timesAsked = 3;

async function precompile(): Promise<void> {
  process.env = { PORT: '0', LOG_LEVEL: 'silent' };
  const { script, server } = run();
  const app = await server.started;
  for (let time = 0; time < timesAsked; time++) {
    for (const { title, query } of exampleQueries) {
      const answer = await app.inject({ method: 'POST', url: '/graphql', payload: { query } });
      if (answer.json().errors !== undefined) throw new Error(`The example query "${title}" was answered ${answer.body}`);
    }
  }
  writeFileSync(compiled, script.createCachedData());
  process.exit();
}

if (process.argv[2] === 'precompile') void precompile();
else run();
