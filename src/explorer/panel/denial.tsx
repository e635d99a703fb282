import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Button } from 'react-aria-components';
import {
  AfterDenialDocument,
  type AfterDenialQueryVariables,
  DenialChoicesDocument,
  DenialOptionDocument,
} from '../../generated/explorer/graphql.ts';
import { changeCase, factsOf, forgetCase, useCase } from '../part/case.ts';
import { ReliefStep, StageStep } from '../part/denial-steps.tsx';
import { WhyStep } from '../part/denial-why.tsx';
import type { Named } from '../part/entity-link.tsx';
import { Heading } from '../part/page.tsx';
import { Remaining } from '../part/remaining.tsx';
import { ShowQuery } from '../part/show-query.tsx';
import { Answered } from '../part/states.tsx';
import { beginAnew, StepHeading } from '../part/step-heading.tsx';
import { useAsk } from '../part/use-ask.ts';
import { useAddress, useMoment } from '../state.ts';
import { denial as text } from '../text/denial.ts';
import './denial.css';

const steps = ['relief', 'stage', 'why', 'options'] as const;
type Step = (typeof steps)[number];

/** Stands in the address where the person is not sure of the stage. */
const anyStage = 'any';

/** Guides from a denial to what may remain: what was denied, where the case stands, why, then questions beside the options. */
export function Denial() {
  const [address] = useAddress();
  const ids = [address.get('relief'), address.get('stage')].filter((id) => id !== null && id !== anyStage) as string[];
  const query = useAsk(DenialChoicesDocument, { ids }, { enabled: ids.length > 0 });
  useEffect(() => beginAnew, []);
  return (
    <div className="denial">
      <Heading title={text.title}>{ids.length === 0 && <p className="lead">{text.lead}</p>}</Heading>
      {ids.length === 0 ? (
        <Guide named={[]} />
      ) : (
        <Answered query={query}>{({ nodes }) => <Guide named={nodes.filter((node) => node !== null)} />}</Answered>
      )}
    </div>
  );
}

const isRemedy = ({ kind }: Named): boolean => kind === 'RELIEF_TYPE' || kind === 'MOTION';

interface Asked {
  readonly relief: Named | null;
  readonly stage: Named | typeof anyStage | null;
}

/** What the address asks about, as far as it is there: an id that names nothing of its kind leads back to its step. */
function useAsked(named: readonly Named[]): Asked & { readonly unknown: string | null } {
  const [address] = useAddress();
  const [reliefId, stageId] = [address.get('relief'), address.get('stage')];
  const relief = named.find((one) => one.id === reliefId && isRemedy(one)) ?? null;
  const stage =
    stageId === anyStage ? anyStage : (named.find(({ id, kind }) => id === stageId && kind === 'PROCEEDING_STAGE') ?? null);
  const unknown =
    reliefId !== null && relief === null
      ? text.relief.unknown(reliefId)
      : stageId !== null && stage === null
        ? text.stage.unknown(stageId)
        : null;
  return { relief, stage, unknown };
}

/** The step that the address names, or the first that is not done. */
function stepOf(named: string | null, { relief, stage }: Asked): Step {
  const first: Step = relief === null ? 'relief' : stage === null ? 'stage' : 'why';
  const step = steps.find((each) => each === named);
  return step !== undefined && (steps.indexOf(step) <= steps.indexOf(first) || first === 'why') ? step : first;
}

