import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll } from 'vitest';
import { type Door, openDoor } from '../../src/http/door.ts';
import { readSettings } from '../../src/settings.ts';
import { type Data, graphOn } from '../engines.ts';

/** A door over the memory engine, asked without the network unless a test opens a port. */
export interface TestDoor {
  readonly app: FastifyInstance;
  readonly drain: Door['drain'];
  /** What was written to the log, a line each. */
  readonly lines: () => Data[];
  readonly post: (body: object, headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
  readonly get: (parameters: Record<string, string>, headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
}

/** Opens a door for the tests of a file, with some settings. */
export function doorFor(settings: Record<string, string> = {}): TestDoor {
  let door: Door;
  const written: string[] = [];
  beforeAll(async () => {
    const read = readSettings({ DRAIN_MS: '0', ...settings });
    door = await openDoor(await graphOn('memory'), read, { write: (line: string) => written.push(line) });
  });
  afterAll(() => door.app.close());
  const ask = (options: InjectOptions) => door.app.inject(options);
  return {
    get app() {
      return door.app;
    },
    drain: () => door.drain(),
    lines: () => written.map((line) => JSON.parse(line)),
    post: (body, headers = {}) => ask({ method: 'POST', url: '/graphql', headers, payload: body }),
    get: (parameters, headers = {}) => ask({ method: 'GET', url: `/graphql?${new URLSearchParams(parameters)}`, headers }),
  };
}

/** The first error of an answer. */
export const errorOf = (response: LightMyRequestResponse): Data => response.json().errors[0];

export const graphqlResponse = { accept: 'application/graphql-response+json' };
