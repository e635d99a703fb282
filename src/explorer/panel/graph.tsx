import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useParams } from 'react-router';
import { AroundDocument, type EntityKind, EntityNameDocument, type Relationship } from '../../generated/explorer/graphql.ts';
import { hueOf } from '../palette.ts';
import { Drawing } from '../part/drawing.tsx';
import { Details } from '../part/drawing-details.tsx';
import { SaveMenu } from '../part/drawing-save.tsx';
import { Kind, type Named } from '../part/entity-link.tsx';
import { arrange } from '../part/layout.ts';
import { Legend } from '../part/legend.tsx';
import { NotFound } from '../part/not-found.tsx';
import { Outline } from '../part/outline.tsx';
import { Heading } from '../part/page.tsx';
import { ShowQuery } from '../part/show-query.tsx';
import { Answered, Failure, Loading, None } from '../part/states.tsx';
import { useAfterPaint } from '../part/use-after-paint.ts';
import { useAround } from '../part/use-around.ts';
import { useAsk } from '../part/use-ask.ts';
import { type GraphAddress, useGraphAddress } from '../part/use-graph-address.ts';
import { useMedia } from '../part/use-media.ts';
import { inWords, useMoment } from '../state.ts';
import { graph as text } from '../text/graph.ts';
import { shared } from '../text/shared.ts';
import { type View, viewOf } from '../view.ts';
import './graph.css';

/** What is around any entity, as a drawing and as an outline that are the same. */
export function Graph() {
  const { id = '' } = useParams();
  const query = useAsk(EntityNameDocument, { id });
  return (
    <Answered query={query}>
      {({ node }) => (node === null || node === undefined ? <NotFound id={id} /> : <Around key={node.id} root={node} />)}
    </Answered>
  );
}

function Around({ root }: { readonly root: Named }) {
  const moment = useMoment();
  const address = useGraphAddress(root);
  const { open, whole, without } = address;
  const ids = useMemo(() => [root.id, ...open], [root.id, open]);
  const around = useAround(ids);
  const { answers } = around;
  const view = useMemo(() => viewOf({ root: root.id, open, whole, answers, without }), [root.id, open, whole, answers, without]);
  const first = around.of(root.id);
  const readingText = open.filter((id) => around.of(id)?.isFetching).join();
  const reading = useMemo(() => new Set(readingText.split(',').filter((id) => id !== '')), [readingText]);
  const failed = open.filter((id) => around.of(id)?.isError === true);
  return (
    <div className="graph-view">
      <Heading title={text.title(root.title)}>
        <Kind kind={root.kind} />
      </Heading>
      {answers.has(root.id) ? (
        <Whole root={root} view={view} address={address} reading={reading} />
      ) : first?.isError || first?.fetchStatus === 'paused' ? (
        <Failure error={first.error} retry={() => void first.refetch()} />
      ) : (
        <Loading />
      )}
      {failed.map((id) => (
        <div key={id}>
          <p>{text.partFailed(view.entities.get(id)?.title ?? id)}</p>
          <Failure error={around.of(id)?.error ?? null} retry={() => void around.of(id)?.refetch()} />
        </div>
      ))}
      <ShowQuery document={AroundDocument} variables={{ id: root.id, asOf: moment.asOf, circuit: moment.circuit }} />
    </div>
  );
}

/** Counts before expanding do not know of kinds: where one is left out they are an upper bound. */
const isKindLeftOut = (without: ReadonlySet<EntityKind | Relationship>): boolean => [...without].some((name) => name in hueOf);

const isDrawn = (id: string | null, { entities, summaries }: View): boolean =>
  id !== null && (entities.has(id) || summaries.some(({ key }) => key === id));

interface WholeOptions {
  readonly root: Named;
  readonly view: View;
  readonly address: GraphAddress;
  readonly reading: ReadonlySet<string>;
}

