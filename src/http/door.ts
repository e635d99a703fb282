import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import Fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance, LogController } from 'fastify';
import { GraphQLError } from 'graphql';
import { type DestinationStream, destination, pino } from 'pino';
import { GraphUnavailable } from '../graph/errors.ts';
import type { Graph } from '../graph/graph.ts';
import { apiOn } from '../graphql/apollo.ts';
import { buildSchema } from '../graphql/schema.ts';
import type { DoorSettings } from '../settings.ts';
import { persistedDocuments } from './documents.ts';
import { errorBody, retryAfterSeconds, statusOf } from './error.ts';
import { graphqlRoute } from './graphql.ts';
import { health, type Lifecycle } from './health.ts';
import { mediaTypeOf } from './media.ts';
import { observe } from './observe.ts';
import { pages } from './pages.ts';
import { traceRequests } from './tracing.ts';

/** Milliseconds in which the headers and the body of a request have to come. */
const requestTimeout = 10_000;
const headersTimeout = 8000;
/** How often connections are looked at for that. */
const connectionsCheckingInterval = 1000;

/** The HTTP server, ready to listen, and how to end it in good order. */
export interface Door {
  readonly app: FastifyInstance;
  /** Says that no more requests should come, goes on answering for a while, then answers what is under way and stops. */
  readonly drain: () => Promise<void>;
}

/** Opens the HTTP server: GraphQL at `/graphql`, the explorer at `/`, GraphiQL at `/graphiql`, `/health/live`, `/health/ready` and `/metrics`. */
export async function openDoor(graph: Graph, settings: DoorSettings, log: DestinationStream = standardOutput()): Promise<Door> {
  const lifecycle: Lifecycle = { isDraining: false };
  const app = Fastify({
    loggerInstance: logger(settings.logLevel, log),
    // Requests have one line each, written at their end: none needs a logger of its own.
    childLoggerFactory: (base) => base,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: settings.maxBodyBytes,
    trustProxy: settings.trustedHops === 0 ? false : (_, hop) => hop < settings.trustedHops,
    genReqId: ({ headers }) => requestIdIn(headers['x-request-id']) ?? randomUUID(),
    requestTimeout,
    http: { headersTimeout, connectionsCheckingInterval },
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    // The parameters of an address are read where they are needed, by graphql-http.
    routerOptions: { ignoreTrailingSlash: false, querystringParser: () => ({}) },
  });
  const documents = persistedDocuments();
  const api = apiOn({
    schema: buildSchema(),
    graph,
    report: (error) => app.log.error({ err: error }, 'an error that the client was not shown'),
    introspection: settings.introspection,
    limits: settings.limits,
  });
  await api.apollo.start();

  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    // An answer is data: no page may take it for a script, nor load it without saying from where.
    reply.header('x-content-type-options', 'nosniff');
    reply.header('cross-origin-resource-policy', 'same-site');
    if (lifecycle.isDraining) reply.header('connection', 'close');
    done();
  });
  await app.register(cors, {
    origin: settings.corsOrigin,
    methods: ['GET', 'POST'],
    exposedHeaders: ['etag', 'ratelimit', 'ratelimit-policy', 'retry-after', 'x-request-id'],
    maxAge: 86_400,
  });
  await app.register(compress, { encodings: ['br', 'gzip'], threshold: 1024, requestEncodings: ['gzip', 'br'] });
  observe(app);
  answerErrorsInKind(app);
  limitInFlight(app, settings.maxInFlight);
  if (settings.tracesTo !== null) traceRequests(app);
  health(app, graph, lifecycle);
  graphqlRoute(app, { api, graph, documents, settings });
  await app.register(pages, { documents });
  app.addHook('onClose', async () => {
    await api.apollo.stop();
    await graph.close();
  });
  return { app, drain: () => drain(app, lifecycle, settings.drainMs) };
}

/** Lines are written in blocks, off the path of the answers; what is left is written at the end of the process. */
function standardOutput(): DestinationStream {
  const out = destination({ dest: 1, sync: false, minLength: 4096 });
  setInterval(() => out.flush(), 1000).unref();
  return out;
}

const logger = (level: DoorSettings['logLevel'], log: DestinationStream): FastifyBaseLogger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, log);

async function drain(app: FastifyInstance, lifecycle: Lifecycle, drainMs: number): Promise<void> {
  lifecycle.isDraining = true;
  await new Promise((resolve) => setTimeout(resolve, drainMs));
  await app.close();
}

/** The id that a client or a proxy gave a request, where it is one; others would forge lines of the log. */
const requestIdIn = (id: string | string[] | undefined): string | null =>
  typeof id === 'string' && /^[\w.-]{1,64}$/.test(id) ? id : null;

/** Sheds what comes on top of the requests that are worked on: it is better told at once than left to wait. */
function limitInFlight(app: FastifyInstance, most: number): void {
  let inFlight = 0;
  app.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.url !== '/graphql') return done();
    inFlight++;
    reply.raw.once('close', () => {
      inFlight--;
    });
    if (inFlight <= most) return done();
    const message = `At most ${most} requests are worked on at once. Please ask again in a second.`;
    return done(new GraphQLError(message, { extensions: { code: 'OVERLOADED' } }));
  });
}

/** Errors of HTTP itself, and of a graph that is away, are answered in the form of GraphQL, as a client of GraphQL expects them. */
function answerErrorsInKind(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | GraphQLError | GraphUnavailable, request, reply) => {
    const media = mediaTypeOf(request.headers.accept);
    const code = codeOf(error);
    const status = 'statusCode' in error && error.statusCode !== undefined ? error.statusCode : statusOf([code], media);
    if (status === 500) app.log.error({ err: error, requestId: request.id }, 'an error that the client was not shown');
    if (status === 503) reply.header('retry-after', retryAfterSeconds);
    const message = status === 500 ? 'Something went wrong on our side. It was logged; please try again later.' : error.message;
    request.seen.errorCodes = [code];
    return reply.code(status).header('cache-control', 'no-store').type(`${media}; charset=utf-8`).send(errorBody(message, code));
  });
}

function codeOf(error: FastifyError | GraphQLError | GraphUnavailable): string {
  if (error instanceof GraphUnavailable) return 'GRAPH_UNAVAILABLE';
  if (error instanceof GraphQLError) return String(error.extensions.code);
  return ('statusCode' in error && error.code) || 'INTERNAL_SERVER_ERROR';
}
