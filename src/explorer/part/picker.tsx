import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  ComboBox,
  Header,
  Input,
  type Key,
  Label,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
} from 'react-aria-components';
import type { EntityKind } from '../../generated/explorer/graphql.ts';
import { CompleteDocument } from '../../generated/explorer/graphql.ts';
import { ask } from '../ask.ts';
import { kinds as allKinds, hueOf } from '../palette.ts';
import { shared } from '../text/shared.ts';
import type { Named } from './entity-link.tsx';

interface Options {
  readonly label: string;
  readonly placeholder?: string;
  readonly kinds?: readonly EntityKind[];
  /** What stands in the field at first. */
  readonly initial?: string;
  readonly autoFocus?: boolean;
  readonly onPick: (entity: Named) => void;
  /** Enter without a choice: what was typed. */
  readonly onSubmit?: (text: string) => void;
  readonly className?: string;
}

/** A field that completes names of entities as one types, in groups by kind; lay words, acronyms and Spanish find them too. */
export function Picker({ label, placeholder, kinds, initial = '', autoFocus = false, onPick, onSubmit, className }: Options) {
  const [text, setText] = useState(initial);
  // The list closes when the selected key changes: without one it would open again over the title that a pick writes.
  const [picked, setPicked] = useState<Named | null>(null);
  const prefix = text.trim();
  const { data, isError, isPlaceholderData, isLoading, fetchStatus } = useQuery({
    queryKey: ['complete', prefix, kinds],
    queryFn: ({ signal }) => ask(CompleteDocument, { prefix, kinds: kinds ?? null, first: 12 }, signal),
    enabled: prefix !== '' && prefix !== picked?.title,
    placeholderData: keepPreviousData,
  });
  const found = prefix === '' ? [] : (data?.suggest ?? []);
  const groups = allKinds
    .map((kind) => ({ kind, items: found.filter(({ entity }) => entity.kind === kind) }))
    .filter(({ items }) => items.length > 0);

  // Nothing is said to be named so before the API has said it.
  const wordsWhenEmpty =
    prefix === ''
      ? shared.searchPlaceholder
      : isError || fetchStatus === 'paused'
        ? shared.error
        : isLoading || isPlaceholderData
          ? shared.loading
          : shared.noSuggestion;
  const pick = (key: Key | null) => {
    const entity = found.find((each) => each.entity.id === key)?.entity;
    if (entity === undefined) return;
    setText(entity.title);
    setPicked(entity);
    onPick(entity);
  };
  return (
    <ComboBox
      className={`picker ${className ?? ''}`}
      inputValue={text}
      onInputChange={(typed) => {
        setText(typed);
        if (typed !== picked?.title) setPicked(null);
      }}
      onSelectionChange={pick}
      selectedKey={picked?.id ?? null}
      allowsCustomValue
      allowsEmptyCollection
      menuTrigger="input"
      items={groups}
      defaultFilter={() => true}
    >
      <Label>{label}</Label>
      <div className="field">
        <Input
          placeholder={placeholder}
          autoFocus={autoFocus}
          onKeyDown={(event) => {
            const isChoosing = event.currentTarget.getAttribute('aria-activedescendant');
            if (event.key === 'Enter' && !isChoosing && prefix !== '' && onSubmit !== undefined) onSubmit(prefix);
          }}
        />
        <Button className="drop" aria-label={shared.search}>
          <span aria-hidden="true">▾</span>
        </Button>
      </div>
      <Popover className="react-aria-Popover suggestions" offset={4}>
        <ListBox<(typeof groups)[number]> renderEmptyState={() => <p className="none">{wordsWhenEmpty}</p>}>
          {({ kind, items }) => (
            <ListBoxSection id={kind}>
              <Header data-hue={hueOf[kind]}>{shared.kinds[kind][1]}</Header>
              {items.map(({ text: matched, entity }) => (
                <ListBoxItem key={entity.id} id={entity.id} textValue={entity.title}>
                  {entity.title}
                  {matched !== entity.title && <span className="matched">{matched}</span>}
                </ListBoxItem>
              ))}
            </ListBoxSection>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
