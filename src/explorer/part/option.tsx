import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { type CitedFragment, DenialOptionDocument } from '../../generated/explorer/graphql.ts';
import { denial } from '../text/denial.ts';
import { shared } from '../text/shared.ts';
import type { Option } from './case.ts';
import { Sentence } from './claim.tsx';
import { EntityLink, type Named } from './entity-link.tsx';
import {
  type Asking,
  clockOf,
  type DeadlineClaim,
  type Element,
  isWhole,
  keyOf,
  type WholeDetails,
  withoutSubject,
} from './option-parts.ts';
import { Says, Stated } from './stated.tsx';
import { Answered, Failure, None } from './states.tsx';
import { useAsk } from './use-ask.ts';

const text = denial.options;

/** An option: what it is and how it stands; opened, all that the sources say of it. */
export function OptionCard({ option, asking }: { readonly option: Option; readonly asking: Asking }) {
  const { remedy, status, sentence, sameGround, alternative, deadlines } = option;
  return (
    <li className="option" data-status={status} data-remedy={remedy.id}>
      <Disclosure>
        {({ isExpanded }) => (
          <>
            <h3>
              <EntityLink entity={remedy} />
            </h3>
            <p>{withoutSubject(sentence, remedy.title)}</p>
            {alternative.length === 0 && <p className="fine">{text.unlisted}</p>}
            {sameGround.length > 0 && (
              <p className="fine">{text.sameGround(sameGround.map(({ title }) => `“${title}”`).join(', '))}</p>
            )}
            {deadlines.map(({ id, title, length, unit }) => (
              <p className="fine" key={id}>
                <strong>{text.deadline}:</strong> {title}
                {length !== null && unit !== null && ` (${text.length(length, unit)})`}
              </p>
            ))}
            <Heading level={4} className="opener">
              <Button slot="trigger">
                {isExpanded ? text.hide : text.show}
                <span className="visually-hidden">: {remedy.title}</span>
              </Button>
            </Heading>
            <DisclosurePanel>{isExpanded && <OptionDetails option={option} asking={asking} />}</DisclosurePanel>
          </>
        )}
      </Disclosure>
    </li>
  );
}

function OptionDetails({ option, asking }: { readonly option: Option; readonly asking: Asking }) {
  const query = useAsk(DenialOptionDocument, { ...asking, remedy: option.remedy.id });
  return (
    <Answered query={query}>
      {(details) =>
        isWhole(details) ? (
          <Whole option={option} details={details} stage={asking.stage} />
        ) : (
          <Failure error={null} retry={() => void query.refetch()} />
        )
      }
    </Answered>
  );
}

interface OfOption {
  readonly option: Option;
  readonly details: WholeDetails;
  /** Id of the stage that was asked about; null: any. */
  readonly stage: string | null;
}

function Whole({ option, details, stage }: OfOption) {
  const { assess, node } = details;
  const about = option.remedy;
  return (
    <div className="whole">
      <p>{node.summary}</p>
      {node.caveat !== null && <p className="caveat">{node.caveat}</p>}
      <Part title={text.why} list={option.alternative} none={text.unlisted}>
        {(claim) => (
          <Stated key={claim.id} claim={claim} about={about}>
            {claim.why !== null && <p className="note">{claim.why}</p>}
          </Stated>
        )}
      </Part>
      <When option={option} details={details} stage={stage} />
      <Part title={text.takes} list={assess.requirements}>
        {(element) => <ElementItem key={keyOf(element)} element={element} names={text.findings} about={about} />}
      </Part>
      <Part title={text.bars} list={assess.bars} isBad>
        {(element) => (
          <ElementItem key={keyOf(element)} element={element} names={text.barFindings} about={about}>
            <Links label={text.lifts} list={element.liftedBy} />
            <Links label={text.waives} list={element.waivers} />
          </ElementItem>
        )}
      </Part>
      <More title={text.grounds(assess.barringGrounds.length)} help={text.groundsHelp} list={assess.barringGrounds}>
        {(claim) => <Stated key={claim.id} claim={claim} about={about} />}
      </More>
      <More title={text.weighs(assess.discretion.length)} help={text.weighsHelp} list={assess.discretion}>
        {(element) => <ElementItem key={keyOf(element)} element={element} names={text.weightFindings} about={about} />}
      </More>
      <Part title={text.deadlines} list={node.deadlines.nodes} none={text.deadlinesNone}>
        {(claim) => <Deadline key={claim.id} claim={claim} about={about} />}
      </Part>
      <Part title={text.gives} list={node.confers}>
        {(claim) => <Stated key={claim.id} claim={claim} about={about} />}
      </Part>
      <Part title={text.givesNot} list={node.doesNotConfer}>
        {(claim) => <Stated key={claim.id} claim={claim} about={about} />}
      </Part>
      <Part title={text.risks} list={node.risks}>
        {(claim) => <Stated key={claim.id} claim={claim} about={about} />}
      </Part>
      <Part title={text.policy} list={assess.policy}>
        {(claim) => <Stated key={claim.id} claim={claim} about={about} />}
      </Part>
      <Part title={text.forms} list={node.filedOn}>
        {(claim) => <Stated key={claim.id} claim={claim} about={about} />}
      </Part>
    </div>
  );
}

