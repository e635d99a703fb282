import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { ChangesDocument, type ChangesQuery } from '../../generated/explorer/graphql.ts';
import { allPages, ask } from '../ask.ts';
import { inWords } from '../state.ts';
import { shared } from '../text/shared.ts';
import { time as text } from '../text/time.ts';
import { Sentence } from './claim.tsx';
import { saveCsv } from './save.ts';
import { ShowQuery } from './show-query.tsx';
import { Failure, Loading, None } from './states.tsx';

type Change = ChangesQuery['lawChanges']['nodes'][number];

interface Span {
  readonly from: string;
  readonly to: string;
}

const pageSize = 50;

/** What began or ended in a span, by day. */
export function Changes({ from, to }: Span) {
  const query = useInfiniteQuery({
    queryKey: ['changes', from, to],
    queryFn: ({ pageParam, signal }) => ask(ChangesDocument, { from, to, first: pageSize, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ lawChanges: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
  });
  const changes = query.data?.pages.flatMap(({ lawChanges }) => lawChanges.nodes) ?? [];
  const total = query.data?.pages[0]?.lawChanges.totalCount;
  return (
    <section aria-labelledby="changes" className="changes">
      <h4 id="changes">{text.changesTitle}</h4>
      <p className="fine" role="status">
        {text.changesSpan(inWords(from), inWords(to))}{' '}
        {total !== undefined && total > 0 && text.changesCount(changes.length, total)}
      </p>
      {query.isPending && query.fetchStatus === 'fetching' && <Loading />}
      {total === 0 && <None>{text.changesNone}</None>}
      <ol className="list">
        {changes.map((change) => (
          <li key={keyOf(change)}>
            <Sentence
              claim={{
                sentence: change.sentence,
                from: change.claim?.from ?? change.entity,
                to: change.claim?.to ?? change.entity,
              }}
            />
          </li>
        ))}
      </ol>
      {(query.isError || (query.isPending && query.fetchStatus === 'paused')) && (
        <Failure error={query.error} retry={() => void (changes.length > 0 ? query.fetchNextPage() : query.refetch())} />
      )}
      {query.hasNextPage && !query.isError && (
        <Button onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>
          {text.more}
        </Button>
      )}
      <p className="tools">
        <ShowQuery document={ChangesDocument} variables={{ from, to, first: pageSize, after: null }} />
        {total !== undefined && total > 0 && <SaveChanges from={from} to={to} />}
      </p>
    </section>
  );
}

const keyOf = ({ date, change, state, entity, claim }: Change): string =>
  [date, change, state, entity.id, claim?.id].filter(Boolean).join(' ');

/** Saves every change of the span, also those not shown yet. */
function SaveChanges({ from, to }: Span) {
  const [error, setError] = useState<Error | null>(null);
  const [isReading, setReading] = useState(false);
  const saveAll = async () => {
    setReading(true);
    setError(null);
    try {
      await saveCsv((await allChanges(from, to)).map(rowOf), `changes-${from}-to-${to}`);
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    } finally {
      setReading(false);
    }
  };
  return (
    <>
      <Button
        className="quiet-button"
        aria-label={shared.exportCsvOf(text.changesTable)}
        isPending={isReading}
        onPress={() => void saveAll()}
      >
        {shared.exportCsv}
      </Button>
      {isReading && (
        <span role="status" className="fine">
          {text.saving}
        </span>
      )}
      {error !== null && <Failure error={error} retry={() => void saveAll()} />}
    </>
  );
}

const allChanges = (from: string, to: string): Promise<readonly Change[]> =>
  allPages(async (after) => (await ask(ChangesDocument, { from, to, first: 100, after })).lawChanges);

const rowOf = ({ date, change, state, sentence, entity, claim }: Change) => ({
  date,
  change,
  state,
  entity: entity.id,
  title: entity.title,
  relationship: claim?.relationship ?? null,
  to: claim?.to.id ?? null,
  claim: claim?.id ?? null,
  sentence,
});
