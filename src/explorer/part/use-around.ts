import { type UseQueryResult, useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  AroundDocument,
  type AroundQuery,
  type CitedFragment,
  ClaimsDocument,
  type Relationship,
} from '../../generated/explorer/graphql.ts';
import { allPages, ask } from '../ask.ts';
import { type Moment, useMoment } from '../state.ts';
import { shared } from '../text/shared.ts';
import type { Around } from '../view.ts';

type Result = UseQueryResult<AroundQuery, Error>;
const combine = (results: Result[]) => results;

/** What is around each of some entities, each read once and kept; one that fails does not take away the others. */
export function useAround(ids: readonly string[]) {
  const { asOf, circuit } = useMoment();
  const results = useQueries({
    queries: ids.map((id) => {
      const variables = { id, asOf, circuit };
      return {
        queryKey: [AroundDocument.__meta__?.hash, variables],
        queryFn: ({ signal }: { signal: AbortSignal }) => ask(AroundDocument, variables, signal),
      };
    }),
    combine,
  });
  // The list of results is new each time; what they hold is not.
  const state = results.map(({ dataUpdatedAt, isError }) => `${dataUpdatedAt}${isError}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: as said above.
  const answers = useMemo(
    () =>
      new Map<string, Around>(
        ids.flatMap((id, at) => {
          const data = results[at]?.data?.neighborhood;
          return data === undefined || results[at]?.isError ? [] : [[id, data] as const];
        }),
      ),
    [ids, state],
  );
  return { answers, of: (id: string): Result | undefined => results[ids.indexOf(id)] };
}

/** Every claim of an entity over some relationships, with its sentence, dates and sources. */
export const readClaims = (
  id: string,
  relationships: readonly Relationship[],
  { asOf, circuit }: Pick<Moment, 'asOf' | 'circuit'>,
  signal?: AbortSignal,
): Promise<readonly CitedFragment[]> =>
  allPages(async (after) => {
    const { node } = await ask(ClaimsDocument, { id, relationships: [...relationships], asOf, circuit, after }, signal);
    if (node === null) throw new Error(shared.notFound(id));
    return node.claims;
  });
