import { useQuery } from '@tanstack/react-query';
import { memo, type RefObject, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { Link } from 'react-router';
import { ClaimsDocument } from '../../generated/explorer/graphql.ts';
import { entityPath, graphPath, useLink, useMoment } from '../state.ts';
import { graph as text } from '../text/graph.ts';
import type { DrawnEntity, Summary, View } from '../view.ts';
import { Claim } from './claim.tsx';
import type { NodeActions } from './drawing-node.tsx';
import { summaryName } from './drawing-words.ts';
import { EntityLink, Kind } from './entity-link.tsx';
import { ShowQuery } from './show-query.tsx';
import { Failure, Loading, None } from './states.tsx';
import { readClaims } from './use-around.ts';

export interface DetailActions extends NodeActions {
  /** Draws all that a summary holds, or summarises it again. */
  readonly toggleWhole: (key: string) => void;
}

interface Options {
  readonly view: View;
  readonly picked: string | null;
  readonly isExact: boolean;
  readonly whole: ReadonlySet<string>;
  readonly actions: DetailActions;
}

/**
 * What is selected, in the drawing or in the outline: what it is, what the drawn claims say of it, and how to go on from it.
 *
 * @param isBehind what is shown is of the selection before: nothing of it can be pressed; the heading keeps the focus where it has it
 */
export function Details({ isBehind, ...options }: Options & { readonly isBehind: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <section className="details" aria-labelledby="details">
      <h2 id="details" ref={heading} tabIndex={-1}>
        {text.details}
      </h2>
      <div {...(isBehind ? { inert: '' } : {})}>
        <Picked {...options} heading={heading} />
      </div>
    </section>
  );
}

interface PickedOptions extends Options {
  readonly heading: RefObject<HTMLHeadingElement>;
}

const Picked = memo(function Picked({ view, picked, isExact, whole, actions, heading }: PickedOptions) {
  const entity = picked === null ? undefined : view.entities.get(picked);
  const summary = view.summaries.find(({ key }) => key === picked);
  const drawAll = (key: string) => {
    // What was pressed goes with the summary.
    heading.current?.focus();
    actions.toggleWhole(key);
  };
  if (entity !== undefined)
    return <EntityDetails key={entity.id} entity={entity} view={view} isExact={isExact} whole={whole} actions={actions} />;
  if (summary !== undefined) return <SummaryDetails summary={summary} drawAll={drawAll} />;
  return <p className="fine">{text.nothingPicked}</p>;
});

function EntityDetails({ entity, view, isExact, whole, actions }: Omit<Options, 'picked'> & { readonly entity: DrawnEntity }) {
  const link = useLink();
  const isRoot = entity.id === view.root;
  const drawnOut = view.groups.filter(({ key, of }) => of === entity.id && whole.has(key));
  return (
    <>
      <p className="picked-title">
        <Kind kind={entity.kind} /> <strong>{entity.title}</strong>
      </p>
      <ul className="actions">
        <li>
          <Link className="button" to={link(entityPath(entity.id))}>
            {text.openPage}
          </Link>
        </li>
        {!isRoot && (entity.isOpen || entity.more > 0) && (
          <li>
            <Button onPress={() => actions.toggle(entity.id)}>
              {entity.isOpen ? text.collapse : text.expandCounted(text.more(entity.more, isExact))}
            </Button>
          </li>
        )}
        {!isRoot && (
          <li>
            <Link className="button" to={link(graphPath(entity.id))}>
              {text.drawAround}
            </Link>
          </li>
        )}
      </ul>
      {drawnOut.map(({ key, relationship, way }) => (
        <Button key={key} className="quiet-button" onPress={() => actions.toggleWhole(key)}>
          {text.drawFewer}: {text.group(relationship, way)}
        </Button>
      ))}
      <DrawnClaims id={entity.id} view={view} />
    </>
  );
}

/** Claims shown at first. */
const fewClaims = 6;

function DrawnClaims({ id, view }: { readonly id: string; readonly view: View }) {
  const { asOf, circuit } = useMoment();
  const [isWhole, setWhole] = useState(false);
  const edges = view.edges.filter(({ from, to }) => from === id || to === id);
  const relationships = [...new Set(edges.flatMap(({ names, back }) => [...names, ...back]))].sort();
  const variables = { id, relationships, asOf, circuit, after: null };
  const { data, isError, error, refetch } = useQuery({
    queryKey: [ClaimsDocument.__meta__?.hash, variables, 'all'],
    queryFn: ({ signal }) => readClaims(id, relationships, { asOf, circuit }, signal),
    enabled: relationships.length > 0,
  });
  if (relationships.length === 0) return <None>{text.noDrawnClaims}</None>;
  if (isError) return <Failure error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const isDrawn = new Set([...view.claims.values()].flat());
  const claims = data.filter((claim) => isDrawn.has(claim.id));
  return (
    <>
      <h3>{text.drawnClaims(claims.length)}</h3>
      <ul className="list">
        {(isWhole ? claims : claims.slice(0, fewClaims)).map((claim) => (
          <li key={claim.id}>
            <Claim claim={claim} page={id} />
          </li>
        ))}
      </ul>
      {!isWhole && claims.length > fewClaims && (
        <Button className="quiet-button" onPress={() => setWhole(true)}>
          {text.showAllClaims(claims.length)}
        </Button>
      )}
      <ShowQuery document={ClaimsDocument} variables={variables} />
    </>
  );
}

function SummaryDetails({ summary, drawAll }: { readonly summary: Summary; readonly drawAll: (key: string) => void }) {
  const { key, group, rest, count } = summary;
  const unread = count - rest.length;
  return (
    <>
      <p className="picked-title">
        <strong>{summaryName(summary)}</strong>
      </p>
      <p className="fine">{group === null ? text.fullHelp : text.restHelp}</p>
      {group !== null && <Button onPress={() => drawAll(key)}>{text.drawAll(group.count)}</Button>}
      <ul className="list">
        {rest.map((entity) => (
          <li key={entity.id}>
            <EntityLink entity={entity} withKind />
          </li>
        ))}
      </ul>
      {group !== null && unread > 0 && <p>{text.restUnread(unread)}</p>}
    </>
  );
}
