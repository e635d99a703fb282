import { context, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { doorFor } from './door.ts';

const secret = 'P41Y';
const facts = [{ factor: 'continuous-physical-presence', value: { duration: secret } }];
const assess = 'query Assess($facts: [FactInput!]) { assess(remedy: "cancellation-nonlpr", facts: $facts) { status } }';

describe('the log', () => {
  const door = doorFor();

  test('has one line for a request: what it was, cost and took, and no variable', async () => {
    await door.post({ query: assess, variables: { facts } }, { 'x-request-id': 'ours-1' });
    const line = door.lines().find(({ requestId }) => requestId === 'ours-1');
    expect(line).toMatchObject({ method: 'POST', status: 200, operation: 'Assess', statements: 0, kept: false, errors: [] });
    expect(line?.document).toMatch(/^[0-9a-f]{64}$/);
    expect(line?.cost).toBeGreaterThan(0);
    expect(line?.ms).toBeGreaterThan(0);
    expect(JSON.stringify(door.lines())).not.toContain(secret);
  });

  test('tells nothing of facts that stand in the text of a document, which is not kept either', async () => {
    const query = `{ assess(remedy: "cancellation-nonlpr", facts: [{ factor: "continuous-physical-presence", value: { duration: "P43Y" } }]) { status } }`;
    for (let time = 0; time < 5; time++) expect((await door.post({ query })).json().data.assess.status).toBe('NEEDS_FACTS');
    expect(JSON.stringify(door.lines())).not.toContain('P43Y');
  });

  test('tells the codes of errors and never what was given', async () => {
    const wrong = [{ factor: 'continuous-physical-presence', value: { choice: 'my secret' } }];
    await door.post({ query: assess, variables: { facts: wrong } }, { 'x-request-id': 'ours-2' });
    await door.post({ query: assess, variables: { facts: 'my secret' } }, { 'x-request-id': 'ours-3' });
    await door.post({ query: '{ mySecret(' }, { 'x-request-id': 'ours-4' });
    const codes = door.lines().flatMap(({ requestId, errors }) => (/^ours-[234]$/.test(requestId) ? errors : []));
    expect(codes).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT', 'GRAPHQL_PARSE_FAILED']);
    expect(JSON.stringify(door.lines())).not.toMatch(/secret/i);
  });

  test('takes the id that a proxy gave, answers it, and makes one where it is none', async () => {
    expect((await door.post({ query: '{ __typename }' }, { 'x-request-id': 'a.b-1' })).headers['x-request-id']).toBe('a.b-1');
    const forged = await door.post({ query: '{ __typename }' }, { 'x-request-id': 'x"} {"level":50' });
    expect(forged.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the codes of errors', () => {
  const door = doorFor({ RATE_LIMIT_COST: '15' });

  test('stand in the log also where nothing was run', async () => {
    const id = (name: string) => ({ 'x-request-id': name, 'x-forwarded-for': name });
    await door.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { ...id('a'), 'content-type': 'application/json' },
      payload: '{',
    });
    await door.post({ documentId: 'none' }, id('b'));
    await door.post({ query: '{ __typename }' }, id('c'));
    const codes = door.lines().map(({ requestId, errors }) => [requestId, errors]);
    expect(codes).toEqual([
      ['a', ['FST_ERR_CTP_INVALID_JSON_BODY']],
      ['b', ['DOCUMENT_REFUSED']],
      ['c', ['RATE_LIMITED']],
    ]);
  });
});

describe('the metrics', () => {
  const door = doorFor({ LOG_LEVEL: 'silent' });

  test('count requests, errors and cost, with the names of our own documents only', async () => {
    await door.post({ query: 'query MyOwnName { dataset { version } }' });
    await door.post({ query: '{ nothing }' });
    const { body } = await door.app.inject('/metrics');
    expect(body).toContain('graphql_request_duration_seconds_count{operation="other",status="200",kept="false"} 2');
    expect(body).toContain('graphql_errors_total{code="GRAPHQL_VALIDATION_FAILED"} 1');
    expect(body).toMatch(/graphql_cost_total [1-9]/);
    expect(body).toContain('process_cpu_seconds_total');
    expect(body).not.toContain('MyOwnName');
  });
});

describe('the traces', () => {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  beforeAll(() => provider.register());
  afterAll(async () => {
    await provider.shutdown();
    for (const api of [trace, context, propagation]) api.disable();
  });
  const door = doorFor({ LOG_LEVEL: 'silent', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' });

  test('have a span for a request under the trace that it came with, without document or variables', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    await door.post({ query: assess, variables: { facts } }, { traceparent: `00-${traceId}-00f067aa0ba902b7-01` });
    const [span] = exporter.getFinishedSpans();
    expect(span?.spanContext().traceId).toBe(traceId);
    expect(span?.parentSpanContext?.spanId).toBe('00f067aa0ba902b7');
    expect(span?.name).toBe('POST /graphql');
    expect(span?.attributes).toMatchObject({
      'http.request.method': 'POST',
      'http.response.status_code': 200,
      'http.route': '/graphql',
    });
    expect(JSON.stringify(span?.attributes)).not.toContain(secret);
  });
});
