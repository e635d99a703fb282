import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button,
  Checkbox,
  CheckboxGroup,
  ComboBox,
  Input,
  type Key,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
} from 'react-aria-components';
import {
  DenialFactorsDocument,
  DenialGroundsDocument,
  DenialRemedyDocument,
  type DenialRemedyQuery,
} from '../../generated/explorer/graphql.ts';
import { allPages, ask } from '../ask.ts';
import { useMoment } from '../state.ts';
import { denial } from '../text/denial.ts';
import type { Named } from './entity-link.tsx';
import { Answered, Failure, Loading } from './states.tsx';
import { useAsk } from './use-ask.ts';

type Remedy = DenialRemedyQuery['node'];

interface Why {
  readonly relief: string;
  readonly because: readonly Named[];
  readonly onChange: (because: readonly Named[]) => void;
}

/** Why it was denied: what the remedy turns on, and any other factor or ground. */
export function WhyStep(why: Why) {
  const { asOf, circuit } = useMoment();
  const query = useAsk(DenialRemedyDocument, { id: why.relief, asOf, circuit });
  return (
    <>
      <p>{denial.why.help}</p>
      <Answered query={query}>
        {({ node }) => (
          <>
            <Reasons node={node} {...why} />
            <Unread node={node} />
          </>
        )}
      </Answered>
      <OtherReason {...why} />
    </>
  );
}

function groupsOf(node: Remedy): readonly (readonly [string, readonly Named[]])[] {
  if (node === null || !('requires' in node)) return [];
  const grounds = 'barredByGround' in node ? node.barredByGround.nodes.map(({ from }) => from) : [];
  const against = 'weighedAgainst' in node ? node.weighedAgainst.map(({ to }) => to) : [];
  const groups = [
    [denial.why.takes, node.requires.map(({ to }) => to)],
    [denial.why.bars, [...node.barredBy.map(({ to }) => to), ...grounds]],
    [denial.why.against, against],
  ] as const;
  return groups
    .map(([label, list]) => [label, [...new Map(list.map((one) => [one.id, one])).values()]] as const)
    .filter(([, list]) => list.length > 0);
}

function Reasons({ node, because, onChange }: Why & { readonly node: Remedy }) {
  return groupsOf(node).map(([label, reasons]) => {
    const ids = new Set(reasons.map(({ id }) => id));
    const chosen = because.filter(({ id }) => ids.has(id)).map(({ id }) => id);
    const change = (marked: readonly string[]) =>
      onChange([...because.filter(({ id }) => !ids.has(id)), ...reasons.filter(({ id }) => marked.includes(id))]);
    return (
      <details className="more" key={label} open={reasons.length <= 8 || chosen.length > 0 || undefined}>
        <summary>
          {label} ({reasons.length})
        </summary>
        <CheckboxGroup className="reasons" aria-label={label} value={chosen} onChange={change}>
          {reasons.map(({ id, title }) => (
            <Checkbox key={id} value={id}>
              <span className="box" aria-hidden="true" />
              {title}
            </Checkbox>
          ))}
        </CheckboxGroup>
      </details>
    );
  });
}

/** The list of grounds comes as a page: where it is cut, that is said. */
function Unread({ node }: { readonly node: Remedy }) {
  if (node === null || !('barredByGround' in node)) return null;
  const { totalCount, nodes } = node.barredByGround;
  return totalCount > nodes.length && <p className="fine">{denial.why.unread(totalCount - nodes.length)}</p>;
}

type Reason = Named & { readonly aliases: readonly string[] };

/** Every factor and ground. They are all read, and looked through here, so that what one types about a case goes nowhere. */
async function allReasons(signal: AbortSignal): Promise<readonly Reason[]> {
  const [factors, grounds] = await Promise.all([
    allPages(async (after) => (await ask(DenialFactorsDocument, { after }, signal)).eligibilityFactors),
    allPages(async (after) => (await ask(DenialGroundsDocument, { after }, signal)).grounds),
  ]);
  return [...factors, ...grounds];
}

/** How many reasons the list shows at once: more words narrow it. */
const shownReasons = 30;

function OtherReason({ because, onChange }: Why) {
  const text = denial.why;
  const [typed, setTyped] = useState('');
  const query = useQuery({ queryKey: ['reasons'], queryFn: ({ signal }) => allReasons(signal) });
  if (query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined) return <Loading />;
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = ({ title, aliases }: Reason) =>
    words.every((word) => [title, ...aliases].some((name) => name.toLowerCase().includes(word)));
  const found = words.length === 0 ? [] : query.data.filter(holds).slice(0, shownReasons);
  const pick = (key: Key | null) => {
    const reason = query.data.find(({ id }) => id === key);
    if (reason === undefined) return;
    setTyped('');
    if (!because.some(({ id }) => id === reason.id)) onChange([...because, reason]);
  };
  return (
    <>
      <ComboBox
        className="picker wide"
        inputValue={typed}
        onInputChange={setTyped}
        onSelectionChange={pick}
        selectedKey={null}
        allowsCustomValue
        // Emptied by a choice, the field has nothing to open a list for.
        allowsEmptyCollection={typed !== ''}
        menuTrigger="input"
        items={found}
        defaultFilter={() => true}
      >
        <Label>{text.other}</Label>
        <div className="field">
          <Input placeholder={text.otherPlaceholder} autoComplete="off" />
        </div>
        <Popover className="react-aria-Popover suggestions" offset={4}>
          <ListBox<Reason> renderEmptyState={() => <p className="none">{text.otherNone}</p>}>
            {({ id, title }) => (
              <ListBoxItem id={id} textValue={title}>
                {title}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      <p className="fine">{text.otherHelp}</p>
      {because.length > 0 && (
        <>
          <h3>{text.marked}</h3>
          <ul className="given">
            {because.map(({ id, title }) => (
              <li key={id}>
                <span>{title}</span>
                <Button
                  className="quiet-button"
                  aria-label={text.takeAway(title)}
                  onPress={() => onChange(because.filter((one) => one.id !== id))}
                >
                  <span aria-hidden="true">✕</span>
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
