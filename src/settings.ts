import { z } from 'zod';
import type { OperationLimits } from './graphql/limits.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const milliseconds = z.coerce.number().int().min(1);
const atLeastOne = z.coerce.number().int().min(1);
const onOff = z.enum(['on', 'off']);

/** Every setting: its variable, rule and default. The README's table lists the same. */
const variables = z.object({
  PORT: port.default(4000),
  HOST: z.string().min(1).default('localhost'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  TRUSTED_HOPS: z.coerce.number().int().min(0).max(10).default(0),
  CORS_ORIGIN: z.string().min(1).default('*'),
  INTROSPECTION: onOff.default('on'),
  DOCUMENTS: z.enum(['any', 'persisted']).default('any'),
  READ_BUDGET_MS: milliseconds.default(5000),
  DRAIN_MS: z.coerce.number().int().min(0).max(60_000).default(500),
  MAX_BODY_BYTES: atLeastOne.default(100_000),
  MAX_TOKENS: atLeastOne.default(2000),
  MAX_DEPTH: atLeastOne.default(16),
  MAX_ALIASES: atLeastOne.default(30),
  MAX_ROOT_FIELDS: atLeastOne.default(20),
  MAX_DIRECTIVES: atLeastOne.default(30),
  MAX_COST: atLeastOne.default(150_000),
  MAX_ANSWER_BYTES: atLeastOne.default(5_000_000),
  MAX_IN_FLIGHT: atLeastOne.default(100),
  RATE_LIMIT_COST: atLeastOne.default(3_000_000),
  RATE_LIMIT_SECONDS: atLeastOne.default(60),
  ANSWER_CACHE_BYTES: z.coerce.number().int().min(0).default(32_000_000),
  NEO4J_URI: z
    .string()
    .regex(/^(neo4j|bolt)(\+s|\+ssc)?:\/\//, { error: 'expected a URI such as neo4j://localhost:7687' })
    .optional(),
  NEO4J_USER: z.string().default(''),
  NEO4J_PASSWORD: z.string().default(''),
  NEO4J_DATABASE: z.string().default('neo4j'),
  NEO4J_POLL_MS: milliseconds.default(1000),
  NEO4J_CACHE_BYTES: z.coerce.number().int().min(1_000_000).default(64_000_000),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
});

type Variables = z.infer<typeof variables>;

export const settingNames = Object.keys(variables.shape);

/** An example of each variable whose default is none, or says little. */
const examples: Readonly<Partial<Record<keyof Variables, string>>> = {
  HOST: '0.0.0.0',
  CORS_ORIGIN: 'https://example.org',
  TRUSTED_HOPS: '1',
  NEO4J_URI: 'neo4j://localhost:7687',
  NEO4J_USER: 'neo4j',
  NEO4J_PASSWORD: 'a password',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318',
};

export interface Neo4jSettings {
  readonly uri: string;
  /** Empty: no authentication. */
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** Milliseconds between two looks for a new version of the dataset. */
  readonly pollMs: number;
  /** Bound of the cache of records, in bytes. */
  readonly cacheBytes: number;
  /** Milliseconds in which the reads of a request have to be done. */
  readonly budgetMs: number;
}

/** How the door is kept: who may ask what, and how much of it. */
export interface DoorSettings {
  readonly logLevel: Variables['LOG_LEVEL'];
  /** Proxies in front whose word on the client's address is taken. */
  readonly trustedHops: number;
  /** Origin whose pages may read answers; `*` for any. */
  readonly corsOrigin: string;
  readonly introspection: boolean;
  /** Only documents of `documents/` are run. */
  readonly persistedOnly: boolean;
  /** Milliseconds in which the reads of a request have to be done. */
  readonly budgetMs: number;
  /** Milliseconds between saying that no more should come and taking no more. */
  readonly drainMs: number;
  readonly maxBodyBytes: number;
  /** What one operation may be and may cost. */
  readonly limits: OperationLimits;
  readonly maxAnswerBytes: number;
  /** Requests that are worked on at once. */
  readonly maxInFlight: number;
  /** Cost that one address may spend in `rateLimitSeconds`. */
  readonly rateLimitCost: number;
  readonly rateLimitSeconds: number;
  /** Bound of the cache of whole answers to GET, in bytes; 0 for none. */
  readonly answerCacheBytes: number;
  /** Where traces are sent; null: nowhere. */
  readonly tracesTo: string | null;
}

export interface Settings extends DoorSettings {
  readonly port: number;
  readonly host: string;
  /** Null: the memory engine. */
  readonly neo4j: Neo4jSettings | null;
}

/** A setting breaks its rule. The message names it, says the rule and gives an example. */
export class InvalidSetting extends Error {
  override readonly name = 'InvalidSetting';
}

/**
 * Reads the settings. An empty variable counts as not set.
 *
 * @throws InvalidSetting naming every variable that breaks its rule
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const { success, data, error } = variables.safeParse(set);
  if (!success) throw new InvalidSetting(error.issues.map((issue) => faultOf(issue, set)).join('\n'));
  return Object.freeze({
    port: data.PORT,
    host: data.HOST,
    logLevel: data.LOG_LEVEL,
    trustedHops: data.TRUSTED_HOPS,
    corsOrigin: data.CORS_ORIGIN,
    introspection: data.INTROSPECTION === 'on',
    persistedOnly: data.DOCUMENTS === 'persisted',
    budgetMs: data.READ_BUDGET_MS,
    drainMs: data.DRAIN_MS,
    maxBodyBytes: data.MAX_BODY_BYTES,
    limits: Object.freeze({
      tokens: data.MAX_TOKENS,
      depth: data.MAX_DEPTH,
      aliases: data.MAX_ALIASES,
      rootFields: data.MAX_ROOT_FIELDS,
      directives: data.MAX_DIRECTIVES,
      cost: data.MAX_COST,
    }),
    maxAnswerBytes: data.MAX_ANSWER_BYTES,
    maxInFlight: data.MAX_IN_FLIGHT,
    rateLimitCost: data.RATE_LIMIT_COST,
    rateLimitSeconds: data.RATE_LIMIT_SECONDS,
    answerCacheBytes: data.ANSWER_CACHE_BYTES,
    neo4j: neo4jFrom(data),
    tracesTo: data.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
  });
}

const neo4jFrom = (data: Variables): Neo4jSettings | null =>
  data.NEO4J_URI === undefined
    ? null
    : Object.freeze({
        uri: data.NEO4J_URI,
        user: data.NEO4J_USER,
        password: data.NEO4J_PASSWORD,
        database: data.NEO4J_DATABASE,
        pollMs: data.NEO4J_POLL_MS,
        cacheBytes: data.NEO4J_CACHE_BYTES,
        budgetMs: data.READ_BUDGET_MS,
      });

function faultOf({ path, message }: z.core.$ZodIssue, set: Readonly<Record<string, string | undefined>>): string {
  const name = String(path[0]) as keyof Variables;
  const came = name === 'NEO4J_PASSWORD' ? 'what was given' : `"${set[name]}"`;
  const example = examples[name] ?? String(variables.shape[name].parse(undefined));
  return `${name}: ${message}, but got ${came}. Example: ${name}=${example}`;
}
