import type { UseQueryResult } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Button, Checkbox } from 'react-aria-components';
import type { AfterDenialQuery, OptionStatus } from '../../generated/explorer/graphql.ts';
import { denial } from '../text/denial.ts';
import { type Case, type Factor, giveFact, type Option, questionAfter, type Remains, skipFact } from './case.ts';
import { Memo } from './memo.tsx';
import { OptionCard } from './option.tsx';
import type { Asking } from './option-parts.ts';
import { Answer, Answers } from './question.tsx';
import { Stated } from './stated.tsx';
import { Answered, None } from './states.tsx';
import { StepHeading } from './step-heading.tsx';

const text = denial.options;

interface Shown {
  readonly known: Case;
  readonly asking: Asking;
  readonly isAll: boolean;
  readonly canShowAll: boolean;
  readonly onAll: (isAll: boolean) => void;
  readonly onForget: () => void;
}

/** The questions, and beside them the options they narrow. */
export function Remaining({ query, ...shown }: Shown & { readonly query: UseQueryResult<AfterDenialQuery, Error> }) {
  const isReading = query.isPlaceholderData || query.isPending;
  const remains = query.isError ? undefined : query.data?.afterDenial;
  return (
    <>
      <StepHeading>{text.title}</StepHeading>
      <p role="status" className="visually-hidden">
        {isReading ? denial.question.reading : remains === undefined ? '' : countsOf(remains).join(', ')}
      </p>
      {remains !== undefined && <Jumps remains={remains} />}
      <div className="remaining">
        <aside className="asking screen-only" aria-label={denial.question.title}>
          <Questions remains={isReading ? undefined : remains} isReading={isReading} {...shown} />
        </aside>
        <div className="options" aria-busy={isReading}>
          <Answered query={query}>
            {({ afterDenial }) => <Options remains={afterDenial} isReading={isReading} {...shown} />}
          </Answered>
        </div>
      </div>
    </>
  );
}

const statuses = ['OPEN', 'NEEDS_FACTS', 'BLOCKED'] as const;
const ofStatus = ({ options }: Remains, status: OptionStatus): readonly Option[] =>
  options.filter((option) => option.status === status);
const countsOf = (remains: Remains): readonly string[] =>
  statuses.map((status) => text.inGroup[status](ofStatus(remains, status).length));
const groupId = (status: OptionStatus): string => `group-${status}`;

/** How many options there are of each status, and the way to them past questions, warnings and sources. */
const Jumps = ({ remains }: { readonly remains: Remains }) => (
  <ul className="jumps screen-only" aria-label={text.jump}>
    {countsOf(remains).map((count, at) => (
      <li key={statuses[at]} data-status={statuses[at]}>
        <Button onPress={() => document.getElementById(groupId(statuses[at] ?? 'OPEN'))?.focus()}>{count}</Button>
      </li>
    ))}
  </ul>
);

interface Questioning {
  /** Undefined: not read, or not yet. */
  readonly remains: Remains | undefined;
  readonly isReading: boolean;
  readonly known: Case;
  readonly onForget: () => void;
}

/** One question at a time; a question that is changed comes first. */
function Questions({ remains, isReading, known, onForget }: Questioning) {
  const text = denial.question;
  const [changing, setChanging] = useState<Factor | null>(null);
  const [hasAnswered, setAnswered] = useState(false);
  const next = changing ?? (remains === undefined ? null : questionAfter(remains, known));
  const close = () => {
    setChanging(null);
    setAnswered(true);
  };
  const hasKnown = known.given.length > 0 || known.skipped.length > 0;
  return (
    <>
      {next !== null && (
        <div className="question" key={next.id}>
          <QuestionTitle hasFocus={hasAnswered}>{next.question}</QuestionTitle>
          {remains?.nextQuestion?.factor.id === next.id && <p className="fine">{text.why(remains.nextQuestion.settles)}</p>}
          <Answer
            factor={next}
            value={known.given.find(({ factor }) => factor.id === next.id)?.value}
            onAnswer={(value) => {
              close();
              giveFact(next, value);
            }}
          />
          <div className="answers">
            <Button
              onPress={() => {
                close();
                skipFact(next);
              }}
            >
              {text.unknown}
            </Button>
            {changing !== null && (
              <Button className="quiet-button" onPress={close}>
                {text.keep}
              </Button>
            )}
          </div>
        </div>
      )}
      {next === null && isReading && (
        <div className="question">
          <QuestionTitle key="reading" hasFocus={hasAnswered}>
            {text.reading}
          </QuestionTitle>
        </div>
      )}
      {next === null && remains !== undefined && (
        <div className="question">
          <QuestionTitle key="done" hasFocus={hasAnswered}>
            {known.skipped.length > 0 ? text.doneSkipped : text.done}
          </QuestionTitle>
          {remains.options.length > 0 && <p className="fine">{text.doneHelp}</p>}
        </div>
      )}
      {hasKnown ? (
        <Answers
          known={known}
          onChange={(factor) => {
            setChanging(factor);
            setAnswered(true);
          }}
        />
      ) : (
        <p className="fine">{text.none}</p>
      )}
      <p className="fine">{denial.private}</p>
      {(hasKnown || known.because.length > 0) && (
        <Button
          className="quiet-button"
          onPress={() => {
            close();
            onForget();
          }}
        >
          {text.forget}
        </Button>
      )}
    </>
  );
}

