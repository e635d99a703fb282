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

/** How long a state or a rule lasts around the chosen day. */
export function Since({ since, until }: { readonly since: string | null; readonly until: string | null }) {
  return (
    <span className="fine since">
      {since === null ? (
        text.start
      ) : (
        <>
          {text.since} <DayLink day={since} />
        </>
      )}
      {until !== null && (
        <>
          , {text.until} <DayLink day={until} />
        </>
      )}
    </span>
  );
}
