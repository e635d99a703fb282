import { defineConfig } from 'vitest/config';

/** The explorer's tests drive a browser each: they come last, two at a time, and take nothing from those that a Neo4j answers. */
const explorer = 'test/explorer/**/*.test.ts';

export default defineConfig({
  /** Node itself loads the CommonJS build of graphql 16; a second copy beside it would not know its types. */
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'api',
          include: ['test/**/*.test.ts'],
          exclude: [explorer],
          globalSetup: ['test/setup.ts'],
          testTimeout: 20_000,
          maxWorkers: 1,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'explorer',
          include: [explorer],
          globalSetup: ['test/explorer/setup.ts'],
          testTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
