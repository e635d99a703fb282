import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What the line of the log, the metrics and the trace say of a request. It holds no variable and no text of the client but a name. */
export interface Seen {
  operationName: string | null;
  documentHash: string | null;
  /** Name of the persisted document; null for a document of the client's own. */
  persisted: string | null;
  cost: number | null;
  statements: number | null;
  errorCodes: readonly string[];
  /** The answer was kept: nothing was run. */
  isKept: boolean;
}

/** What is said of a request of which nothing is known yet. */
export const nothingSeen: Seen = {
  operationName: null,
  documentHash: null,
  persisted: null,
  cost: null,
  statements: null,
  errorCodes: [],
  isKept: false,
};

declare module 'fastify' {
  interface FastifyRequest {
    seen: Seen;
  }
}

/** Error codes that metrics count by name; any other is `OTHER`, so that labels stay few. */
const counted: readonly string[] = [
  'ANSWER_TOO_LARGE',
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'COST_LIMIT_EXCEEDED',
  'DOCUMENT_REFUSED',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'GRAPH_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'OVERLOADED',
  'RATE_LIMITED',
];

/** A name of an operation is the client's own text: a long one is cut. */
const longestName = 64;

/**
 * One line of log and one observation of the metrics for each request to `/graphql`. Neither holds a variable or an address of a client,
 * and the labels of the metrics are bounded: persisted documents by name, all others together.
 */
export function observe(app: FastifyInstance): void {
  app.decorateRequest('seen');
  app.addHook('onRequest', (request, _, done) => {
    request.seen = { ...nothingSeen };
    done();
  });
  const register = new Registry();
  collectDefaultMetrics({ register });
  const duration = new Histogram({
    name: 'graphql_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['operation', 'status', 'kept'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [register],
  });
  const errors = new Counter({
    name: 'graphql_errors_total',
    help: 'Answers with an error of a code',
    labelNames: ['code'],
    registers: [register],
  });
  const costs = new Counter({
    name: 'graphql_cost_total',
    help: 'Estimated cost of all operations, in objects',
    registers: [register],
  });
  const sent = new Counter({
    name: 'graph_statements_total',
    help: 'Statements sent to a database',
    registers: [register],
  });

  app.addHook('onResponse', (request, reply, done) => {
    if (request.routeOptions.url !== '/graphql') return done();
    const { operationName, documentHash, persisted, cost, statements, errorCodes, isKept } = request.seen;
    const seconds = reply.elapsedTime / 1000;
    duration.observe({ operation: persisted ?? 'other', status: reply.statusCode, kept: String(isKept) }, seconds);
    for (const code of errorCodes) errors.inc({ code: counted.includes(code) ? code : 'OTHER' });
    if (cost) costs.inc(cost);
    if (statements) sent.inc(statements);
    app.log.info({
      requestId: request.id,
      method: request.method,
      status: reply.statusCode,
      operation: operationName?.slice(0, longestName) ?? null,
      document: documentHash,
      cost,
      statements,
      kept: isKept,
      ms: Math.round(reply.elapsedTime * 100) / 100,
      errors: errorCodes,
    });
    done();
  });

  app.get('/metrics', async (_, reply) => reply.type(register.contentType).send(await register.metrics()));
}
