import { fastifyApolloHandler } from '@as-integrations/fastify';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import type { Graph } from '../graph/graph.ts';
import { apolloServer, type RequestContext } from '../graphql/apollo.ts';
import { buildSchema } from '../graphql/schema.ts';
import type { Settings } from '../settings.ts';
import { pages } from './pages.ts';

/** The HTTP server: GraphQL at `/graphql`, GraphiQL at `/graphiql`, a start page at `/`. It is ready to listen. */
export async function openDoor(graph: Graph, settings: Pick<Settings, 'logLevel' | 'budgetMs'>): Promise<FastifyInstance> {
  const app = Fastify({
    logger: { level: settings.logLevel },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1_000_000,
  });
  const apollo = apolloServer({
    schema: buildSchema(),
    graph,
    report: (error) => app.log.error({ err: error }, 'an error that the client was not shown'),
  });
  await apollo.start();
  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    handler: fastifyApolloHandler(apollo, {
      context: async (request): Promise<RequestContext> => ({ signal: requestSignal(request.raw.socket, settings.budgetMs) }),
    }),
  });
  await app.register(pages);
  app.addHook('onClose', async () => {
    await apollo.stop();
    await graph.close();
  });
  return app;
}

/** Aborts when the time for the reads of a request is used up, or its connection closes. */
function requestSignal(socket: NodeJS.EventEmitter, budgetMs: number): AbortSignal {
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  return AbortSignal.any([gone.signal, AbortSignal.timeout(budgetMs)]);
}
