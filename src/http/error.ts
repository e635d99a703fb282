import type { MediaType } from './media.ts';

/** Seconds after which a request that was shed, or met no graph, is worth another try. */
export const retryAfterSeconds = 1;

const statusByCode: Readonly<Record<string, number>> = {
  RATE_LIMITED: 429,
  OVERLOADED: 503,
  GRAPH_UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
};

/**
 * Status of an answer to which nothing was run, by the codes of its errors. What is wrong with a well-formed request is 400, and 200 for
 * a client of plain JSON, as the specification of GraphQL over HTTP says.
 */
export function statusOf(codes: readonly string[], media: MediaType): number {
  const known = codes.map((code) => statusByCode[code]).find((status) => status !== undefined);
  return known ?? (media === 'application/json' ? 200 : 400);
}

/** The body of an answer that is one error. */
export const errorBody = (message: string, code: string): string =>
  JSON.stringify({ errors: [{ message, extensions: { code } }] });
