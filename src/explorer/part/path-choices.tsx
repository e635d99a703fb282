import { useState } from 'react';
import {
  Button,
  Checkbox,
  CheckboxGroup,
  Disclosure,
  Heading as DisclosureHeading,
  DisclosurePanel,
  Label,
  Radio,
  RadioGroup,
  Text,
} from 'react-aria-components';
import type { Relationship } from '../../generated/explorer/graphql.ts';
import { relationships } from '../palette.ts';
import { path as text } from '../text/path.ts';
import { shared } from '../text/shared.ts';
import { type Change, lengths, type Search } from './path-search.tsx';

const directions = ['OUT', 'BOTH'] as const;

/** How far, in which direction and over what is searched. */
export function Choices({ search, change }: { readonly search: Search; readonly change: Change }) {
  return (
    <section className="choices" aria-label={text.choices}>
      <RadioGroup
        className="choice"
        orientation="horizontal"
        value={String(search.longest)}
        onChange={(value) => change({ longest: Number(value) })}
      >
        <Label>{text.longest}</Label>
        <div className="options">
          {lengths.map((count) => (
            <Radio key={count} value={String(count)} className="option">
              {text.steps(count)}
            </Radio>
          ))}
        </div>
      </RadioGroup>
      <RadioGroup
        className="choice"
        orientation="horizontal"
        value={search.direction}
        onChange={(value) => change({ direction: directions.find((each) => each === value) ?? 'OUT' })}
      >
        <Label>{text.direction}</Label>
        <div className="options">
          {directions.map((direction) => (
            <Radio key={direction} value={direction} className="option">
              {text.directions[direction]}
            </Radio>
          ))}
        </div>
      </RadioGroup>
      <Via search={search} change={change} />
    </section>
  );
}

/** Which relationships may be walked; read from start to end, as the drawing names them. */
function Via({ search: { via }, change }: { readonly search: Search; readonly change: Change }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Disclosure className="via" isExpanded={isOpen} onExpandedChange={setOpen}>
      <DisclosureHeading level={2}>
        <Button slot="trigger" className="quiet-button">
          <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
          {text.via}: {via.length === 0 ? text.viaAll : text.viaSome(via.length)}
        </Button>
      </DisclosureHeading>
      <DisclosurePanel>
        <CheckboxGroup
          aria-label={text.via}
          value={[...via]}
          onChange={(values) => change({ via: relationships.filter((each) => values.includes(each)) })}
        >
          <Text slot="description" elementType="p">
            {text.viaHelp}
          </Text>
          <div className="relationships">
            {relationships.map((each: Relationship) => (
              <Checkbox key={each} value={each} className="option">
                <span className="box" aria-hidden="true" />
                {shared.relationships[each]}
              </Checkbox>
            ))}
          </div>
        </CheckboxGroup>
        {via.length > 0 && <Button onPress={() => change({ via: [] })}>{text.viaClear}</Button>}
      </DisclosurePanel>
    </Disclosure>
  );
}
