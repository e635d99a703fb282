import { Button } from 'react-aria-components';
import { RoutesDocument } from '../../generated/explorer/graphql.ts';
import { AskError } from '../ask.ts';
import type { Named } from '../part/entity-link.tsx';
import { Heading } from '../part/page.tsx';
import { Choices } from '../part/path-choices.tsx';
import { End, useEnd } from '../part/path-end.tsx';
import { type Change, few, lengths, many, type Search, useRouteVariables, useSearch } from '../part/path-search.tsx';
import { rowsOf, type Way, WayItem } from '../part/path-way.tsx';
import { saveCsv } from '../part/save.ts';
import { ShowQuery } from '../part/show-query.tsx';
import { Failure, Loading } from '../part/states.tsx';
import { useAsk } from '../part/use-ask.ts';
import { inWords, useMoment } from '../state.ts';
import { path as text } from '../text/path.ts';
import { shared } from '../text/shared.ts';
import './path.css';

/** The ways from one thing to another. */
export function Paths() {
  const { search, change } = useSearch();
  const from = useEnd(search.from);
  const to = useEnd(search.to);
  return (
    <div className="paths">
      <Heading title={text.title}>
        <p className="lead">{text.lead}</p>
      </Heading>
      <div className="ends">
        <End label={text.from} id={search.from} onPick={({ id }) => change({ from: id })} />
        <Button className="swap" aria-label={text.swap} onPress={() => change({ from: search.to, to: search.from })}>
          <span aria-hidden="true">⇄</span>
        </Button>
        <End label={text.to} id={search.to} onPick={({ id }) => change({ to: id })} />
      </div>
      <Choices search={search} change={change} />
      <Results search={search} change={change} from={from.entity} to={to.entity} />
    </div>
  );
}

interface Ends {
  readonly from: Named | null;
  readonly to: Named | null;
}

/** The ways once both ends are known; before, what is still to be chosen. */
function Results({ search, change, from, to }: { readonly search: Search; readonly change: Change } & Ends) {
  if (from === null && to === null) return <p className="state">{text.askBoth}</p>;
  if (to === null) return search.to === '' && from !== null ? <p className="state">{text.askTo(from.title)}</p> : null;
  if (from === null) return search.from === '' ? <p className="state">{text.askFrom(to.title)}</p> : null;
  if (from.id === to.id) return <p className="state">{text.same}</p>;
  return <Found search={search} change={change} from={from} to={to} />;
}

interface Asked {
  readonly search: Search;
  readonly change: Change;
  readonly from: Named;
  readonly to: Named;
}

function Found({ search, change, from, to }: Asked) {
  const variables = useRouteVariables(search);
  const query = useAsk(RoutesDocument, variables);
  const isRefused = query.error instanceof AskError && query.error.code === 'BAD_USER_INPUT';
  return (
    <section aria-labelledby="ways" className="ways">
      <h2 id="ways">{text.found(from.title, to.title)}</h2>
      {query.isPending && query.fetchStatus === 'fetching' && <Loading what={text.loading} />}
      {query.isPending && query.fetchStatus === 'paused' && <Failure error={null} retry={() => void query.refetch()} />}
      {query.isError &&
        (isRefused ? (
          <Refused message={query.error.message} search={search} change={change} />
        ) : (
          <Failure error={query.error} retry={() => void query.refetch()} />
        ))}
      {query.isSuccess &&
        (query.data.paths.length === 0 ? (
          <NoWay search={search} change={change} from={from} to={to} />
        ) : (
          <Ways ways={query.data.paths} search={search} change={change} />
        ))}
      <p className="tools">
        <ShowQuery document={RoutesDocument} variables={variables} />
        {query.isSuccess && query.data.paths.length > 0 && (
          <Button
            className="quiet-button"
            aria-label={shared.exportCsvOf(text.table)}
            onPress={() => void saveCsv(rowsOf(query.data.paths), `${from.id}-to-${to.id}-${variables.asOf}`)}
          >
            {shared.exportCsv}
          </Button>
        )}
      </p>
    </section>
  );
}

function Ways({ ways, search, change }: { readonly ways: readonly Way[]; readonly search: Search; readonly change: Change }) {
  const isAll = ways.length < search.first;
  return (
    <>
      <p role="status" className="fine">
        {text.count(ways.length, isAll)}
      </p>
      <ol className="found-ways">
        {ways.map((way, at) => (
          <li key={way.steps.map(({ claim }) => claim.id).join(' ')}>
            <WayItem way={way} number={at + 1} />
          </li>
        ))}
      </ol>
      {!isAll && search.first === few && <Button onPress={() => change({ first: many })}>{text.more}</Button>}
    </>
  );
}

/** No way is an answer about this search only: it says so, and offers a wider one. */
function NoWay({ search, change, from, to }: Asked) {
  const { asOf } = useMoment();
  const longest = lengths[lengths.length - 1] ?? search.longest;
  const limits = [
    ...(search.direction === 'OUT' ? [text.noneForwards] : []),
    ...(search.via.length > 0 ? [text.noneVia(search.via.map((each) => shared.relationships[each]).join(', '))] : []),
    text.noneDay(inWords(asOf)),
  ];
  const isWidest = search.longest === longest && search.direction === 'BOTH' && search.via.length === 0;
  return (
    <div className="state none" role="status">
      <p>
        {text.none(search.longest, from.title, to.title)}, {limits.join(', ')}.
      </p>
      {!isWidest && <p>{text.noneHelp}</p>}
      <div className="actions">
        {search.longest < longest && <Button onPress={() => change({ longest })}>{text.longer(longest)}</Button>}
        {search.direction === 'OUT' && <Button onPress={() => change({ direction: 'BOTH' })}>{text.either}</Button>}
        {search.via.length > 0 && <Button onPress={() => change({ via: [] })}>{text.allVia}</Button>}
      </div>
    </div>
  );
}

/** The API would not do the search, such as one past the limit of claims: its own words, and how to make it smaller. */
function Refused({ message, search, change }: { readonly message: string; readonly search: Search; readonly change: Change }) {
  const shorter = Math.min(search.longest - 2, 4);
  return (
    <div className="state failure" role="alert">
      <h3>{text.refusedTitle}</h3>
      <p>
        {text.refused} {message}
      </p>
      <p>{text.refusedHelp}</p>
      <div className="actions">
        {shorter >= 2 && <Button onPress={() => change({ longest: shorter })}>{text.shorter(shorter)}</Button>}
        {search.direction === 'BOTH' && <Button onPress={() => change({ direction: 'OUT' })}>{text.forwards}</Button>}
      </div>
      <p>{text.chooseVia}</p>
    </div>
  );
}
