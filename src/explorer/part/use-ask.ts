import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { AskError, type Asked, ask } from '../ask.ts';

/** Worth asking again: the server said that it is busy or away, or was not reached. */
export const isPassing = (error: Error): boolean =>
  !(error instanceof AskError) || ['GRAPH_UNAVAILABLE', 'OVERLOADED', '502', '503', '504'].includes(error.code);

/** What the API answers to a document; kept by its hash and variables, so that going back shows it at once. */
export function useAsk<Answer, Variables extends object>(
  document: Asked<Answer, Variables>,
  variables: Variables,
  { enabled = true, keepPrevious = false }: { readonly enabled?: boolean; readonly keepPrevious?: boolean } = {},
): UseQueryResult<Answer, Error> {
  return useQuery<Answer, Error>({
    queryKey: [document.__meta__?.hash, variables],
    queryFn: ({ signal }) => ask(document, variables, signal),
    enabled,
    placeholderData: keepPrevious ? keepPreviousData : undefined,
  });
}
