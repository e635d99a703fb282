import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { Link, useNavigate } from 'react-router';
import { AboutDocument, FindDocument, type FindQuery } from '../../generated/explorer/graphql.ts';
import { ask } from '../ask.ts';
import { EntityLink } from '../part/entity-link.tsx';
import { Heading } from '../part/page.tsx';
import { Picker } from '../part/picker.tsx';
import { ShowQuery } from '../part/show-query.tsx';
import { Failure, Loading, None } from '../part/states.tsx';
import { useAsk } from '../part/use-ask.ts';
import { entityPath, useAddress, useLink } from '../state.ts';
import { shared } from '../text/shared.ts';
import { find, start } from '../text/start.ts';

/** Where people begin: one field, and four questions. */
export function Start() {
  const link = useLink();
  const navigate = useNavigate();
  const { data } = useAsk(AboutDocument, {});
  const claims = data?.dataset.claims.reduce((sum, { count }) => sum + count, 0);
  const reliefs = data?.dataset.entities.find(({ kind }) => kind === 'RELIEF_TYPE')?.count;
  return (
    <div className="start">
      <Heading title={start.title}>
        <p className="lead">{start.lead}</p>
      </Heading>
      <Picker
        className="large"
        label={start.searchLabel}
        placeholder={start.searchPlaceholder}
        onPick={({ id }) => navigate(link(entityPath(id)))}
        onSubmit={(text) => navigate(link('/find', { text }))}
      />
      <h2>{start.questionsTitle}</h2>
      <ul className="questions">
        {start.questions.map(({ title, help, to, parameters }) => (
          <li key={title}>
            <Link to={link(to, parameters)}>{title}</Link>
            <p>{help}</p>
          </li>
        ))}
      </ul>
      <p className="fine">{claims !== undefined && reliefs !== undefined ? start.what(claims, reliefs) : shared.place}</p>
    </div>
  );
}

/** What a text finds, when no suggestion was taken. */
export function Find() {
  const [address] = useAddress();
  const text = (address.get('text') ?? '').trim();
  const query = useInfiniteQuery({
    queryKey: ['find', text],
    queryFn: ({ pageParam, signal }) => ask(FindDocument, { text, after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ search: { pageInfo } }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
    enabled: text !== '',
  });
  const pages = query.data?.pages ?? [];
  const total = pages[0]?.search.totalCount;
  return (
    <>
      <Heading title={text === '' ? find.titleEmpty : find.title(text)}>
        {total !== undefined && total > 0 && <p role="status">{find.count(total)}</p>}
      </Heading>
      {(query.isError || query.fetchStatus === 'paused') && <Failure error={query.error} retry={() => void query.refetch()} />}
      {query.isLoading && <Loading />}
      {total === 0 && <None>{find.none(text)}</None>}
      <ol className="found">
        {pages.flatMap((page) =>
          page.search.nodes.map((node) => (
            <li key={node.entity.id}>
              <EntityLink entity={node.entity} withKind />
              <p>
                <Highlighted node={node} />
              </p>
            </li>
          )),
        )}
      </ol>
      {query.hasNextPage && (
        <Button onPress={() => void query.fetchNextPage()} isDisabled={query.isFetchingNextPage}>
          {find.more}
        </Button>
      )}
      {text !== '' && <ShowQuery document={FindDocument} variables={{ text, after: null }} />}
    </>
  );
}

type Found = FindQuery['search']['nodes'][number];

/** The summary with the words that were found; or, where they stand elsewhere, that text. */
function Highlighted({ node }: { readonly node: Found }) {
  const shown =
    node.highlights.find(({ field }) => field === 'summary') ?? node.highlights.find(({ field }) => field !== 'title');
  if (shown === undefined) return node.entity.summary;
  const marks = shown.ranges.flatMap(({ start: from, end }, at) => [
    shown.text.slice(shown.ranges[at - 1]?.end ?? 0, from),
    <mark key={from}>{shown.text.slice(from, end)}</mark>,
  ]);
  return [...marks, shown.text.slice(shown.ranges.at(-1)?.end ?? 0)];
}
