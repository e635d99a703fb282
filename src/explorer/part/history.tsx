import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import type { CitedFragment, EntityPageQuery } from '../../generated/explorer/graphql.ts';
import { today, useMoment } from '../state.ts';
import { entity as text } from '../text/entity.ts';
import { Sentence } from './claim.tsx';
import { Failure, Loading, None } from './states.tsx';
import { useClaims } from './use-claims.ts';

type Node = NonNullable<EntityPageQuery['node']>;

/** A line of a time axis: what held from one day to another; null: not established, or still. */
export interface Span {
  readonly id: string;
  readonly label: ReactNode;
  readonly from: string | null;
  readonly to: string | null;
}

const yearOf = (day: string): number => Date.parse(day) / (365.25 * 86_400_000) + 1970;

/** Spans over one axis of years, each with its label and days in words beside the bar. */
export function TimeAxis({ spans, marked }: { readonly spans: readonly Span[]; readonly marked: string }) {
  const days = [...spans.flatMap(({ from, to }) => [from, to]), today(), marked].filter((day) => day !== null).map(yearOf);
  const first = Math.floor(Math.min(...days));
  const last = Math.ceil(Math.max(...days));
  const place = (day: string): number => ((yearOf(day) - first) / (last - first)) * 100;
  const step = [1, 2, 5, 10, 20, 50].find((each) => (last - first) / each <= 8) ?? 100;
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => first + at).filter((year) => year % step === 0);
  return (
    <div className="axis">
      <div className="ticks" aria-hidden="true">
        {ticks.map((year) => (
          <span key={year} style={{ left: `${place(`${year}-01-01`)}%` }}>
            {year}
          </span>
        ))}
      </div>
      <ul>
        {spans.map(({ id, label, from, to }) => {
          const left = from === null ? 0 : place(from);
          const right = to === null ? 100 : place(to);
          return (
            <li key={id}>
              <div className="track" aria-hidden="true">
                <span
                  className="span"
                  data-open-start={from === null}
                  data-open-end={to === null}
                  style={{ left: `${left}%`, width: `${Math.max(right - left, 0.4)}%` }}
                />
                <span className="now" style={{ left: `${place(marked)}%` }} />
              </div>
              <p>
                <span className="fine">
                  {from ?? text.historyFrom} – {to ?? text.historyTo}
                </span>{' '}
                {label}
              </p>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** The history of an entity: its claims with a known beginning or end, whenever in force; read when it is asked for. */
export function History({ node }: { readonly node: Node }) {
  const [isOpen, setOpen] = useState(false);
  const own = statesOf(node);
  const { asOf } = useMoment();
  return (
    <section aria-labelledby="history" className="history">
      <h2 id="history">{text.historyTitle}</h2>
      {own.length > 0 && (
        <>
          <h3>{text.statusTitle}</h3>
          <TimeAxis spans={own} marked={asOf} />
        </>
      )}
      {isOpen ? (
        <Past id={node.id} />
      ) : (
        <Button className="quiet-button" onPress={() => setOpen(true)}>
          {text.historyShow}
        </Button>
      )}
    </section>
  );
}

/** States of an instrument, and what governed on a track. */
function statesOf(node: Node): readonly Span[] {
  if (node.__typename === 'PolicyInstrument')
    return node.status.map(({ state, from, to, note }) => ({
      id: `${state} ${from}`,
      label: `${state.toLowerCase().replaceAll('_', ' ')}${note === null ? '' : `: ${note}`}`,
      from,
      to,
    }));
  if (node.__typename === 'PolicyTrack')
    return node.intervals.map(({ from, to, note, governing }) => ({
      id: `${from} ${to}`,
      label: [governing.map(({ title }) => title).join('; '), note].filter(Boolean).join('. '),
      from,
      to,
    }));
  return [];
}

function Past({ id }: { readonly id: string }) {
  const { asOf, circuit } = useMoment();
  const { query, claims, isWhole } = useClaims(id, null, circuit);
  if (query.isError || query.fetchStatus === 'paused') return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (!isWhole) return <Loading />;
  const dated = claims.filter(({ validFrom, validTo }) => validFrom !== null || validTo !== null);
  if (dated.length === 0) return <None>{text.historyNone}</None>;
  return (
    <>
      <p className="fine">{text.historyHelp}</p>
      <TimeAxis spans={[...dated].sort(byStart).map((claim) => spanOf(claim, id))} marked={asOf} />
    </>
  );
}

const byStart = (a: CitedFragment, b: CitedFragment): number =>
  (a.validFrom ?? '').localeCompare(b.validFrom ?? '') || a.id.localeCompare(b.id);

const spanOf = (claim: CitedFragment, page: string): Span => ({
  id: claim.id,
  label: <Sentence claim={claim} page={page} />,
  from: claim.validFrom,
  to: claim.validTo,
});
