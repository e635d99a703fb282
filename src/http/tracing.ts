import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * Sends traces to an OTLP collector. Nothing of it is loaded where none is set.
 *
 * @param endpoint address of the collector, such as `http://localhost:4318`
 * @returns ends the sending, with what is left sent
 */
export async function startTracing(endpoint: string): Promise<() => Promise<void>> {
  const [{ NodeTracerProvider, BatchSpanProcessor }, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'reliefgraph' }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` }))],
  });
  provider.register();
  return () => provider.shutdown();
}

const tracer = trace.getTracer('reliefgraph');

/**
 * A span for each request to `/graphql`, by the semantic conventions for HTTP and GraphQL, as a child of the `traceparent` that came with
 * it. It holds neither the document nor a variable: they may tell of a person.
 */
export function traceRequests(app: FastifyInstance): void {
  const spans = new WeakMap<FastifyRequest, ReturnType<typeof tracer.startSpan>>();
  app.addHook('onRequest', async (request) => {
    if (request.routeOptions.url !== '/graphql') return;
    const parent = propagation.extract(context.active(), request.headers);
    const attributes = { 'http.request.method': request.method, 'http.route': '/graphql', 'url.path': '/graphql' };
    spans.set(request, tracer.startSpan(`${request.method} /graphql`, { kind: SpanKind.SERVER, attributes }, parent));
  });
  app.addHook('onResponse', async (request, reply) => {
    const span = spans.get(request);
    if (span === undefined) return;
    const { seen } = request;
    if (seen.persisted) span.updateName(`query ${seen.persisted}`);
    span.setAttributes({
      'http.response.status_code': reply.statusCode,
      'graphql.operation.type': 'query',
      ...(seen.persisted ? { 'graphql.operation.name': seen.persisted } : {}),
      ...(seen.documentHash ? { 'graphql.document.hash': seen.documentHash } : {}),
      'reliefgraph.cost': seen.cost ?? 0,
      'reliefgraph.statements': seen.statements ?? 0,
      'reliefgraph.request_id': request.id,
    });
    if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
}
