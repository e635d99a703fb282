import { memo } from 'react';
import { Heading as AriaHeading, Button, Disclosure, DisclosurePanel, ToggleButton } from 'react-aria-components';
import type { EntityKind, Relationship } from '../../generated/explorer/graphql.ts';
import { hueOf } from '../palette.ts';
import { graph as text } from '../text/graph.ts';
import { shared } from '../text/shared.ts';
import type { View } from '../view.ts';

type Name = EntityKind | Relationship;

interface Options {
  readonly view: View;
  readonly without: ReadonlySet<Name>;
  /** Whether what is left out is what is left out at first. */
  readonly isAtFirst: boolean;
  /** Null: as at first. */
  readonly change: (without: ReadonlySet<Name> | null) => void;
}

const isKind = (name: Name): name is EntityKind => name in hueOf;
const nameOf = (name: Name): string => (isKind(name) ? shared.kinds[name][1] : shared.relationships[name]);

/** What the colors mean, and a filter: pressing a kind or a relationship leaves it out of the drawing and of the outline. */
export const Legend = memo(function Legend({ view, without, isAtFirst, change }: Options) {
  const { kinds, relationships } = view.legend;
  const toggle = (name: Name) => {
    const next = new Set(without);
    if (!next.delete(name)) next.add(name);
    change(next);
  };
  // Words of what is left out and is there to be shown; a filter on what is not around changes nothing to say.
  const out = [...kinds, ...relationships].map(({ name }) => name).filter((name) => without.has(name));
  return (
    <section className="legend" aria-labelledby="legend">
      <h2 id="legend">{text.legend}</h2>
      <p className="fine">{text.legendHelp}</p>
      {out.length > 0 && (
        <p className="left-out">
          {(isAtFirst ? text.leftOutFirst : text.leftOut)(out.map(nameOf).join(', '))} {text.leftOutCount(view.leftOut)}{' '}
          <Button className="quiet-button" onPress={() => change(new Set())}>
            {text.bringBack}
          </Button>
        </p>
      )}
      {!isAtFirst && (
        <Button className="quiet-button" onPress={() => change(null)}>
          {text.asAtFirst}
        </Button>
      )}
      <Chips label={text.legendKinds} counts={kinds} without={without} toggle={toggle} />
      <Disclosure className="more-legend">
        <AriaHeading level={3}>
          <Button slot="trigger" className="quiet-button">
            {text.legendRelationships} ({relationships.length})
          </Button>
        </AriaHeading>
        <DisclosurePanel>
          <Chips label={text.legendRelationships} counts={relationships} without={without} toggle={toggle} />
        </DisclosurePanel>
      </Disclosure>
    </section>
  );
});

function Chips({
  label,
  counts,
  without,
  toggle,
}: {
  readonly label: string;
  readonly counts: readonly { readonly name: Name; readonly count: number }[];
  readonly without: ReadonlySet<Name>;
  readonly toggle: (name: Name) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in and sent.
    <div className="chips" role="group" aria-label={label}>
      {counts.map(({ name, count }) => (
        <ToggleButton
          key={name}
          className="chip"
          data-hue={isKind(name) ? hueOf[name] : undefined}
          isSelected={!without.has(name)}
          onChange={() => toggle(name)}
        >
          {nameOf(name)} <span className="quiet">{count}</span>
        </ToggleButton>
      ))}
    </div>
  );
}
