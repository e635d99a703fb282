import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { PersistedDocuments } from './documents.ts';

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
export function observe(app: FastifyInstance, documents: PersistedDocuments): void {
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
  const cost = new Counter({
    name: 'graphql_cost_total',
    help: 'Estimated cost of all operations, in objects',
    registers: [register],
  });
  const statements = new Counter({
    name: 'graph_statements_total',
    help: 'Statements sent to a database',
    registers: [register],
  });
  new Gauge({
    name: 'graphql_persisted_documents',
    help: 'Persisted documents that are known',
    registers: [register],
    collect() {
      this.set(documents.byId.size);
    },
  });

  app.addHook('onResponse', async (request, reply) => {
    if (request.routeOptions.url !== '/graphql') return;
    const { seen } = request;
    const seconds = reply.elapsedTime / 1000;
    duration.observe(
      { operation: seen?.persisted ?? 'other', status: reply.statusCode, kept: String(seen?.isKept ?? false) },
      seconds,
    );
    for (const code of seen?.errorCodes ?? []) errors.inc({ code: counted.includes(code) ? code : 'OTHER' });
    if (seen?.cost) cost.inc(seen.cost);
    if (seen?.statements) statements.inc(seen.statements);
    app.log.info({
      requestId: request.id,
      method: request.method,
      status: reply.statusCode,
      operation: seen?.operationName?.slice(0, longestName) ?? null,
      document: seen?.documentHash ?? null,
      cost: seen?.cost ?? null,
      statements: seen?.statements ?? null,
      kept: seen?.isKept ?? false,
      ms: Math.round(reply.elapsedTime * 100) / 100,
      errors: seen?.errorCodes ?? [],
    });
  });

  app.get('/metrics', async (_, reply) => reply.type(register.contentType).send(await register.metrics()));
}
