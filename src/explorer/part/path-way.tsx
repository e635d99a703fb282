import { Button, Disclosure, DisclosurePanel } from 'react-aria-components';
import type { RoutesQuery } from '../../generated/explorer/graphql.ts';
import { hueOf } from '../palette.ts';
import { path as text } from '../text/path.ts';
import { shared } from '../text/shared.ts';
import { Claim, Sentence } from './claim.tsx';
import type { Named } from './entity-link.tsx';
import { sourcesCell } from './save.ts';

export type Way = RoutesQuery['paths'][number];
type Step = Way['steps'][number];

/** One way: its drawing, and the same steps as sentences, each with its evidence. */
export function WayItem({ way, number }: { readonly way: Way; readonly number: number }) {
  return (
    <article className="way" aria-labelledby={`way-${number}`}>
      <h3 id={`way-${number}`}>{text.way(number, way.length)}</h3>
      <Drawing way={way} number={number} />
      <ol className="steps">
        {way.steps.map((step, at) => (
          <li key={step.claim.id}>
            <p>
              <Sentence claim={step} />
            </p>
            <Evidence step={step} label={text.evidenceOf(at + 1, number)} />
          </li>
        ))}
      </ol>
    </article>
  );
}

const nameOf = ({ claim, direction }: Step): string => {
  const name = shared.relationships[claim.relationship];
  return direction === 'IN' ? text.backwards(name) : name;
};

/** A chain of the things on the way: an arrow points as its claim reads, so against the way where the claim is followed backwards. */
function Drawing({ way: { steps }, number }: { readonly way: Way; readonly number: number }) {
  const [first] = steps;
  if (first === undefined) return null;
  const parts = [first.from.title, ...steps.flatMap((step) => [nameOf(step), step.to.title])];
  return (
    <div className="chain" role="img" aria-label={text.drawing(number, parts.join(', '))}>
      <Thing entity={first.from} />
      {steps.map((step) => (
        <span className="link" key={step.claim.id}>
          <span className="arrow" data-direction={step.direction} data-relationship={step.claim.relationship}>
            <span className="name">{shared.relationships[step.claim.relationship]}</span>
          </span>
          <Thing entity={step.to} />
        </span>
      ))}
    </div>
  );
}

const Thing = ({ entity }: { readonly entity: Named }) => (
  <span className="thing" data-entity={entity.id} data-hue={hueOf[entity.kind]}>
    <span className="of">{shared.kinds[entity.kind][0]}</span>
    {entity.title}
  </span>
);

/** The claim under a step. Its sentence is repeated only where the step reads it backwards. */
function Evidence({ step: { claim, direction }, label }: { readonly step: Step; readonly label: string }) {
  return (
    <Disclosure className="evidence" data-direction={direction}>
      {({ isExpanded }) => (
        <>
          <Button slot="trigger" className="quiet-button">
            <span aria-hidden="true">{isExpanded ? '▾' : '▸'}</span>
            <span>
              {text.evidence} <span className="visually-hidden">{label}</span>
            </span>
          </Button>
          <DisclosurePanel>{isExpanded && <Claim claim={claim} />}</DisclosurePanel>
        </>
      )}
    </Disclosure>
  );
}

/** The steps of ways as rows of a table. */
export const rowsOf = (ways: readonly Way[]) =>
  ways.flatMap(({ steps }, way) =>
    steps.map(({ claim, direction, sentence, from, to }, step) => ({
      way: way + 1,
      step: step + 1,
      from: from.id,
      fromTitle: from.title,
      relationship: claim.relationship,
      direction,
      to: to.id,
      toTitle: to.title,
      sentence,
      note: claim.note,
      claim: claim.id,
      validFrom: claim.validFrom,
      validTo: claim.validTo,
      circuits: claim.circuits.join(' '),
      support: claim.support,
      verified: claim.verified,
      sources: sourcesCell(claim.sources),
    })),
  );
