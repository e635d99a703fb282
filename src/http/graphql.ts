import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { createHandler, type Response as HttpResponse, type RequestParams } from 'graphql-http';
import type { Graph } from '../graph/graph.ts';
import { type Api, nothingNoted, type RequestContext } from '../graphql/apollo.ts';
import { todayInWashington } from '../graphql/question/arguments.ts';
import type { DoorSettings } from '../settings.ts';
import { type AnswerCache, answerCache, type KeptAnswer } from './answer-cache.ts';
import { hashOf, type PersistedDocuments } from './documents.ts';
import { errorBody, retryAfterSeconds, statusOf } from './error.ts';
import { mediaTypeOf } from './media.ts';
import { nothingSeen } from './observe.ts';
import { type Asked, askedIn, parametersOf } from './parameters.ts';
import { type RateLimit, rateLimit } from './rate-limit.ts';
import { endOfRound, heavyTurns, signalOf } from './work.ts';

export interface GraphqlOptions {
  readonly api: Api;
  readonly graph: Graph;
  readonly documents: PersistedDocuments;
  readonly settings: DoorSettings;
}

/** Cost of a request before its operation is known: what it takes to parse and check one. */
const costOfAsking = 10;

type Raw = Parameters<ReturnType<typeof createHandler<FastifyRequest, FastifyReply>>>[0];

/**
 * The route `/graphql`. `graphql-http` holds it to the GraphQL-over-HTTP specification; Apollo Server runs the operation; what is ours is
 * the rate limit, the documents and the answers that are kept.
 */
export function graphqlRoute(app: FastifyInstance, { api, graph, documents, settings }: GraphqlOptions): void {
  const limit = rateLimit(settings.rateLimitCost, settings.rateLimitSeconds);
  const kept = answerCache(settings.answerCacheBytes);
  const turn = heavyTurns();

  const handle = createHandler<FastifyRequest, FastifyReply>({
    parseRequestParams: (request) => parametersOrRefusal(request, documents),
    onSubscribe: (request, parameters) => respond(request, parameters),
  });

  /** The answer to one operation as a whole response: status, headers and body. */
  async function respond({ raw: request, context: reply }: Raw, parameters: RequestParams): Promise<HttpResponse> {
    const asked = askedIn(parameters, documents, settings.persistedOnly);
    const seen = { ...nothingSeen, ...seenIn(asked) };
    request.seen = seen;
    const until = performance.now() + settings.budgetMs;
    let signal: AbortSignal | null = null;
    const context: RequestContext = {
      get signal() {
        signal ??= signalOf(reply, until);
        return signal;
      },
      isGet: request.method === 'GET',
      isDryRun: asked.extensions.cost === 'ESTIMATE',
      noted: nothingNoted(),
      admit: async (cost) => {
        await spend(limit, request, reply, Math.max(0, cost - costOfAsking));
        await turn(cost, context);
      },
    };
    const { data, errors } = await api.answer(asked, context);
    seen.operationName ??= context.noted.operationName;
    seen.cost = context.noted.estimated;
    seen.statements = context.noted.statements;
    seen.errorCodes = [...new Set(errors.map(codeOf))];
    return answered({ request, reply, asked, context, data, errors });
  }

  interface Answered {
    readonly request: FastifyRequest;
    readonly reply: FastifyReply;
    readonly asked: Asked;
    readonly context: RequestContext;
    readonly data: unknown;
    readonly errors: readonly GraphQLFormattedError[];
  }

  function answered({ request, reply, asked, context, data, errors }: Answered): HttpResponse {
    const media = mediaTypeOf(request.headers.accept);
    const contentType = `${media}; charset=utf-8`;
    const isDry = context.isDryRun === true && errors.length === 0;
    const text = JSON.stringify({
      ...(data === undefined || isDry ? {} : { data }),
      ...(errors.length === 0 ? {} : { errors: fewErrors(errors, data) }),
      ...(asked.extensions.cost === undefined ? {} : { extensions: { cost: costReport(context, data) } }),
    });
    // A character has at most three bytes: most answers need not be counted.
    const bytes = text.length * 3 > settings.maxAnswerBytes ? Buffer.byteLength(text) : 0;
    if (bytes > settings.maxAnswerBytes) {
      const message = `The answer must be at most ${settings.maxAnswerBytes} bytes, but has ${bytes}. Ask for smaller pages or fewer fields.`;
      return refusal(request, new GraphQLError(message, { extensions: { code: 'ANSWER_TOO_LARGE' } }));
    }
    const { errorCodes } = request.seen;
    const isWhole = errors.length === 0 && asked.extensions.cost === undefined;
    const status = context.noted.isUnsafe ? 405 : data !== undefined || isDry ? 200 : statusOf(errorCodes, media);
    if (errorCodes.includes('GRAPH_UNAVAILABLE')) reply.header('retry-after', retryAfterSeconds);
    if (status === 405) reply.header('allow', 'POST');
    const headers = request.method === 'GET' && isWhole ? cacheHeaders(keep(request, text, contentType, context)) : notKept;
    return [text, { status, statusText: '', headers: { 'content-type': contentType, ...headers } }];
  }

  function keep(request: FastifyRequest, text: string, contentType: string, { noted }: RequestContext): KeptAnswer {
    // Of the day on which it was read: it may be another one by now.
    const moment = `${noted.reading?.dataset.version} ${noted.today}`;
    const address = addressOf(request);
    const etag = `W/"${hashOf(`${moment} ${address}`).slice(0, 32)}"`;
    const answer: KeptAnswer = { etag, moment, contentType, body: Buffer.from(text), seen: request.seen };
    kept.set(address, answer);
    return answer;
  }

  app.route({
    url: '/graphql',
    method: ['GET', 'POST'],
    handler: async (request, reply) => {
      const found = request.method === 'GET' ? await keptFor(request, kept, graph) : null;
      await spend(limit, request, reply, costOfAsking);
      if (found !== null) return sendKept(found, request, reply, kept);
      const [body, init] = await handle(rawOf(request, reply));
      await endOfRound();
      return reply
        .code(init.status)
        .headers(init.headers ?? {})
        .send(body === null ? undefined : bytesOf(body));
    },
  });
}