function Whole({ root, view, address, reading }: WholeOptions) {
  const { asOf, circuit } = useMoment();
  const { actions, without } = address;
  // What is selected is there only while it is drawn: the legend or another day can take it away.
  const picked = isDrawn(address.picked, view) ? address.picked : null;
  // The drawing shows a selection first; the long list and the details follow without holding it up.
  const pickedLater = useAfterPaint(picked);
  const isNarrow = useMedia(narrow);
  const layout = useLayout(view, !isNarrow || address.show === 'drawing');
  const isExact = !isKindLeftOut(without);
  const claims = [...view.claims.values()].reduce((sum, ids) => sum + ids.length, 0);
  const rest = view.summaries.reduce((sum, { count }) => sum + count, 0);
  const isEmpty = view.groups.length === 0 && view.summaries.length === 0;
  const panels = {
    outline: (
      <Outline view={view} picked={pickedLater} isExact={isExact} title={root.title} reading={reading} actions={actions} />
    ),
    drawing: layout.isError ? (
      <Failure error={layout.error} retry={() => void layout.refetch()} />
    ) : layout.data === undefined ? (
      <Loading what={text.arranging} />
    ) : (
      <Drawing view={view} layout={layout.data} picked={picked} isExact={isExact} title={root.title} actions={actions} />
    ),
  };
  return (
    <>
      <div className="graph-top">
        <p role="status">
          {text.onDay(inWords(asOf))}, {circuit === null ? text.everywhere : shared.circuits[circuit]}:{' '}
          {text.lead(view.entities.size, claims)} {rest > 0 && text.summarised(rest)} {reading.size > 0 && text.stillReading}
        </p>
        <SaveMenu view={view} layout={layout.isPlaceholderData ? undefined : layout.data} title={root.title} />
      </div>
      {isEmpty ? (
        <None>{view.leftOut > 0 ? text.allLeftOut(view.leftOut) : text.none}</None>
      ) : (
        <Panels panels={panels} address={address}>
          <Details
            view={view}
            picked={pickedLater}
            isBehind={picked !== pickedLater}
            isExact={isExact}
            whole={address.whole}
            actions={actions}
          />
        </Panels>
      )}
      <Legend view={view} without={without} isAtFirst={address.isAtFirst} change={actions.leaveOut} />
    </>
  );
}

/** The places of what is drawn: computed again when what is drawn changes, not when something is selected; only where the drawing is seen. */
function useLayout(view: View, isSeen: boolean) {
  return useQuery({
    queryKey: ['layout', [...view.entities.keys()], view.summaries.map(({ key, count }) => `${key} ${count}`), view.edges],
    queryFn: () => arrange(view),
    enabled: isSeen,
    placeholderData: keepPreviousData,
    networkMode: 'always',
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** No room for the drawing and the outline beside each other. */
const narrow = '(max-width: 60rem)';

interface PanelsOptions {
  readonly panels: { readonly outline: ReactNode; readonly drawing: ReactNode };
  readonly address: GraphAddress;
  readonly children: ReactNode;
}

/** Drawing and outline side by side, or where there is no room for both, one at a time. */
function Panels({ panels: { outline, drawing }, address, children }: PanelsOptions) {
  const isNarrow = useMedia(narrow);
  if (!isNarrow)
    return (
      <div className="graph-panels">
        {drawing}
        <div className="beside">
          <section className="outline-panel" aria-labelledby="outline">
            <h2 id="outline">{text.outline}</h2>
            <p className="fine">{text.outlineHelp}</p>
            {outline}
          </section>
          {children}
        </div>
      </div>
    );
  return (
    <>
      <Tabs className="graph-tabs" selectedKey={address.show} onSelectionChange={(key) => address.actions.show(String(key))}>
        <TabList aria-label={text.panels}>
          <Tab id="outline">{text.outline}</Tab>
          <Tab id="drawing">{text.drawing}</Tab>
        </TabList>
        <TabPanel id="outline">{outline}</TabPanel>
        <TabPanel id="drawing">{drawing}</TabPanel>
      </Tabs>
      {children}
    </>
  );
}
