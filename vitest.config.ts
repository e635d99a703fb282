import { defineConfig } from 'vitest/config';

/** What no Neo4j answers: two files at a time. The others have one worker, as Neo4j takes the second processor. */
const withoutNeo4j = [
  'test/explorer/**/*.test.ts',
  'test/http/**/*.test.ts',
  'test/random/!(engines).test.ts',
  'test/{compiled,schema,seed*,settings}.test.ts',
];

export default defineConfig({
  /** Node itself loads the CommonJS build of graphql 16; a second copy beside it would not know its types. */
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    hookTimeout: 60_000,
    /** Files share what they load: no test changes a module, and reading them for each file took a third of the time. */
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'engines',
          include: ['test/**/*.test.ts'],
          exclude: withoutNeo4j,
          globalSetup: ['test/setup.ts'],
          testTimeout: 20_000,
          maxWorkers: 1,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'memory',
          include: withoutNeo4j,
          globalSetup: ['test/memory.ts'],
          testTimeout: 180_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