/** The question; after an answer the focus goes to the next one, so that one can go on answering. */
function QuestionTitle({ hasFocus, children }: { readonly hasFocus: boolean; readonly children: string }) {
  const title = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it takes the focus when it comes, not when it changes.
  useEffect(() => {
    if (hasFocus) title.current?.focus();
  }, []);
  return (
    <h3 ref={title} tabIndex={-1}>
      {children}
    </h3>
  );
}

function Options({ isReading, ...shown }: Shown & { readonly remains: Remains; readonly isReading: boolean }) {
  const { remains, known, asking, isAll } = shown;
  const [hasMemo, setMemo] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (wasOpen.current && !hasMemo) opener.current?.focus();
    wasOpen.current = hasMemo;
  }, [hasMemo]);
  return (
    <>
      {hasMemo && !isReading && (
        <Memo remains={remains} known={known} asking={asking} isAll={isAll} onClose={() => setMemo(false)} />
      )}
      <div className="screen-only" hidden={hasMemo}>
        <Warnings remains={remains} />
        <Scope {...shown} />
        <div className="make">
          <Button ref={opener} isDisabled={isReading} onPress={() => setMemo(true)}>
            {denial.memo.make}
          </Button>
          <p className="fine">{denial.memo.help}</p>
        </div>
        {remains.options.length === 0 ? (
          <None>
            {isAll ? text.noneAll : text.none} {text.noneHelp}
          </None>
        ) : (
          statuses.map((status) => <Group key={status} status={status} remains={remains} asking={asking} />)
        )}
      </div>
    </>
  );
}

/** What asking, or asking again, risks: told before what it could bring. */
const Warnings = ({ remains: { warnings, denied } }: { readonly remains: Remains }) => (
  <section className="warnings" aria-labelledby="warnings">
    <h3 id="warnings">{text.warnings}</h3>
    {warnings.length === 0 ? (
      <None>{text.noWarnings}</None>
    ) : (
      <ul className="list">
        {warnings.map((claim) => (
          <Stated key={claim.id} claim={claim} about={denied} />
        ))}
      </ul>
    )}
  </section>
);

const Scope = ({ isAll, canShowAll, onAll }: Pick<Shown, 'isAll' | 'canShowAll' | 'onAll'>) =>
  canShowAll ? (
    <Checkbox className="react-aria-Checkbox all" isSelected={isAll} onChange={onAll}>
      <span className="box" aria-hidden="true" />
      {text.all}
    </Checkbox>
  ) : (
    <p className="fine">{text.allNeedsStage}</p>
  );

/** The options of one status, in the order of the API. */
function Group({
  status,
  remains,
  asking,
}: {
  readonly status: OptionStatus;
  readonly remains: Remains;
  readonly asking: Asking;
}) {
  const group = ofStatus(remains, status);
  const [name, help] = text.groups[status];
  return (
    <section className="group" data-status={status} aria-labelledby={groupId(status)}>
      <h2 id={groupId(status)} tabIndex={-1}>
        {name} <span className="quiet">({group.length})</span>
      </h2>
      {group.length === 0 ? <p className="quiet">{text.noneIn}</p> : <p className="fine">{help}</p>}
      <ol className="cards">
        {group.map((option) => (
          <OptionCard key={option.remedy.id} option={option} asking={asking} />
        ))}
      </ol>
    </section>
  );
}
