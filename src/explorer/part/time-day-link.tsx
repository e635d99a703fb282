import { Link, useSearchParams } from 'react-router';
import { inWords, today } from '../state.ts';
import { time as text } from '../text/time.ts';

/** This view on another day; the rest of the address is kept. */
export function useDayLink(): (day: string) => string {
  const [search] = useSearchParams();
  return (day) => {
    const next = new URLSearchParams(search);
    if (day === today()) next.delete('on');
    else next.set('on', day);
    return `?${next}`;
  };
}

/** A day that leads to the policy of that day. */
export function DayLink({ day }: { readonly day: string }) {
  const dayLink = useDayLink();
  return (
    <Link className="day-link" to={dayLink(day)} preventScrollReset title={text.goTo(inWords(day))}>
      {inWords(day)}
    </Link>
  );
}

/** How long a state or a rule lasts around a day. What was never there yet has no start (`hasStart`), rather than one not established. */
export function Since({
  since,
  until,
  hasStart = true,
}: {
  readonly since: string | null;
  readonly until: string | null;
  readonly hasStart?: boolean;
}) {
  const parts = [
    ...(since !== null ? [<Part key="since" word={text.since} day={since} />] : hasStart ? [text.start] : []),
    ...(until !== null ? [<Part key="until" word={text.until} day={until} />] : []),
  ];
  return (
    <span className="fine since">
      {parts[0]}
      {parts.length > 1 && ', '}
      {parts[1]}
    </span>
  );
}

const Part = ({ word, day }: { readonly word: string; readonly day: string }) => (
  <>
    {word} <DayLink day={day} />
  </>
);
