import { GraphQLError } from 'graphql';
import { type Request as HttpRequest, parseRequestParams, type RequestParams } from 'graphql-http';
import { hashOf, type PersistedDocument, type PersistedDocuments } from './documents.ts';

/** What a request asks: its operation, and the persisted document that it named. */
export interface Asked {
  readonly query: string;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly document: PersistedDocument | null;
}

/** A request that names a document we do not have, or brings one where only ours are run. */
export class DocumentRefused extends GraphQLError {
  constructor(message: string) {
    super(message, { extensions: { code: 'DOCUMENT_REFUSED' } });
  }
}

type Raw = HttpRequest<unknown, unknown>;

/**
 * The parameters of a request, with the text of a persisted document in place of its id, as the specification's appendix on persisted
 * documents says: `documentId` in the address or the body.
 *
 * @throws DocumentRefused when there is no such document
 */
export async function parametersOf(request: Raw, documents: PersistedDocuments): ReturnType<typeof parseRequestParams> {
  const id = documentIdOf(request);
  if (id === undefined) return parseRequestParams(request);
  const document = typeof id === 'string' ? documents.byId.get(id) : undefined;
  if (document === undefined) {
    throw new DocumentRefused(`documentId must be the id of a persisted document, sha256: and a hash, but got ${shown(id)}.`);
  }
  return parseRequestParams(withQuery(request, document.query));
}

const shown = (id: unknown): string =>
  typeof id === 'string' ? `"${id.slice(0, 80)}"` : `a ${id === null ? 'null' : typeof id}`;

function documentIdOf({ method, url, body }: Raw): unknown {
  if (method === 'GET') return new URLSearchParams(url.split('?')[1]).get('documentId') ?? undefined;
  return typeof body === 'object' && body !== null && 'documentId' in body ? body.documentId : undefined;
}

function withQuery(request: Raw, query: string): Raw {
  if (request.method !== 'GET') {
    const { operationName, variables, extensions } = request.body as unknown as Record<string, unknown>;
    return { ...request, body: { operationName, variables, extensions, query } };
  }
  const [path = '', search = ''] = request.url.split('?');
  const parameters = new URLSearchParams(search);
  parameters.set('query', query);
  return { ...request, url: `${path}?${parameters}` };
}

/**
 * What is asked, once the parameters are checked.
 *
 * @throws DocumentRefused when only persisted documents are run, and this is none
 */
export function askedIn(parameters: RequestParams, documents: PersistedDocuments, persistedOnly: boolean): Asked {
  const { persistedQuery } = parameters.extensions ?? {};
  if (persistedQuery !== undefined && Object(persistedQuery).sha256Hash !== hashOf(parameters.query)) {
    throw new DocumentRefused(
      'extensions.persistedQuery must hold the sha256Hash of the query that came with it, but holds another.',
    );
  }
  const document = documents.byQuery.get(parameters.query) ?? null;
  if (persistedOnly && document === null) {
    throw new DocumentRefused('Only persisted documents are run here: send documentId, sha256: and the hash of one.');
  }
  return {
    query: parameters.query,
    operationName: parameters.operationName ?? null,
    variables: parameters.variables ?? {},
    extensions: parameters.extensions ?? {},
    document,
  };
}
