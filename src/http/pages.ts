import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import { exampleQueries } from './examples.ts';

const require = createRequire(import.meta.url);
const inPackage = (name: string, file: string): string => join(dirname(require.resolve(`${name}/package.json`)), file);

/** Files of the GraphiQL page, served from their packages: nothing comes from another host. */
const assets: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  'react.js': { file: inPackage('react', 'umd/react.production.min.js'), type: 'text/javascript' },
  'react-dom.js': { file: inPackage('react-dom', 'umd/react-dom.production.min.js'), type: 'text/javascript' },
  'graphiql.js': { file: inPackage('graphiql', 'graphiql.min.js'), type: 'text/javascript' },
  'graphiql.css': { file: inPackage('graphiql', 'graphiql.min.css'), type: 'text/css' },
};

/** The pages a person sees: a start page, and GraphiQL. */
export async function pages(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    crossOriginResourcePolicy: { policy: 'same-site' },
    contentSecurityPolicy: { directives: { 'style-src': ["'self'", "'unsafe-inline'"], 'upgrade-insecure-requests': null } },
  });
  app.get('/', async (_, reply) => reply.type('text/html').send(startPage));
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

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const exampleItems = exampleQueries
  .map(
    ({ title, query }) => `<li>
      <h3>${escaped(title)}</h3>
      <pre><code>${escaped(query)}</code></pre>
      <a href="/graphiql?query=${encodeURIComponent(query)}">Open in GraphiQL</a>
    </li>`,
  )
  .join('');

const startPage = `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="icon" href="data:,">
  <title>ReliefGraph</title>
  <style>
    :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
    body { max-width: 48rem; margin: 0 auto; padding: 1.5rem; }
    pre { padding: 0.75rem; border: 1px solid #8886; border-radius: 0.5rem; white-space: pre-wrap; overflow-wrap: anywhere; }
    ol { padding-left: 1.25rem; }
    h3 { font-size: 1rem; margin: 1rem 0 0.25rem; }
  </style>
</head>
<body>
  <main>
    <h1>ReliefGraph</h1>
    <p>A knowledge graph of relief from removal (deportation) in U.S. immigration law: typed, dated and cited. Discretion was denied, or a
      relief is barred: what is still open at this stage, why, until when, and who says so?</p>
    <p>General legal information, never advice.</p>
    <ul>
      <li><a href="/graphiql">GraphiQL</a>: write queries and read the description of every field.</li>
      <li><code>POST /graphql</code>: the API.</li>
    </ul>
    <h2>Three queries to try</h2>
    <ol>${exampleItems}</ol>
  </main>
</body>
</html>
`;

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

const graphiqlStart = `const view = new URLSearchParams(location.search);
const fetcher = GraphiQL.createFetcher({ url: '/graphql' });
const given = (name) => view.get(name) ?? undefined;
const editor = React.createElement(GraphiQL, {
  fetcher,
  query: given('query'),
  variables: given('variables'),
  defaultQuery: ${JSON.stringify(exampleQueries[0].query).replaceAll('<', '\\u003c')},
});
ReactDOM.createRoot(document.getElementById('graphiql')).render(editor);
`;
