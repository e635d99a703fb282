import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Button } from 'react-aria-components';
import type { FactValueInput } from '../../generated/explorer/graphql.ts';
import { denial } from '../text/denial.ts';
import { type Case, durationParts, type Factor, factFrom, factInWords, type Given, takeBackFact } from './case.ts';

const text = denial.question;

interface Asking {
  readonly factor: Factor;
  /** The answer so far, when it is changed. */
  readonly value?: FactValueInput | undefined;
  readonly onAnswer: (value: FactValueInput) => void;
}

/** The control that answers a question, by the kind of value it asks for. */
export function Answer(asking: Asking) {
  const { factor, onAnswer } = asking;
  switch (factor.valueType) {
    case 'BOOLEAN':
      return (
        <div className="answers">
          <Button onPress={() => onAnswer({ boolean: true })}>{text.yes}</Button>
          <Button onPress={() => onAnswer({ boolean: false })}>{text.no}</Button>
        </div>
      );
    case 'CHOICE':
      return (
        <div className="answers">
          {factor.choices.map((choice) => (
            <Button key={choice} onPress={() => onAnswer({ choice })}>
              {choice}
            </Button>
          ))}
        </div>
      );
    case 'DURATION':
      return <Duration {...asking} />;
    case 'DATE':
      return (
        <OneField
          {...asking}
          label={text.day}
          input={{ type: 'date', min: '1900-01-01', max: '2199-12-31', defaultValue: asking.value?.date }}
          valueType="DATE"
        />
      );
    case 'COUNT':
      return (
        <OneField
          {...asking}
          label={text.count}
          input={{ type: 'number', min: 0, max: 1000, step: 1, inputMode: 'numeric', defaultValue: asking.value?.count }}
          valueType="COUNT"
        />
      );
    case 'MONEY':
      return (
        <OneField
          {...asking}
          label={text.dollars}
          input={{
            type: 'number',
            min: 0,
            max: 10_000_000,
            step: 0.01,
            inputMode: 'decimal',
            defaultValue: asking.value?.money === undefined ? undefined : asking.value.money / 100,
          }}
          valueType="MONEY"
        />
      );
  }
}

/** The browser keeps no list of what was typed in these fields. */
const unkept = { autoComplete: 'off' } as const;

interface Field extends Asking {
  readonly label: string;
  readonly input: Readonly<Record<string, string | number | undefined>>;
  readonly valueType: 'DATE' | 'COUNT' | 'MONEY';
}

function OneField({ label, input, valueType, onAnswer }: Field) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onAnswer(factFrom(valueType, String(new FormData(event.currentTarget).get('given'))));
  };
  return (
    <form className="answers" onSubmit={submit} {...unkept}>
      <label>
        <span>{label}</span>
        <input name="given" required {...input} {...unkept} />
      </label>
      <Button type="submit">{text.answer}</Button>
    </form>
  );
}

const parts = [
  ['years', 'Y', 150],
  ['months', 'M', 1800],
  ['days', 'D', 55_000],
] as const;

function Duration({ value, onAnswer }: Asking) {
  const [isEmpty, setEmpty] = useState(false);
  const hint = useId();
  const before = value?.duration === undefined ? undefined : durationParts(value.duration);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const typed = parts.flatMap(([name, unit]) => (given.get(name) === '' ? [] : [`${Number(given.get(name))}${unit}`]));
    if (typed.length === 0) setEmpty(true);
    else onAnswer({ duration: `P${typed.join('')}` });
  };
  return (
    <form className="answers" onSubmit={submit} {...unkept}>
      {parts.map(([name, , max]) => (
        <label key={name}>
          <span>{text[name]}</span>
          <input
            name={name}
            type="number"
            min={0}
            max={max}
            step={1}
            inputMode="numeric"
            defaultValue={before?.[name] || undefined}
            aria-describedby={isEmpty ? hint : undefined}
            {...unkept}
          />
        </label>
      ))}
      <Button type="submit">{text.answer}</Button>
      {isEmpty && (
        <p className="hint" id={hint} role="alert">
          {text.durationEmpty}
        </p>
      )}
    </form>
  );
}

/** What was answered and what was left open, each of which can be changed. */
export function Answers({ known, onChange }: { readonly known: Case; readonly onChange: (factor: Factor) => void }) {
  const { given, skipped } = known;
  return (
    <>
      {given.length > 0 && (
        <>
          <h3>{text.given}</h3>
          <ul className="given">
            {given.map((one) => (
              <AnswerGiven key={one.factor.id} {...one} onChange={onChange} />
            ))}
          </ul>
        </>
      )}
      {skipped.length > 0 && (
        <>
          <h3>{text.skipped}</h3>
          <ul className="given">
            {skipped.map((factor) => (
              <Said key={factor.id} question={factor.question}>
                <Button className="quiet-button" aria-label={text.answerNowOf(factor.question)} onPress={() => onChange(factor)}>
                  {text.answerNow}
                </Button>
              </Said>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const AnswerGiven = ({ factor, value, onChange }: Given & { readonly onChange: (factor: Factor) => void }) => (
  <Said question={factor.question} answer={factInWords(value)}>
    <Button className="quiet-button" aria-label={text.changeOf(factor.question)} onPress={() => onChange(factor)}>
      {denial.change}
    </Button>
    <Button className="quiet-button" aria-label={text.takeBackOf(factor.question)} onPress={() => takeBackFact(factor)}>
      {text.takeBack}
    </Button>
  </Said>
);

const Said = ({
  question,
  answer,
  children,
}: {
  readonly question: string;
  readonly answer?: string;
  readonly children: ReactNode;
}) => (
  <li>
    <span className="asked">{question}</span> {answer !== undefined && <strong>{answer}</strong>}
    <span className="changes">{children}</span>
  </li>
);
