import { Button } from 'react-aria-components';
import {
  DenialChoicesDocument,
  type DenialChoicesQuery,
  DenialRemedyDocument,
  type DenialRemedyQuery,
  type StageTrack,
} from '../../generated/explorer/graphql.ts';
import { useMoment } from '../state.ts';
import { denial } from '../text/denial.ts';
import { Picker } from './picker.tsx';
import { Answered } from './states.tsx';
import { useAsk } from './use-ask.ts';

/** Remedies that are often denied: where many begin. Their names come from the API. */
const often = [
  'prosecutorial-discretion',
  'asylum',
  'cancellation-nonlpr',
  'cancellation-lpr',
  'adjustment-245a',
  'bond-redetermination',
  'motion-to-reopen',
  'appeal-to-bia',
] as const;

/** Stages at which most cases are when something is denied, in the order of a case. Their names come from the API. */
const common = [
  'no-proceedings',
  'affirmative-benefit-pending',
  'nta-served',
  'master-calendar-hearing',
  'individual-hearing',
  'ij-decision',
  'bia-appeal',
  'in-absentia-hearing',
  'final-order',
  'order-of-supervision-stage',
  'petition-for-review-pending',
  'bond-hearing',
] as const;

type Choice = NonNullable<DenialChoicesQuery['nodes'][number]>;

const isThere = (node: DenialChoicesQuery['nodes'][number]): node is Choice => node !== null;

/** The first sentence of a text, whose other sentences are on the page of the thing. */
function firstSentence(text: string): string {
  const [first] = new Intl.Segmenter('en', { granularity: 'sentence' }).segment(text);
  return first?.segment.trim() ?? text;
}

const Choices = ({ nodes, onPick }: { readonly nodes: readonly Choice[]; readonly onPick: (id: string) => void }) => (
  <ul className="choices">
    {nodes.map(({ id, title, summary }) => (
      <li key={id}>
        <Button onPress={() => onPick(id)}>
          <strong>{title}</strong>
          <span className="fine">{firstSentence(summary)}</span>
        </Button>
      </li>
    ))}
  </ul>
);

/** What was denied. */
export function ReliefStep({ onPick }: { readonly onPick: (id: string) => void }) {
  const text = denial.relief;
  const query = useAsk(DenialChoicesDocument, { ids: often });
  return (
    <>
      <p>{text.help}</p>
      <Picker
        className="wide"
        label={text.search}
        placeholder={text.placeholder}
        kinds={['RELIEF_TYPE', 'MOTION']}
        onPick={({ id }) => onPick(id)}
      />
      <h3>{text.often}</h3>
      <Answered query={query}>{({ nodes }) => <Choices nodes={nodes.filter(isThere)} onPick={onPick} />}</Answered>
    </>
  );
}

const tracks = Object.keys(denial.stage.tracks) as readonly StageTrack[];

function byTrack<One extends { readonly track: StageTrack }>(
  stages: readonly One[],
): readonly (readonly [StageTrack, readonly One[]])[] {
  return tracks
    .map((track) => [track, stages.filter((stage) => stage.track === track)] as const)
    .filter(([, stages]) => stages.length > 0);
}

/** Where the case stands; null: the person is not sure. */
export function StageStep({ relief, onPick }: { readonly relief: string; readonly onPick: (id: string | null) => void }) {
  const text = denial.stage;
  const { asOf, circuit } = useMoment();
  const stages = useAsk(DenialChoicesDocument, { ids: common });
  const remedy = useAsk(DenialRemedyDocument, { id: relief, asOf, circuit });
  return (
    <>
      <p>{text.help}</p>
      <ul className="choices">
        <li>
          <Button onPress={() => onPick(null)}>
            <strong>{text.unsure}</strong>
            <span className="fine">{text.unsureHelp}</span>
          </Button>
        </li>
      </ul>
      <Answered query={stages}>
        {({ nodes }) =>
          byTrack(nodes.filter(isThere).flatMap((node) => ('track' in node ? [node] : []))).map(([track, group]) => (
            <section key={track}>
              <h3>{text.tracks[track]}</h3>
              <Choices nodes={group} onPick={onPick} />
            </section>
          ))
        }
      </Answered>
      <Answered query={remedy}>{({ node }) => <MoreStages node={node} onPick={onPick} />}</Answered>
      <Picker
        className="wide"
        label={text.search}
        placeholder={text.placeholder}
        kinds={['PROCEEDING_STAGE']}
        onPick={({ id }) => onPick(id)}
      />
    </>
  );
}

type Remedy = DenialRemedyQuery['node'];

/** The other stages at which the remedy can be asked for. */
function MoreStages({ node, onPick }: { readonly node: Remedy; readonly onPick: (id: string) => void }) {
  const stages = node !== null && 'availableAt' in node ? node.availableAt.map(({ stage }) => stage) : [];
  const other = stages.filter(({ id }) => !(common as readonly string[]).includes(id));
  if (other.length === 0) return null;
  return (
    <details className="more">
      <summary>{denial.stage.more(other.length)}</summary>
      {byTrack(other).map(([track, group]) => (
        <section key={track}>
          <h3>{denial.stage.tracks[track]}</h3>
          <ul className="choices plain">
            {group.map(({ id, title }) => (
              <li key={id}>
                <Button onPress={() => onPick(id)}>{title}</Button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
}