function Guide({ named }: { readonly named: readonly Named[] }) {
  const [address, change] = useAddress();
  const asked = useAsked(named);
  const { relief, stage } = asked;
  const known = useCase(relief?.id ?? null);
  const step = stepOf(address.get('step'), asked);
  const after = known.isExplained ? 'options' : null;
  const setBecause = (because: readonly Named[]) => changeCase((now) => ({ ...now, relief: relief?.id ?? null, because }));
  const show = (because: readonly Named[]) => {
    setBecause(because);
    change({ step: 'options' });
  };
  return (
    <>
      <Done asked={asked} because={known.because} step={step} onChange={(to) => change({ step: to })} />
      {asked.unknown !== null && <p role="alert">{asked.unknown}</p>}
      {step === 'options' && relief !== null && stage !== null ? (
        <Results relief={relief} stage={stage === anyStage ? null : stage} />
      ) : (
        <Current step={step}>
          {step === 'relief' && (
            <ReliefStep
              onPick={(id) => change({ relief: id, stage: stage === null ? null : address.get('stage'), step: null })}
            />
          )}
          {step === 'stage' && relief !== null && (
            <StageStep relief={relief.id} onPick={(id) => change({ stage: id ?? anyStage, step: after })} />
          )}
          {step === 'why' && relief !== null && (
            <>
              <div className="actions">
                <Button onPress={() => show([])}>{text.why.unknown}</Button>
              </div>
              <WhyStep relief={relief.id} because={known.because} onChange={setBecause} />
              <div className="actions">
                <Button className="primary" onPress={() => show(known.because)}>
                  {text.next}
                </Button>
              </div>
              <p className="fine">{text.private}</p>
            </>
          )}
        </Current>
      )}
    </>
  );
}

const Current = ({ step, children }: { readonly step: Step; readonly children: ReactNode }) => (
  <section className="step" aria-label={text.stepOf(steps.indexOf(step) + 1, steps.length)}>
    <p className="fine at">{text.stepOf(steps.indexOf(step) + 1, steps.length)}</p>
    <StepHeading key={step}>{step === 'options' ? text.options.title : text[step].title}</StepHeading>
    {children}
  </section>
);

/** Steps that are done, each of which can be changed. */
function Done({
  asked: { relief, stage },
  because,
  step,
  onChange,
}: {
  readonly asked: Asked;
  readonly because: readonly Named[];
  readonly step: Step;
  readonly onChange: (step: Step) => void;
}) {
  const rows = [
    ['relief', text.relief.label, relief?.title],
    ['stage', text.stage.label, stage === anyStage ? text.stage.any : stage?.title],
    [
      'why',
      text.why.label,
      step === 'options' ? (because.length === 0 ? text.why.notGiven : because.map(({ title }) => title).join('; ')) : undefined,
    ],
  ] as const;
  const done = rows.filter(([name, , value]) => value !== undefined && name !== step);
  if (done.length === 0) return null;
  return (
    <dl className="done screen-only" aria-label={text.asked}>
      {done.map(([name, label, value]) => (
        <div key={name}>
          <dt>{label}</dt>
          <dd>
            <span>{value}</span>
            <Button className="quiet-button" aria-label={text.changeOf(label)} onPress={() => onChange(name)}>
              {text.change}
            </Button>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What remains, and the questions that narrow it. */
function Results({ relief, stage }: { readonly relief: Named; readonly stage: Named | null }) {
  const [address, change] = useAddress();
  const { asOf, circuit } = useMoment();
  const known = useCase(relief.id);
  const client = useQueryClient();
  const isAll = stage !== null && address.get('all') === '1';
  const asking = { facts: factsOf(known), stage: stage?.id ?? null, asOf, circuit };
  const variables: AfterDenialQueryVariables = {
    ...asking,
    relief: relief.id,
    because: known.because.map(({ id }) => id),
    scope: isAll ? 'ALL_AT_STAGE' : 'LISTED',
  };
  const query = useAsk(AfterDenialDocument, variables, { keepPrevious: true });
  const hasFacts = known.given.length > 0 || known.because.length > 0;
  useEffect(() => {
    // Where the answers were forgotten, what was read on them is forgotten too.
    if (hasFacts) return;
    for (const { __meta__ } of [AfterDenialDocument, DenialOptionDocument])
      client.removeQueries({ queryKey: [__meta__?.hash], type: 'inactive' });
  }, [hasFacts, client]);
  return (
    <>
      <Remaining
        query={query}
        known={known}
        asking={asking}
        isAll={isAll}
        canShowAll={stage !== null}
        onAll={(all) => change({ all: all ? '1' : null }, true)}
        onForget={forgetCase}
      />
      <p className="tools screen-only">
        <ShowQuery document={AfterDenialDocument} variables={variables} />
      </p>
    </>
  );
}
