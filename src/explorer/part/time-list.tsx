import { type ReactNode, useState } from 'react';
import { Button } from 'react-aria-components';
import { time as text } from '../text/time.ts';

/** How many lines of a long list are shown at first. */
const dozen = 12;

/** A list of which the first dozen is shown, and on demand the rest. */
export function LongList<Item>({
  items,
  keyOf,
  label,
  children,
}: {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly label: string;
  readonly children: (item: Item) => ReactNode;
}) {
  const [isWhole, setWhole] = useState(false);
  const isLong = items.length > dozen;
  const more = isWhole ? text.showFewer : text.showAll(items.length);
  return (
    <>
      <ul className="list" aria-label={label}>
        {(isWhole ? items : items.slice(0, dozen)).map((item) => (
          <li key={keyOf(item)}>{children(item)}</li>
        ))}
      </ul>
      {isLong && (
        <Button
          className="quiet-button"
          aria-expanded={isWhole}
          aria-label={`${more}: ${label}`}
          onPress={() => setWhole(!isWhole)}
        >
          {more}
        </Button>
      )}
    </>
  );
}
