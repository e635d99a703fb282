import { type CSSProperties, useState } from 'react';
import { Button, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { PolicyErasQuery } from '../../generated/explorer/graphql.ts';
import { inWords, today } from '../state.ts';
import { time as text } from '../text/time.ts';

type Era = PolicyErasQuery['policyTimeline'][number];

/**
 * The eras as columns beside each other, on a phone as a list: each leads to its first day. The eras of a month and those of twelve years
 * stand beside each other, so that widths follow the length of an era only loosely.
 */
export function Eras({
  eras,
  current,
  day,
  onMove,
}: {
  readonly eras: readonly Era[];
  /** Id of the era of the day, as the API tells it; null: none, or not known yet. */
  readonly current: string | null;
  readonly day: string;
  readonly onMove: (day: string) => void;
}) {
  const [isWhole, setWhole] = useState(false);
  const [pointed, setPointed] = useState<string | null>(null);
  const told = eras.find(({ id }) => id === (pointed ?? current));
  const at = eras.findIndex(({ id }) => id === current);
  const isNear = (index: number) => Math.abs(index - (at === -1 ? 0 : at)) <= 1;
  return (
    <section aria-labelledby="eras" className="eras">
      <h2 id="eras">{text.erasTitle}</h2>
      <p className="fine">{text.erasHelp}</p>
      <ToggleButtonGroup
        aria-labelledby="eras"
        className="band"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={current === null ? [] : [current]}
        data-whole={isWhole}
      >
        {eras.map((era, index) => (
          <ToggleButton
            key={era.id}
            id={era.id}
            className="era"
            aria-label={wordsOf(era).join(' ')}
            data-near={isNear(index)}
            style={{ '--weight': weightOf(era) } as CSSProperties}
            onPress={() => era.from !== null && onMove(era.from)}
            onHoverChange={(isOver) => setPointed(isOver ? era.id : null)}
            onFocusChange={(isOn) => setPointed(isOn ? era.id : null)}
          >
            <EraFace era={era} day={era.id === current ? day : null} />
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <p className="told" aria-hidden="true">
        {told !== undefined && <EraWords era={told} />}
      </p>
      <Button className="quiet-button only-phone" aria-expanded={isWhole} onPress={() => setWhole(!isWhole)}>
        {isWhole ? text.erasFewer : text.erasAll(eras.length)}
      </Button>
    </section>
  );
}

/** What a column shows, which its label has in words: its height is the posture, a mark the chosen day. */
function EraFace({ era, day }: { readonly era: Era; readonly day: string | null }) {
  return (
    <>
      <span className="column" data-posture={era.posture}>
        <span className="fill" />
        {day !== null && <span className="mark" style={{ left: `${shareOf(era, day)}%` }} />}
      </span>
      <span className="year">{era.from?.slice(0, 4)}</span>
      <span className="words">
        <EraWords era={era} />
      </span>
    </>
  );
}

/** An era in words: under the columns the one that is pointed at, on a phone beside each. */
function EraWords({ era }: { readonly era: Era }) {
  const [span, title, posture] = wordsOf(era);
  return (
    <>
      <span className="quiet">{span}</span> <strong>{title}</strong> <span className="quiet">{posture}</span>
    </>
  );
}

const wordsOf = ({ from, to, title, posture }: Era) =>
  [text.eraSpan(dayOf(from), to === null ? null : dayOf(to)), title, text.discretion(text.postures[posture])] as const;

const dayOf = (day: string | null): string => (day === null ? text.beginning : inWords(day));

const timeOf = (day: string): number => Date.parse(day);
const endOf = ({ to }: Era, day: string): number => timeOf(to ?? (day > today() ? day : today()));

/** How much wider than the least an era is: by the square root of its years. */
const weightOf = (era: Era): number => {
  const years = era.from === null ? 0 : (endOf(era, today()) - timeOf(era.from)) / (365.25 * 86_400_000);
  return Math.sqrt(Math.max(years, 0));
};

/** How far into an era a day is, in percent. */
const shareOf = (era: Era, day: string): number => {
  if (era.from === null) return 50;
  const [start, end] = [timeOf(era.from), endOf(era, day)];
  return end <= start ? 0 : Math.min(100, Math.max(0, ((timeOf(day) - start) / (end - start)) * 100));
};
