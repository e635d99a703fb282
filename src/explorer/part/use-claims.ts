import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Circuit, ClaimsDocument } from '../../generated/explorer/graphql.ts';
import { ask } from '../ask.ts';
import { shared } from '../text/shared.ts';

/**
 * Every claim that starts or ends at an entity, on a day or (null) in their whole history; the pages of the list are read one after the
 * other. `isWhole` once all of them are there.
 */
export function useClaims(id: string, asOf: string | null, circuit: Circuit | null) {
  const query = useInfiniteQuery({
    queryKey: ['claims', id, asOf, circuit],
    queryFn: async ({ pageParam, signal }) => {
      const { node } = await ask(ClaimsDocument, { id, asOf, circuit, after: pageParam }, signal);
      if (node === null || node === undefined) throw new Error(shared.notFound(id));
      return node.claims;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  const claims = query.data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  const total = query.data?.pages[0]?.totalCount;
  return { query, claims, total, isWhole: total !== undefined && claims.length >= total };
}