/** A text as bytes, so that its length is known and it is written with one encoding; `Buffer.from` would count them first. */
function bytesOf(text: string): Buffer {
  const room = Buffer.allocUnsafe(3 * text.length);
  return room.subarray(0, room.write(text));
}

const rawOf = (request: FastifyRequest, reply: FastifyReply): Raw => ({
  url: request.url,
  method: request.method,
  headers: request.headers,
  body: request.body as Raw['body'],
  raw: request,
  context: reply,
});

const seenIn = ({ query, operationName, document }: Asked) => ({
  operationName: document?.name ?? operationName,
  documentHash: document === null ? hashOf(query) : document.id.slice('sha256:'.length),
  persisted: document?.name ?? null,
});

/** The parameters, or the answer to a request that names a document we do not have; what is malformed is `graphql-http`'s to answer. */
async function parametersOrRefusal(request: Raw, documents: PersistedDocuments) {
  try {
    return await parametersOf(request, documents);
  } catch (error) {
    request.raw.seen.errorCodes = ['BAD_REQUEST'];
    if (error instanceof GraphQLError) return refusal(request.raw, error);
    throw error;
  }
}

/** The answer to a request of which nothing is run. */
function refusal(request: FastifyRequest, error: GraphQLError): HttpResponse {
  const media = mediaTypeOf(request.headers.accept);
  const code = String(error.extensions.code);
  request.seen.errorCodes = [code];
  const headers = { 'content-type': `${media}; charset=utf-8`, ...notKept };
  return [errorBody(error.message, code), { status: statusOf([code], media), statusText: '', headers }];
}

/** Answers are kept by their address and the media type that is asked for. */
const addressOf = (request: FastifyRequest): string => `${mediaTypeOf(request.headers.accept)} ${request.url}`;

/** What tells the version of the dataset is shared by all requests and has its own bound: one that goes away does not end it. */
const unending = new AbortController();

async function keptFor(request: FastifyRequest, kept: AnswerCache, graph: Graph): Promise<KeptAnswer | null> {
  const { dataset } = await graph.open(unending);
  return kept.get(addressOf(request), `${dataset.version} ${todayInWashington()}`);
}

const notKept: Record<string, string> = { 'cache-control': 'no-store' };

const cacheHeaders = ({ etag }: KeptAnswer): Record<string, string> => ({
  etag,
  'cache-control': 'public, max-age=60',
  vary: 'accept, accept-encoding',
});

async function sendKept(
  answer: KeptAnswer,
  request: FastifyRequest,
  reply: FastifyReply,
  kept: AnswerCache,
): Promise<FastifyReply> {
  request.seen = { ...answer.seen, statements: 0, isKept: true };
  await endOfRound();
  reply.headers(cacheHeaders(answer));
  if (request.headers['if-none-match']?.includes(answer.etag)) return reply.code(304).send();
  reply.type(answer.contentType);
  const smaller = await kept.encoded(answer, request.headers['accept-encoding']);
  if (smaller === null) return reply.send(answer.body);
  return reply.header('content-encoding', smaller.encoding).send(smaller.body);
}

/** @throws GraphQLError when the address has spent what it may */
async function spend(limit: RateLimit, { ip }: FastifyRequest, reply: FastifyReply, cost: number): Promise<void> {
  const allowance = await limit.spend(ip, cost);
  limit.setHeaders(reply, allowance);
  if (!allowance.isSpent) return;
  reply.header('retry-after', allowance.resetSeconds);
  throw new GraphQLError(
    `This address has spent the cost it may: it is whole again in ${allowance.resetSeconds} s. See the headers RateLimit and RateLimit-Policy.`,
    { extensions: { code: 'RATE_LIMITED' } },
  );
}

const codeOf = ({ extensions }: GraphQLFormattedError): string => String(extensions?.code ?? 'BAD_REQUEST');

/** At most this many errors are shown of a request that was not run. */
const mostErrors = 5;

const fewErrors = (errors: readonly GraphQLFormattedError[], data: unknown): readonly GraphQLFormattedError[] =>
  data === undefined ? errors.slice(0, mostErrors) : errors;

const costReport = ({ noted: { estimated, statements }, isDryRun }: RequestContext, data: unknown) =>
  isDryRun ? { estimated } : { estimated, actual: objectsIn(data), statements };

/** How many objects an answer holds, its root not counted. */
function objectsIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const inner = Array.isArray(value) ? value : Object.values(value);
  return inner.reduce<number>(
    (sum, each) => sum + (typeof each === 'object' && each !== null && !Array.isArray(each) ? 1 : 0) + objectsIn(each),
    0,
  );
}
