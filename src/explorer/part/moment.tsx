import { useCallback, useEffect, useState } from 'react';
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import type { Circuit } from '../../generated/explorer/graphql.ts';
import { inWords, today, useAddress, useMoment } from '../state.ts';
import { shared } from '../text/shared.ts';

/** The day and the place of the law: what every view shows is of that day and place. */
export function MomentControl() {
  const { asOf, isToday, circuit, misread } = useMoment();
  const [, change] = useAddress();
  return (
    <div className="moment" data-today={isToday}>
      <DayField label={shared.lawOf} value={asOf} onChange={(day) => change({ on: day === today() ? null : day })} />
      {!isToday && (
        <Button className="quiet-button" onPress={() => change({ on: null })}>
          {shared.backToToday}
        </Button>
      )}
      <Select
        className="circuit"
        selectedKey={circuit ?? 'any'}
        onSelectionChange={(key) => change({ in: key === 'any' ? null : String(key) })}
      >
        <Label>{shared.circuit}</Label>
        <Button>
          <SelectValue />
          <span aria-hidden="true">▾</span>
        </Button>
        <Popover>
          <ListBox>
            <ListBoxItem id="any">{shared.anyCircuit}</ListBoxItem>
            {(Object.keys(shared.circuits) as Circuit[]).map((each) => (
              <ListBoxItem key={each} id={each}>
                {shared.circuits[each]}
              </ListBoxItem>
            ))}
          </ListBox>
        </Popover>
      </Select>
      {misread.length > 0 && (
        <p className="caveat" role="alert">
          {shared.misread(misread, inWords(asOf), circuit === null ? shared.anyCircuit : shared.circuits[circuit])}
        </p>
      )}
    </div>
  );
}

/** Milliseconds without a key after which a day counts as typed. */
const settledMs = 500;

/** A day: the field of the browser, which phones and screen readers know best. Days that one types through are not told. */
export function DayField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (day: string) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const give = useCallback(() => {
    if (draft === null) return;
    if (draft !== value && /^(19|20|21)\d\d-\d\d-\d\d$/.test(draft)) onChange(draft);
    if (draft !== '') setDraft(null);
  }, [draft, value, onChange]);
  useEffect(() => {
    const timer = setTimeout(give, settledMs);
    return () => clearTimeout(timer);
  }, [give]);
  return (
    <label className="day">
      <span>{label}</span>
      <input
        type="date"
        value={draft ?? value}
        min="1900-01-01"
        max="2199-12-31"
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => {
          give();
          setDraft(null);
        }}
        onKeyDown={(event) => event.key === 'Enter' && give()}
      />
    </label>
  );
}
