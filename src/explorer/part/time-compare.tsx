import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import {
  type InstrumentThatDayFragment,
  PolicyCompareDocument,
  type PolicyCompareQuery,
} from '../../generated/explorer/graphql.ts';
import { inWords, isDay, useAddress, useMoment } from '../state.ts';
import { shared } from '../text/shared.ts';
import { time as text } from '../text/time.ts';
import { EntityLink, type Named } from './entity-link.tsx';
import { DayField } from './moment.tsx';
import { saveCsv } from './save.ts';
import { ShowQuery } from './show-query.tsx';
import { Answered, None } from './states.tsx';
import { Changes } from './time-changes.tsx';
import { Since } from './time-day-link.tsx';
import { LongList } from './time-list.tsx';
import { Governing } from './time-policy.tsx';
import { useAsk } from './use-ask.ts';

type Comparison = PolicyCompareQuery['comparePolicy'];

/** The day a year before, of which a leap day is the first of March. */
const yearBefore = (day: string): string => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() - 1);
  return date.toISOString().slice(0, 10);
};

/** The chosen day beside a second one, `with` in the address; the earlier of the two always comes first. */
export function Compare() {
  const { asOf } = useMoment();
  const [address, change] = useAddress();
  const given = address.get('with');
  const other = isDay(given) ? given : null;
  const [from = asOf, to = asOf] = [asOf, other ?? asOf].sort();
  return (
    <section aria-labelledby="compare" className="compare">
      <h2 id="compare">{text.compareTitle}</h2>
      <p className="fine">{text.compareHelp}</p>
      <div className="days">
        <DayField label={text.compareWith} value={other ?? ''} onChange={(day) => change({ with: day })} />
        {other === null ? (
          <Button onPress={() => change({ with: yearBefore(asOf) })}>{text.yearBefore}</Button>
        ) : (
          <>
            <Button onPress={() => change({ on: other, with: asOf })}>{text.swap}</Button>
            <Button className="quiet-button" onPress={() => change({ with: null })}>
              {text.stop}
            </Button>
          </>
        )}
      </div>
      {given !== null && other === null && <p role="alert">{text.compareMisread(given)}</p>}
      {other === asOf && <p className="state">{text.same}</p>}
      {other !== null && other !== asOf && <Between from={from} to={to} />}
    </section>
  );
}

function Between({ from, to }: { readonly from: string; readonly to: string }) {
  const query = useAsk(PolicyCompareDocument, { from, to });
  return (
    <>
      <h3>{text.differs(inWords(from), inWords(to))}</h3>
      <Answered query={query} loading={text.loadingCompare}>
        {({ comparePolicy }) => (
          <>
            <p role="status" className="visually-hidden">
              {text.compared(comparePolicy.instruments.length, comparePolicy.tracks.length)}
            </p>
            <Differences comparison={comparePolicy} />
          </>
        )}
      </Answered>
      <p className="tools">
        <ShowQuery document={PolicyCompareDocument} variables={{ from, to }} />
        {query.isSuccess && <SaveDifferences comparison={query.data.comparePolicy} />}
      </p>
      <Changes key={`${from} ${to}`} from={from} to={to} />
    </>
  );
}

function Differences({ comparison }: { readonly comparison: Comparison }) {
  const { from, to, instruments, tracks } = comparison;
  const days = [from.date, to.date] as const;
  return (
    <>
      <Era comparison={comparison} />
      <h4>
        {text.statesTitle} <span className="quiet">{instruments.length}</span>
      </h4>
      {instruments.length === 0 ? (
        <None>{text.statesNone}</None>
      ) : (
        <LongList items={instruments} keyOf={({ after }) => after.instrument.id} label={text.statesTitle}>
          {({ before, after }) => (
            <Pair title={after.instrument} days={days} before={<State of={before} />} after={<State of={after} />} />
          )}
        </LongList>
      )}
      <h4>
        {text.tracksDiffer} <span className="quiet">{tracks.length}</span>
      </h4>
      {tracks.length === 0 ? (
        <None>{text.tracksSame}</None>
      ) : (
        <LongList items={tracks} keyOf={({ after }) => after.track.id} label={text.tracksDiffer}>
          {({ before, after }) => (
            <Pair title={after.track} days={days} before={<Governing track={before} />} after={<Governing track={after} />} />
          )}
        </LongList>
      )}
    </>
  );
}

function Era({ comparison: { from, to, eraChanged } }: { readonly comparison: Comparison }) {
  if (!eraChanged) return <p>{to.era === null ? text.eraNeither : text.eraBoth(to.era.title)}</p>;
  return <Pair days={[from.date, to.date]} before={<EraSide era={from.era} />} after={<EraSide era={to.era} />} />;
}

const EraSide = ({ era }: { readonly era: Comparison['from']['era'] }) =>
  era === null ? (
    text.beforeEras
  ) : (
    <>
      <EntityLink entity={era} />
      <p className="fine">{text.discretion(text.postures[era.posture])}</p>
    </>
  );

const State = ({ of: { state, since, until, note } }: { readonly of: InstrumentThatDayFragment }) => (
  <>
    <strong className="state-name" data-state={state}>
      {text.states[state]}
    </strong>{' '}
    <Since since={since} until={until} hasStart={state !== 'NOT_YET'} />
    {note !== null && <p className="fine">{note}</p>}
  </>
);

/** Two days beside each other; on a phone, one above the other. Each says its day. */
function Pair({
  title,
  days: [first, second],
  before,
  after,
}: {
  readonly title?: Named;
  readonly days: readonly [string, string];
  readonly before: ReactNode;
  readonly after: ReactNode;
}) {
  return (
    <div className="pair">
      {title !== undefined && (
        <p className="what">
          <EntityLink entity={title} />
        </p>
      )}
      <div>
        <p className="which">{inWords(first)}</p>
        {before}
      </div>
      <div>
        <p className="which">{inWords(second)}</p>
        {after}
      </div>
    </div>
  );
}

const SaveDifferences = ({ comparison }: { readonly comparison: Comparison }) => (
  <Button
    className="quiet-button"
    aria-label={shared.exportCsvOf(text.compareTable)}
    onPress={() => void saveCsv(rowsOf(comparison), `policy-${comparison.from.date}-to-${comparison.to.date}`)}
  >
    {shared.exportCsv}
  </Button>
);

const rowsOf = ({ from, to, instruments, tracks }: Comparison) => {
  const days = { from: from.date, to: to.date };
  const ids = (all: readonly Named[]) => all.map(({ id }) => id).join(' ');
  return [
    { ...days, what: 'era', id: '', title: '', before: from.era?.id ?? '', after: to.era?.id ?? '' },
    ...instruments.map(({ before, after }) => ({
      ...days,
      what: 'instrument',
      id: after.instrument.id,
      title: after.instrument.title,
      before: before.state,
      after: after.state,
    })),
    ...tracks.map(({ before, after }) => ({
      ...days,
      what: 'track',
      id: after.track.id,
      title: after.track.title,
      before: ids(before.governing),
      after: ids(after.governing),
    })),
  ];
};