/** How many stages are shown before the rest is folded away. */
const shownStages = 6;

/** Where it can be asked for: at the stage of the case first; of other stages, those where it cannot be had. */
function When({ option, details, stage }: OfOption) {
  const { availability, remedy } = option;
  const shut = details.node.unavailableAt;
  const here = [...availability, ...shut.filter(({ to }) => to.id === stage)];
  const elsewhere = shut.filter(({ to }) => to.id !== stage);
  const item = (claim: CitedFragment) => <Stated key={claim.id} claim={claim} about={remedy} />;
  return (
    <>
      <Part title={text.when} list={here.slice(0, shownStages)} none={stage === null ? shared.none : text.whenNone}>
        {item}
      </Part>
      <More title={text.whenMore(here.length - shownStages)} list={here.slice(shownStages)}>
        {item}
      </More>
      <More title={text.whenNot(elsewhere.length)} list={elsewhere}>
        {item}
      </More>
    </>
  );
}

interface Folded<One> {
  readonly title: string;
  readonly help?: string;
  readonly list: readonly One[];
  readonly children: (one: One) => ReactNode;
}

/** A long list that is folded away; nothing where it is empty, as it only adds to what is shown. */
function More<One>({ title, help, list, children }: Folded<One>) {
  if (list.length === 0) return null;
  return (
    <details className="more">
      <summary>{title}</summary>
      {help !== undefined && <p className="fine">{help}</p>}
      <ul className="list">{list.map(children)}</ul>
    </details>
  );
}

/** A list under its heading; an empty one says so. */
function Part<One>({
  title,
  list,
  none,
  isBad = false,
  children,
}: {
  readonly title: string;
  readonly list: readonly One[];
  readonly none?: string;
  /** What is found in it harms: its colors are the other way round. */
  readonly isBad?: boolean;
  readonly children: (one: One) => ReactNode;
}) {
  return (
    <section>
      <h4>{title}</h4>
      {list.length === 0 ? (
        <None>{none ?? shared.none}</None>
      ) : (
        <ul className={isBad ? 'list bars-list' : 'list'}>{list.map(children)}</ul>
      )}
    </section>
  );
}

interface OfElement {
  readonly element: Element;
  readonly names: Readonly<Record<Element['finding'], string>>;
  readonly about: Named;
  readonly children?: ReactNode;
}

function ElementItem({ element, names, about, children }: OfElement) {
  const { finding, sentence, claims, group } = element;
  const [first] = claims;
  const said = withoutSubject(sentence, about.title);
  return (
    <li className="stated">
      <p>
        <span className="finding" data-finding={finding}>
          {names[finding]}
        </span>{' '}
        {first === undefined ? said : <Sentence claim={{ sentence: said, from: first.from, to: first.to }} page={about.id} />}
      </p>
      {typeof group === 'string' && claims.length > 1 && <p className="note">{text.anyOf}.</p>}
      {claims.map(
        ({ id, note }) =>
          note !== null && (
            <p key={id} className="note">
              {note}
            </p>
          ),
      )}
      {children}
      <Says claims={claims} />
    </li>
  );
}

const Links = ({ label, list }: { readonly label: string; readonly list: readonly Named[] }) =>
  list.length > 0 && (
    <p className="lifts">
      <strong>{label}:</strong>{' '}
      {list.map((entity, at) => (
        <span key={entity.id}>
          {at > 0 && '; '}
          <EntityLink entity={entity} />
        </span>
      ))}
    </p>
  );

const Deadline = ({ claim, about }: { readonly claim: DeadlineClaim; readonly about: Named }) => (
  <Stated claim={claim} about={about}>
    <dl className="clock">
      {clockOf(claim).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  </Stated>
);
