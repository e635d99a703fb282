/** The media types of an answer: that of the specification, and JSON for clients that know no other. */
export type MediaType = 'application/graphql-response+json' | 'application/json';

const mediaTypes: Readonly<Record<string, MediaType>> = {
  'application/graphql-response+json': 'application/graphql-response+json',
  'application/json': 'application/json',
  'application/*': 'application/json',
  '*/*': 'application/json',
};

/** The first media type of an `Accept` header that we speak; `graphql-http` has refused a header that has none. */
export function mediaTypeOf(accept: string | undefined): MediaType {
  const asked = (accept ?? '*/*').toLowerCase().split(',');
  for (const each of asked) {
    const found = mediaTypes[each.split(';')[0]?.trim() ?? ''];
    if (found) return found;
  }
  return 'application/json';
}
