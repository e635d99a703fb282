import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { PersistedDocuments } from './documents.ts';
import { exampleQueries } from './examples.ts';
import { explorer } from './explorer.ts';

const require = createRequire(import.meta.url);
const inPackage = (name: string, file: string): string => join(dirname(require.resolve(`${name}/package.json`)), file);

/** Files of the GraphiQL page, served from their packages: nothing comes from another host. */
const assets: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  'react.js': { file: inPackage('react', 'umd/react.production.min.js'), type: 'text/javascript' },
  'react-dom.js': { file: inPackage('react-dom', 'umd/react-dom.production.min.js'), type: 'text/javascript' },
  'graphiql.js': { file: inPackage('graphiql', 'graphiql.min.js'), type: 'text/javascript' },
  'graphiql.css': { file: inPackage('graphiql', 'graphiql.min.css'), type: 'text/css' },
};

/** The pages a person sees: the explorer, and GraphiQL. */
export async function pages(app: FastifyInstance, { documents }: { readonly documents: PersistedDocuments }): Promise<void> {
  await app.register(helmet, {
    crossOriginResourcePolicy: { policy: 'same-site' },
    contentSecurityPolicy: { directives: { 'style-src': ["'self'", "'unsafe-inline'"], 'upgrade-insecure-requests': null } },
  });
  await explorer(app, documents);
  app.get('/graphiql', async (_, reply) => reply.type('text/html').send(graphiqlPage));
  app.get('/graphiql/start.js', async (_, reply) => reply.type('text/javascript').send(graphiqlStart));
  for (const [name, { file, type }] of Object.entries(assets)) {
    app.get(`/graphiql/${name}`, async (_, reply) =>
      reply
        .type(type)
        .header('cache-control', 'public, max-age=86400')
        .send(await readFile(file)),
    );
  }
}

const graphiqlPage = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="icon" href="data:,">
  <title>GraphiQL: ReliefGraph</title>
  <link rel="stylesheet" href="/graphiql/graphiql.css">
  <style>body { margin: 0; } #graphiql { height: 100dvh; }</style>
</head>
<body>
  <div id="graphiql">Loading GraphiQL</div>
  <script src="/graphiql/react.js"></script>
  <script src="/graphiql/react-dom.js"></script>
  <script src="/graphiql/graphiql.js"></script>
  <script src="/graphiql/start.js"></script>
</body>
</html>
`;

/**
 * Shows the document of the address, or the one that the page which opened this one hands over. Handed over, nothing is kept in the
 * browser's storage, as variables may hold facts.
 */
const graphiqlStart = `const view = new URLSearchParams(location.search);
const fetcher = GraphiQL.createFetcher({ url: '/graphql' });
const defaultQuery = ${JSON.stringify(exampleQueries[0].query).replaceAll('<', '\\u003c')};
const root = ReactDOM.createRoot(document.getElementById('graphiql'));
const show = (given) => root.render(React.createElement(GraphiQL, { fetcher, defaultQuery, ...given }));
const forgetful = () => {
  const kept = new Map();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, String(value)),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
    get length() { return kept.size; },
  };
};
if (view.has('handed') && opener) {
  addEventListener('message', ({ origin, data }) => {
    if (origin === location.origin && typeof data?.query === 'string')
      show({ query: data.query, variables: data.variables, storage: forgetful() });
  }, { once: true });
  opener.postMessage('graphiql is ready', location.origin);
} else {
  show({ query: view.get('query') ?? undefined, variables: view.get('variables') ?? undefined });
}
`;
