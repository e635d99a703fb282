import type { TypedDocumentString } from '../generated/explorer/graphql.ts';

/** A document that codegen made of a file in `operations/`: its text, its hash, and the types of what it gives and takes. */
export type Asked<Answer, Variables> = TypedDocumentString<Answer, Variables> & { readonly __meta__?: Record<string, unknown> };

/** The server answered with errors: their messages are meant for the person who asked. */
export class AskError extends Error {
  readonly code: string;
  readonly requestId: string | null;
  constructor(message: string, code: string, requestId: string | null) {
    super(message);
    this.code = code;
    this.requestId = requestId;
  }
}

/** The server could not be reached at all. */
export class Unreachable extends Error {}

/** Facts about a person go in the body of a request, which no address, cache or log shows. */
const holdsFacts = (variables: object): boolean => 'facts' in variables;

/**
 * Asks the API by the hash of the document: over GET, which caches may keep, or over POST where facts are given.
 *
 * @throws AskError when the answer has errors: a part of an answer is never shown as if it were the whole
 * @throws Unreachable when there is no answer
 */
export async function ask<Answer, Variables extends object>(
  document: Asked<Answer, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await send(document, variables, signal);
  const answer = await bodyOf<Answer>(response);
  const [error] = answer.errors ?? [];
  const requestId = response.headers.get('x-request-id');
  if (error !== undefined) throw new AskError(error.message, error.extensions?.code ?? String(response.status), requestId);
  if (answer.data === undefined || answer.data === null)
    throw new AskError(response.statusText, String(response.status), requestId);
  return answer.data;
}

/** A page of a list. */
interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The whole of a list that comes in pages: each is asked for after the one before. */
export async function allPages<Node>(
  read: (after: string | null) => Promise<Page<Node>>,
  after: string | null = null,
): Promise<readonly Node[]> {
  const { nodes, pageInfo } = await read(after);
  return pageInfo.hasNextPage ? [...nodes, ...(await allPages(read, pageInfo.endCursor))] : nodes;
}

interface Body<Answer> {
  readonly data?: Answer | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

async function bodyOf<Answer>(response: Response): Promise<Body<Answer>> {
  try {
    return (await response.json()) as Body<Answer>;
  } catch {
    // A proxy in between may answer with a page of its own.
    throw new AskError(response.statusText, String(response.status), response.headers.get('x-request-id'));
  }
}

async function send<Answer, Variables extends object>(
  document: Asked<Answer, Variables>,
  variables: Variables,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const documentId = String(document.__meta__?.hash);
  const accept = 'application/graphql-response+json, application/json;q=0.9';
  try {
    if (holdsFacts(variables)) {
      const headers = { accept, 'content-type': 'application/json' };
      return await fetch('/graphql', {
        method: 'POST',
        headers,
        body: JSON.stringify({ documentId, variables }),
        signal: signal ?? null,
      });
    }
    const query = new URLSearchParams({ documentId, variables: JSON.stringify(variables) });
    return await fetch(`/graphql?${query}`, { headers: { accept }, signal: signal ?? null });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Unreachable(error instanceof Error ? error.message : String(error));
  }
}
