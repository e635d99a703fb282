import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const milliseconds = z.coerce.number().int().min(1);

/** Every setting: its variable, rule, default and an example. The README's table lists the same. */
const variables = z.object({
  PORT: port.default(4000),
  HOST: z.string().min(1).default('localhost'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  READ_BUDGET_MS: milliseconds.default(5000),
  NEO4J_URI: z
    .string()
    .regex(/^(neo4j|bolt)(\+s|\+ssc)?:\/\//, { error: 'expected a URI such as neo4j://localhost:7687' })
    .optional(),
  NEO4J_USER: z.string().default(''),
  NEO4J_PASSWORD: z.string().default(''),
  NEO4J_DATABASE: z.string().default('neo4j'),
  NEO4J_POLL_MS: milliseconds.default(1000),
  NEO4J_CACHE_BYTES: z.coerce.number().int().min(1_000_000).default(64_000_000),
});

const examples: Readonly<Record<keyof z.infer<typeof variables>, string>> = {
  PORT: '4000',
  HOST: '0.0.0.0',
  LOG_LEVEL: 'info',
  READ_BUDGET_MS: '5000',
  NEO4J_URI: 'neo4j://localhost:7687',
  NEO4J_USER: 'neo4j',
  NEO4J_PASSWORD: 'a password',
  NEO4J_DATABASE: 'neo4j',
  NEO4J_POLL_MS: '1000',
  NEO4J_CACHE_BYTES: '64000000',
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

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly logLevel: z.infer<typeof variables>['LOG_LEVEL'];
  readonly budgetMs: number;
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
  const { NEO4J_URI: uri, READ_BUDGET_MS: budgetMs } = data;
  return Object.freeze({
    port: data.PORT,
    host: data.HOST,
    logLevel: data.LOG_LEVEL,
    budgetMs,
    neo4j:
      uri === undefined
        ? null
        : Object.freeze({
            uri,
            user: data.NEO4J_USER,
            password: data.NEO4J_PASSWORD,
            database: data.NEO4J_DATABASE,
            pollMs: data.NEO4J_POLL_MS,
            cacheBytes: data.NEO4J_CACHE_BYTES,
            budgetMs,
          }),
  });
}

function faultOf({ path, message }: z.core.$ZodIssue, set: Readonly<Record<string, string | undefined>>): string {
  const name = String(path[0]) as keyof typeof examples;
  const came = name === 'NEO4J_PASSWORD' ? 'what was given' : `"${set[name]}"`;
  return `${name}: ${message}, but got ${came}. Example: ${name}=${examples[name]}`;
}
