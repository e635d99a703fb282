import { useState } from 'react';
import { Button } from 'react-aria-components';
import {
  type InstrumentState,
  type InstrumentThatDayFragment,
  type PolicyDayQuery,
  PolicyInstrumentsDocument,
  type TrackThatDayFragment,
} from '../../generated/explorer/graphql.ts';

import { shared } from '../text/shared.ts';
import { time as text } from '../text/time.ts';
import { EntityLink } from './entity-link.tsx';
import { saveCsv } from './save.ts';
import { ShowQuery } from './show-query.tsx';
import { Answered, None } from './states.tsx';
import { Since } from './time-day-link.tsx';
import { LongList } from './time-list.tsx';
import { StatesOverTime } from './time-states.tsx';
import { useAsk } from './use-ask.ts';

type Policy = PolicyDayQuery['policyOn'];

/** States that matter to someone that day, and those that are shown on demand only. */
export const liveStates = [
  'IN_FORCE',
  'PARTIAL',
  'SUSPENDED',
  'PENDING',
  'UNKNOWN',
] as const satisfies readonly InstrumentState[];
const restStates = ['ENDED', 'NOT_YET'] as const satisfies readonly InstrumentState[];

export function EraOfDay({ era }: { readonly era: Policy['era'] }) {
  if (era === null) return <None>{text.noEra}</None>;
  return (
    <div className="era-of-day" data-posture={era.posture}>
      <h3>
        <EntityLink entity={era} />
      </h3>
      <p>
        <strong>{text.discretion(text.postures[era.posture])}</strong>, <Since since={era.from} until={era.to} />
      </p>
      <p>{era.summary}</p>
      {era.whyStart !== null && (
        <p className="fine">
          {text.whyStart} {era.whyStart}
        </p>
      )}
      {era.caveat !== null && <p className="caveat">{era.caveat}</p>}
    </div>
  );
}

export function Tracks({ tracks }: { readonly tracks: readonly TrackThatDayFragment[] }) {
  return (
    <section aria-labelledby="tracks">
      <h3 id="tracks">{text.tracksTitle}</h3>
      {tracks.length === 0 && <None>{text.tracksNone}</None>}
      <ul className="tracks">
        {tracks.map((each) => (
          <li key={each.track.id}>
            <h4>
              <EntityLink entity={each.track} />
            </h4>
            <Governing track={each} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What governed a lever on a day, since when and until when. */
export function Governing({ track: { governing, note, since, until } }: { readonly track: TrackThatDayFragment }) {
  return (
    <>
      {governing.length === 0 ? (
        <p>{text.noGoverning}</p>
      ) : (
        <ul className="governing" aria-label={text.governedBy}>
          {governing.map((each) => (
            <li key={each.id}>
              <EntityLink entity={each} />
            </li>
          ))}
        </ul>
      )}
      {note !== null && <p>{note}</p>}
      <p>
        <Since since={since} until={until} />
      </p>
    </>
  );
}

export function Instruments({ policy }: { readonly policy: Policy }) {
  const [showsRest, setShowsRest] = useState(false);
  return (
    <section aria-labelledby="instruments">
      <h3 id="instruments">{text.instrumentsTitle}</h3>
      <p className="fine">{text.instrumentsHelp}</p>
      {policy.instruments.length === 0 && <None>{text.instrumentsNone}</None>}
      <States instruments={policy.instruments} states={liveStates} />
      {policy.instruments.length > 0 && (
        <StatesOverTime instruments={policy.instruments.map(({ instrument }) => instrument)} marked={policy.date} />
      )}
      <Button className="quiet-button" aria-expanded={showsRest} onPress={() => setShowsRest(!showsRest)}>
        {showsRest ? text.hideRest : text.showRest}
      </Button>
      {showsRest && <Rest date={policy.date} />}
    </section>
  );
}

/** Instruments that no longer or not yet counted: read when they are asked for. */
function Rest({ date }: { readonly date: string }) {
  const variables = { date, states: [...restStates] };
  const query = useAsk(PolicyInstrumentsDocument, variables);
  return (
    <>
      <Answered query={query}>
        {({ policyOn: { instruments } }) =>
          instruments.length === 0 ? <None>{text.restNone}</None> : <States instruments={instruments} states={restStates} />
        }
      </Answered>
      <ShowQuery document={PolicyInstrumentsDocument} variables={variables} />
    </>
  );
}

function States({
  instruments,
  states,
}: {
  readonly instruments: readonly InstrumentThatDayFragment[];
  readonly states: readonly InstrumentState[];
}) {
  return states.map((state) => {
    const items = instruments.filter((each) => each.state === state);
    if (items.length === 0) return null;
    return (
      <section key={state} className="by-state" data-state={state} aria-labelledby={`state-${state}`}>
        <h4 id={`state-${state}`}>
          {text.states[state]} <span className="quiet">{items.length}</span>
        </h4>
        <LongList items={items} keyOf={({ instrument }) => instrument.id} label={text.states[state]}>
          {(item) => (
            <>
              <EntityLink entity={item.instrument} />{' '}
              <Since since={item.since} until={item.until} hasStart={state !== 'NOT_YET'} />
              {item.note !== null && <p className="fine">{item.note}</p>}
            </>
          )}
        </LongList>
      </section>
    );
  });
}

/** Saves the instruments of a day, in the states shown at first. */
export const SaveInstruments = ({ policy: { date, instruments } }: { readonly policy: Policy }) => (
  <Button
    className="quiet-button"
    aria-label={shared.exportCsvOf(text.daysTable)}
    onPress={() =>
      void saveCsv(
        instruments.map((each) => ({ day: date, ...rowOf(each) })),
        `policy-${date}`,
      )
    }
  >
    {shared.exportCsv}
  </Button>
);

const rowOf = ({ instrument, state, since, until, note }: InstrumentThatDayFragment) => ({
  id: instrument.id,
  title: instrument.title,
  state,
  since,
  until,
  note,
});
