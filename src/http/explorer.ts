import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Where the build puts the explorer, seen from the build itself and from the sources. */
const folder = ['../../explorer/', '../../dist/explorer/']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(`${path}index.html`));

/** Views of the explorer that show no one thing, each at an address of its own. */
const views = ['/', '/find', '/denial', '/path', '/time', '/about'];

/** What a page says of itself to who links to it. */
interface Preview {
  readonly title: string;
  readonly description: string;
}

const general: Preview = {
  title: 'ReliefGraph: relief from removal in U.S. immigration law',
  description:
    'What defenses against deportation are there, what does each take, what bars it, and who says so? General legal information, never advice.',
};

const previews = {
  entity: 'query Preview($id: ID!) { node(id: $id) { title summary } }',
  claim: 'query Preview($id: ID!) { claim(id: $id) { sentence from { title } } }',
} as const;

/** The explorer at `/`: the files of the build, and its page for every view, with a title of its own for what it shows. */
export async function explorer(app: FastifyInstance): Promise<void> {
  if (folder === undefined)
    throw new Error('The explorer is not built: dist/explorer/index.html is missing. Run "npm run build".');
  const page = readFileSync(`${folder}index.html`, 'utf8');
  await app.register(fastifyStatic, {
    root: `${folder}assets`,
    prefix: '/assets/',
    // The name of a file holds the hash of its content; packed by the build, once.
    immutable: true,
    maxAge: '1y',
    preCompressed: true,
  });
  const send = (preview: Preview) => page.replace(/<title>.*<\/title>/, () => headOf(preview));
  for (const view of views) app.get(view, async (_, reply) => reply.type('text/html').send(send(general)));
  for (const view of ['entity', 'graph', 'claim'] as const) {
    app.get<{ Params: { id: string } }>(`/${view}/:id`, async (request, reply) => {
      const preview = await previewOf(app, request, view === 'claim' ? 'claim' : 'entity', request.params.id);
      return reply
        .code(preview === null ? 404 : 200)
        .type('text/html')
        .send(send(preview ?? general));
    });
  }
}

/** What the graph says of an id; null when it has none; the general words when it cannot be asked just now, as the page will say. */
async function previewOf(
  app: FastifyInstance,
  request: FastifyRequest,
  kind: keyof typeof previews,
  id: string,
): Promise<Preview | null> {
  const response = await app.inject({
    method: 'POST',
    url: '/graphql',
    remoteAddress: request.ip,
    payload: { query: previews[kind], variables: { id } },
  });
  const { data } = response.json() as { readonly data?: Answer };
  if (data === undefined) return general;
  if (kind === 'entity') return data.node && { title: `${data.node.title}: ReliefGraph`, description: data.node.summary };
  return data.claim && { title: `${data.claim.from.title}: ReliefGraph`, description: data.claim.sentence };
}

interface Answer {
  readonly node: { readonly title: string; readonly summary: string } | null;
  readonly claim: { readonly sentence: string; readonly from: { readonly title: string } } | null;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function headOf({ title, description }: Preview): string {
  const [safeTitle, safeDescription] = [escaped(title), escaped(description)];
  return [
    `<title>${safeTitle}</title>`,
    `<meta name="description" content="${safeDescription}">`,
    `<meta property="og:title" content="${safeTitle}">`,
    `<meta property="og:description" content="${safeDescription}">`,
    '<meta property="og:type" content="article">',
  ].join('\n    ');
}
