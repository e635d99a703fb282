import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { DenialOptionDocument } from '../../generated/explorer/graphql.ts';
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
            <p>{sentence}</p>
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
              <Button slot="trigger" aria-label={`${isExpanded ? text.hide : text.show}: ${remedy.title}`}>
                <span aria-hidden="true">{isExpanded ? '▾' : '▸'}</span> {isExpanded ? text.hide : text.show}
              </Button>
            </Heading>
            <DisclosurePanel aria-label={text.showOf(remedy.title)} role="region">
              {isExpanded && <OptionDetails option={option} asking={asking} />}
            </DisclosurePanel>
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
          <Whole option={option} details={details} />
        ) : (
          <Failure error={null} retry={() => void query.refetch()} />
        )
      }
    </Answered>
  );
}

function Whole({ option, details }: { readonly option: Option; readonly details: WholeDetails }) {
  const { assess, node } = details;
  const { id: page, title } = option.remedy;
  const about = { page, title };
  return (
    <div className="whole">
      <p>{node.summary}</p>
      {node.caveat !== null && <p className="caveat">{node.caveat}</p>}
      <Part title={text.why} list={option.alternative} none={text.unlisted}>
        {(claim) => (
          <Stated key={claim.id} claim={claim} page={page}>
            {claim.why !== null && <p className="note">{claim.why}</p>}
          </Stated>
        )}
      </Part>
      <Part title={text.when} list={[...option.availability, ...node.unavailableAt]}>
        {(claim) => <Stated key={claim.id} claim={claim} page={page} />}
      </Part>
      <Part title={text.takes} list={assess.requirements}>
        {(element) => <ElementItem key={element.sentence} element={element} names={text.findings} {...about} />}
      </Part>
      <Part title={text.bars} list={assess.bars}>
        {(element) => (
          <ElementItem key={element.sentence} element={element} names={text.barFindings} {...about}>
            <Links label={text.lifts} list={element.liftedBy} />
            <Links label={text.waives} list={element.waivers} />
          </ElementItem>
        )}
      </Part>
      {assess.barringGrounds.length > 0 && (
        <details className="more">
          <summary>{text.grounds(assess.barringGrounds.length)}</summary>
          <p className="fine">{text.groundsHelp}</p>
          <ul className="list">
            {assess.barringGrounds.map((claim) => (
              <Stated key={claim.id} claim={claim} page={page} />
            ))}
          </ul>
        </details>
      )}
      {assess.discretion.length > 0 && (
        <details className="more">
          <summary>{text.weighs(assess.discretion.length)}</summary>
          <p className="fine">{text.weighsHelp}</p>
          <ul className="list">
            {assess.discretion.map((element) => (
              <ElementItem key={element.sentence} element={element} names={text.weightFindings} {...about} />
            ))}
          </ul>
        </details>
      )}
      <Part title={text.deadlines} list={node.deadlines.nodes} none={text.deadlinesNone}>
        {(claim) => <Deadline key={claim.id} claim={claim} page={page} />}
      </Part>
      <Part title={text.gives} list={node.confers}>
        {(claim) => <Stated key={claim.id} claim={claim} page={page} />}
      </Part>
      <Part title={text.givesNot} list={node.doesNotConfer}>
        {(claim) => <Stated key={claim.id} claim={claim} page={page} />}
      </Part>
      <Part title={text.risks} list={node.risks}>
        {(claim) => <Stated key={claim.id} claim={claim} page={page} />}
      </Part>
      <Part title={text.policy} list={assess.policy}>
        {(claim) => <Stated key={claim.id} claim={claim} page={page} />}
      </Part>
      <Part title={text.forms} list={node.filedOn}>
        {(claim) => <Stated key={claim.id} claim={claim} page={page} />}
      </Part>
    </div>
  );
}

/** A list under its heading; an empty one says so. */
function Part<One>({
  title,
  list,
  none,
  children,
}: {
  readonly title: string;
  readonly list: readonly One[];
  readonly none?: string;
  readonly children: (one: One) => ReactNode;
}) {
  return (
    <section>
      <h4>{title}</h4>
      {list.length === 0 ? <None>{none ?? shared.none}</None> : <ul className="list">{list.map(children)}</ul>}
    </section>
  );
}

interface OfElement {
  readonly element: Element;
  readonly names: Readonly<Record<Element['finding'], string>>;
  readonly page: string;
  readonly title: string;
  readonly children?: ReactNode;
}

function ElementItem({ element, names, page, title, children }: OfElement) {
  const { finding, sentence, claims, group } = element;
  const [first] = claims;
  const said = withoutSubject(sentence, title);
  return (
    <li className="stated">
      <p>
        <span className="finding" data-finding={finding}>
          {names[finding]}
        </span>{' '}
        {first === undefined ? said : <Sentence claim={{ sentence: said, from: first.from, to: first.to }} page={page} />}
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

const Deadline = ({ claim, page }: { readonly claim: DeadlineClaim; readonly page: string }) => (
  <Stated claim={claim} page={page}>
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
