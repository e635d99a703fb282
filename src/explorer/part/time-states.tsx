import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { PolicyStatesDocument, type PolicyStatesQuery } from '../../generated/explorer/graphql.ts';
import { ask } from '../ask.ts';
import { today } from '../state.ts';
import { time as text } from '../text/time.ts';
import { EntityLink, type Named } from './entity-link.tsx';
import { ShowQuery } from './show-query.tsx';
import { Answered } from './states.tsx';
import { Since } from './time-day-link.tsx';
import { LongList } from './time-list.tsx';

type Instrument = Extract<NonNullable<PolicyStatesQuery['nodes'][number]>, { status: unknown }>;

/** How many instruments are read at once: their ids stand in the address of the request. */
const atOnce = 50;

/** The states of instruments over the years, drawn when that is asked for: each of their days leads to the policy of it. */
export function StatesOverTime({ instruments, marked }: { readonly instruments: readonly Named[]; readonly marked: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button className="quiet-button" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
        {isOpen ? text.hideStates : text.drawStates}
      </Button>
      {isOpen && <Chart ids={instruments.map(({ id }) => id)} marked={marked} />}
    </>
  );
}

function Chart({ ids, marked }: { readonly ids: readonly string[]; readonly marked: string }) {
  const query = useQuery({ queryKey: ['states', ids], queryFn: ({ signal }) => statesOf(ids, signal) });
  return (
    <section className="states" aria-labelledby="states">
      <h4 id="states">{text.statesOverTime}</h4>
      <Answered query={query}>{(instruments) => <Rows instruments={instruments} marked={marked} />}</Answered>
      <ShowQuery document={PolicyStatesDocument} variables={{ ids: ids.slice(0, atOnce) }} />
    </section>
  );
}

/** @throws Error when one that the policy of the day names is not there: it is never left out in silence */
async function statesOf(ids: readonly string[], signal: AbortSignal): Promise<readonly Instrument[]> {
  const parts = Array.from({ length: Math.ceil(ids.length / atOnce) }, (_, at) => ids.slice(at * atOnce, (at + 1) * atOnce));
  const answers = await Promise.all(parts.map((part) => ask(PolicyStatesDocument, { ids: part }, signal)));
  return answers
    .flatMap(({ nodes }) => nodes)
    .map((node, at) => {
      if (node === null || !('status' in node)) throw new Error(text.noStates(ids[at] ?? ''));
      return node;
    });
}

const timeOf = (day: string): number => Date.parse(day);

function Rows({ instruments, marked }: { readonly instruments: readonly Instrument[]; readonly marked: string }) {
  const days = instruments.flatMap(({ status }) => status.flatMap(({ from, to }) => [from, to])).filter((day) => day !== null);
  const sorted = [...days, marked, today()].sort();
  const [first, last] = [timeOf(sorted[0] ?? marked), timeOf(sorted[sorted.length - 1] ?? marked)];
  const place = (day: string): number => ((timeOf(day) - first) / Math.max(last - first, 1)) * 100;
  const years = [first, last].map((at) => new Date(at).getUTCFullYear());
  return (
    <>
      <p className="scale" aria-hidden="true">
        <span>{years[0]}</span>
        <span>{years[1]}</span>
      </p>
      <LongList items={instruments} keyOf={({ id }) => id} label={text.statesOverTime}>
        {(instrument) => (
          <>
            <EntityLink entity={instrument} />
            <Bar instrument={instrument} place={place} marked={marked} />
            <ul className="spans">
              {instrument.status.map(({ state, from, to }) => (
                <li key={`${state} ${from}`}>
                  <span className="state-name" data-state={state}>
                    {text.states[state]}
                  </span>{' '}
                  <Since since={from} until={to} />
                </li>
              ))}
            </ul>
          </>
        )}
      </LongList>
    </>
  );
}

/** The same as the list of states beneath it, to the eye. */
function Bar({
  instrument: { status },
  place,
  marked,
}: {
  readonly instrument: Instrument;
  readonly place: (day: string) => number;
  readonly marked: string;
}) {
  return (
    <div className="state-bar" aria-hidden="true">
      {status.map(({ state, from, to }) => {
        const [left, right] = [from === null ? 0 : place(from), to === null ? 100 : place(to)];
        return (
          <span
            key={`${state} ${from}`}
            className="span"
            data-state={state}
            style={{ left: `${left}%`, width: `${Math.max(right - left, 0.4)}%` }}
          />
        );
      })}
      <span className="now" style={{ left: `${place(marked)}%` }} />
    </div>
  );
}
