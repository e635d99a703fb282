import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { PersistedDocuments } from './documents.ts';

/** Where `npm run build` puts the explorer. */
const folder = 'dist/explorer';

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

/** The explorer at `/`: the files of the build, and its page for every view, with a title of its own for what it shows. */
export async function explorer(app: FastifyInstance, documents: PersistedDocuments): Promise<void> {
  if (!existsSync(`${folder}/index.html`))
    throw new Error(`The explorer is not built: ${resolve(folder, 'index.html')} is missing. Run "npm run build".`);
  const page = readFileSync(`${folder}/index.html`, 'utf8');
  await app.register(fastifyStatic, {
    root: resolve(folder, 'assets'),
    prefix: '/assets/',
    // The name of a file holds the hash of its content; packed by the build, once.
    immutable: true,
    maxAge: '1y',
    preCompressed: true,
  });
  const documentId = [...documents.byId.values()].find(({ name }) => name === 'preview')?.id;
  const send = (preview: Preview) => page.replace(/<title>.*<\/title>/, () => headOf(preview));
  for (const view of views) app.get(view, async (_, reply) => reply.type('text/html').send(send(general)));
  for (const view of ['entity', 'graph', 'claim']) {
    app.get<{ Params: { id: string } }>(`/${view}/:id`, async (request, reply) => {
      const payload = { documentId, variables: { id: request.params.id } };
      // Asked like anyone else, from the address that asks for the page: the same checks and the same allowance.
      const answer = await app.inject({ method: 'POST', url: '/graphql', remoteAddress: request.ip, payload });
      const preview = previewIn(answer.json());
      return reply
        .code(preview === null ? 404 : 200)
        .type('text/html')
        .send(send(preview ?? general));
    });
  }
}

interface Answer {
  readonly data?: {
    readonly node: { readonly title: string; readonly summary: string } | null;
    readonly claim: { readonly sentence: string; readonly from: { readonly title: string } } | null;
  };
}

/** What the graph says of an id; null when it has none; the general words when it cannot be asked just now, as the page will say. */
function previewIn({ data }: Answer): Preview | null {
  if (data === undefined) return general;
  const { node, claim } = data;
  if (node !== null) return { title: `${node.title}: ReliefGraph`, description: node.summary };
  return claim && { title: `${claim.from.title}: ReliefGraph`, description: claim.sentence };
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
