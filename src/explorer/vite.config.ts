import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';

/** The explorer: built into dist/explorer, each file packed once. `vite src/explorer` serves it beside a server on port 4000. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compression({ algorithms: [defineAlgorithm('brotliCompress'), defineAlgorithm('gzip')], threshold: 1000 })],
  build: {
    outDir: '../../dist/explorer',
    emptyOutDir: true,
    // Nothing inlined: the policy of the page lets scripts come from files only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1600,
  },
  server: { proxy: Object.fromEntries(['/graphql', '/graphiql'].map((path) => [path, 'http://localhost:4000'])) },
});
