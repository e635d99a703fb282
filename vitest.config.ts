import { defineConfig } from 'vitest/config';

export default defineConfig({
  /** Node itself loads the CommonJS build of graphql 16; a second copy beside it would not know its types. */
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
