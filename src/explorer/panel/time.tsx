import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { PolicyDayDocument, type PolicyDayQuery, PolicyErasDocument } from '../../generated/explorer/graphql.ts';
import { Heading } from '../part/page.tsx';
import { ShowQuery } from '../part/show-query.tsx';
import { Answered } from '../part/states.tsx';
import { Compare } from '../part/time-compare.tsx';
import { Eras } from '../part/time-eras.tsx';
import { EraOfDay, Instruments, liveStates, SaveInstruments, Tracks } from '../part/time-policy.tsx';
import { useAsk } from '../part/use-ask.ts';
import { inWords, today, useAddress, useMoment } from '../state.ts';
import { time as text } from '../text/time.ts';
import './time.css';

/** A day in a span of days that can be told; the last of them before it. */
const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

/** The policy of a day, the eras to move along, and what differs from another day. */
export function Time() {
  const { asOf } = useMoment();
  const [, change] = useAddress();
  const eras = useAsk(PolicyErasDocument, {});
  const variables = { date: asOf, dayBefore: dayBefore(asOf), states: [...liveStates] };
  // The policy of the day before is kept in sight until that of the new one is there: it says its own day.
  const day = useAsk(PolicyDayDocument, variables, { keepPrevious: true });
  const move = (to: string) => change({ on: to === today() ? null : to });
  return (
    <div className="time">
      <Heading title={text.title}>
        <p className="lead">{text.lead}</p>
      </Heading>
      <Answered query={eras}>
        {({ policyTimeline }) => (
          <Eras
            eras={policyTimeline}
            current={day.data?.policyOn.era?.id ?? null}
            day={day.data?.policyOn.date ?? asOf}
            onMove={move}
          />
        )}
      </Answered>
      <ShowQuery document={PolicyErasDocument} variables={{}} />
      <div className="moves">
        {day.data !== undefined && !day.isError && (
          <ChangeButtons earlier={day.data.before.lastChange} later={day.data.policyOn.nextChange} move={move} />
        )}
      </div>
      <Compare />
      <Day query={day} />
      <p className="tools">
        <ShowQuery document={PolicyDayDocument} variables={variables} />
        {day.isSuccess && !day.isPlaceholderData && <SaveInstruments policy={day.data.policyOn} />}
      </p>
    </div>
  );
}

function Day({ query }: { readonly query: UseQueryResult<PolicyDayQuery, Error> }) {
  const { circuit } = useMoment();
  return (
    <section aria-labelledby="policy" className="policy" aria-busy={query.isPlaceholderData}>
      <Answered query={query}>
        {({ policyOn }) => (
          <>
            <h2 id="policy">{text.dayTitle(inWords(policyOn.date))}</h2>
            <p role="status" className="visually-hidden">
              {text.dayTitle(inWords(policyOn.date))}
            </p>
            {circuit !== null && <p className="fine">{text.anyCircuit}</p>}
            <EraOfDay era={policyOn.era} />
            <Tracks tracks={policyOn.tracks} />
            <Instruments policy={policyOn} />
          </>
        )}
      </Answered>
    </section>
  );
}

/** To the changes on either side of the day. */
function ChangeButtons({
  earlier,
  later,
  move,
}: {
  readonly earlier: string | null;
  readonly later: string | null;
  readonly move: (day: string) => void;
}) {
  return (
    <>
      <Button isDisabled={earlier === null} onPress={() => earlier !== null && move(earlier)}>
        <span aria-hidden="true">←</span> {earlier === null ? text.noEarlier : text.earlier(inWords(earlier))}
      </Button>
      <Button isDisabled={later === null} onPress={() => later !== null && move(later)}>
        {later === null ? text.noLater : text.later(inWords(later))} <span aria-hidden="true">→</span>
      </Button>
    </>
  );
}
