import { type ReactNode, useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { Link, useLocation, useParams } from 'react-router';
import {
  type CitedFragment,
  ClaimByIdDocument,
  ClaimsDocument,
  EntityPageDocument,
  type EntityPageQuery,
} from '../../generated/explorer/graphql.ts';
import { type Section, sections, sectionsOf } from '../palette.ts';
import { Claim as ClaimItem } from '../part/claim.tsx';
import { EntityLink, Kind, type Named } from '../part/entity-link.tsx';
import { History } from '../part/history.tsx';
import { NotFound } from '../part/not-found.tsx';
import { Heading } from '../part/page.tsx';
import { saveCsv, sourcesCell } from '../part/save.ts';
import { ShowQuery } from '../part/show-query.tsx';
import { Answered, Failure, Loading, None } from '../part/states.tsx';
import { useAsk } from '../part/use-ask.ts';
import { useClaims } from '../part/use-claims.ts';
import { claimPath, graphPath, inWords, useLink, useMoment } from '../state.ts';
import { entity as text } from '../text/entity.ts';
import { shared } from '../text/shared.ts';

type Node = NonNullable<EntityPageQuery['node']>;

/** All there is about one thing: in plain words first, then its claims by what they mean. */
export function Entity() {
  const { id = '' } = useParams();
  const query = useAsk(EntityPageDocument, { id });
  return (
    <Answered query={query}>
      {({ node }) => (node === null || node === undefined ? <NotFound id={id} /> : <Page key={node.id} node={node} />)}
    </Answered>
  );
}

function Page({ node }: { readonly node: Node }) {
  const link = useLink();
  const isRemedy = node.kind === 'RELIEF_TYPE' || node.kind === 'MOTION';
  return (
    <div className="entity">
      <Heading title={node.title}>
        <Kind kind={node.kind} />
      </Heading>
      <p className="lead">{node.summary}</p>
      {node.caveat !== null && (
        <p className="caveat">
          <strong>{text.caveat}.</strong> {node.caveat}
        </p>
      )}
      <ul className="actions">
        <li>
          <Link className="button" to={link(graphPath(node.id))}>
            {text.draw}
          </Link>
        </li>
        {isRemedy && (
          <li>
            <Link className="button" to={link('/denial', { relief: node.id })}>
              {text.denied}
            </Link>
          </li>
        )}
        <li>
          <Link className="button" to={link('/path', { from: node.id })}>
            {text.pathFrom}
          </Link>
        </li>
      </ul>
      {node.aliases.length > 0 && (
        <p className="fine">
          {text.also}: {node.aliases.join('; ')}
        </p>
      )}
      <Fields node={node} />
      <Claims node={node} />
      <History node={node} />
      <footer className="fine">
        <p>{node.reviewed === null ? text.neverReviewed : text.reviewed(inWords(node.reviewed))}</p>
        {node.pages.length > 0 && (
          <details>
            <summary>
              {text.read} ({node.pages.length})
            </summary>
            <ul>
              {node.pages.map((page) => (
                <li key={page}>
                  <a href={page} rel="noreferrer" target="_blank">
                    {page}
                  </a>
                </li>
              ))}
            </ul>
          </details>
        )}
        <ShowQuery document={EntityPageDocument} variables={{ id: node.id }} />
      </footer>
    </div>
  );
}

const isNamed = (value: unknown): value is Named =>
  typeof value === 'object' && value !== null && 'title' in value && 'kind' in value;

/** What only this kind has, as the API names it; what is not stated is left out. */
function Fields({ node }: { readonly node: Node }) {
  const values = node as unknown as Readonly<Record<string, unknown>>;
  const rows = Object.entries(text.fields).flatMap(([name, label]): readonly (readonly [string, ReactNode])[] => {
    const value = name === 'length' && values.length !== null && values.length !== undefined ? lengthOf(values) : values[name];
    if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)) return [];
    return [[label, shownValue(name, value)]];
  });
  const rights = node.__typename === 'ProceedingStage' ? node.rights : [];
  if (rows.length === 0 && rights.length === 0) return null;
  return (
    <dl className="fields">
      {rows.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {rights.map(({ name, text: right }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{right}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A value of an enum as words: `CALENDAR_DAYS` is "calendar days". */
const asWords = (value: string): string => value.toLowerCase().replaceAll('_', ' ');

const lengthOf = ({ length, unit }: Readonly<Record<string, unknown>>): string => `${length} ${asWords(String(unit))}`;

function shownValue(name: string, value: unknown): ReactNode {
  if (name === 'url') return <a href={String(value)}>{String(value)}</a>;
  if (!Array.isArray(value)) return /^[A-Z_]+$/.test(String(value)) ? asWords(String(value)) : String(value);
  if (!value.every(isNamed)) return value.join(', ');
  return (
    <ul>
      {value.map((each) => (
        <li key={each.id}>
          <EntityLink entity={each} />
        </li>
      ))}
    </ul>
  );
}

/** The section a claim stands in on the page of `id`. */
const sectionOf = (claim: CitedFragment, id: string): Section => sectionsOf[claim.relationship][claim.from.id === id ? 0 : 1];

function Claims({ node }: { readonly node: Node }) {
  const { asOf, circuit } = useMoment();
  const { query, claims, total, isWhole } = useClaims(node.id, asOf, circuit);
  const link = useLink();
  const named = useNamedClaim(isWhole);
  const title = (section: Section): string =>
    section === 'when' && node.kind === 'PROCEEDING_STAGE' ? text.moves : text.sections[section];
  if (query.isPending && query.fetchStatus === 'fetching') return <Loading />;
  if (query.isPending || query.isError) return <Failure error={query.error} retry={() => void query.refetch()} />;
  const shown = sections
    .map((section) => ({ section, items: claims.filter((claim) => sectionOf(claim, node.id) === section) }))
    .filter(({ items }) => items.length > 0);
  return (
    <section aria-labelledby="claims" className="claims">
      <h2 id="claims">{text.claimsTitle}</h2>
      <p className="fine" role="status">
        {text.onDay(inWords(asOf))}, {circuit === null ? text.everywhere : shared.circuits[circuit]}: {text.count(total ?? 0)}.{' '}
        {!isWhole && shared.loadingMore}
      </p>
      {isWhole && named !== null && !claims.some(({ id }) => id === named) && (
        <p className="caveat" role="status">
          {text.notThatDay(named)} <Link to={link(claimPath(named))}>{text.seeClaim}</Link>
        </p>
      )}
      {total === 0 && <None>{text.noClaims}</None>}
      <nav className="sections" aria-label={text.claimsTitle}>
        {shown.map(({ section, items }) => (
          <a key={section} href={`#section-${section}`}>
            {title(section)} <span className="quiet">{items.length}</span>
          </a>
        ))}
      </nav>
      {shown.map(({ section, items }) => (
        <Group key={section} section={section} title={title(section)} claims={items} page={node.id} />
      ))}
      <p className="tools">
        <ShowQuery document={ClaimsDocument} variables={{ id: node.id, asOf, circuit, after: null }} />
        <Button
          className="quiet-button"
          isDisabled={!isWhole}
          aria-label={shared.exportCsvOf(text.table)}
          onPress={() => void saveCsv(claims.map(rowOf), `${node.id}-${asOf}`)}
        >
          {shared.exportCsv}
        </Button>
      </p>
    </section>
  );
}

/** A claim as a row of a table. */
const rowOf = (claim: CitedFragment) => ({
  id: claim.id,
  relationship: claim.relationship,
  from: claim.from.id,
  to: claim.to.id,
  sentence: claim.sentence,
  note: claim.note,
  validFrom: claim.validFrom,
  validTo: claim.validTo,
  circuits: claim.circuits.join(' '),
  support: claim.support,
  verified: claim.verified,
  sources: sourcesCell(claim.sources),
});

/** How many claims of a section are shown at first. */
const few = 8;

function Group({
  section,
  title,
  claims,
  page,
}: {
  readonly section: Section;
  readonly title: string;
  readonly claims: readonly CitedFragment[];
  readonly page: string;
}) {
  const { hash } = useLocation();
  const named = decodeURIComponent(hash.slice(1));
  const [isWhole, setWhole] = useState(false);
  const showsAll = isWhole || claims.length <= few + 2 || claims.slice(few).some(({ id }) => id === named);
  return (
    <section id={`section-${section}`} aria-labelledby={`title-${section}`}>
      <h3 id={`title-${section}`}>
        {title} <span className="quiet">{claims.length}</span>
      </h3>
      <ul className="list">
        {(showsAll ? claims : claims.slice(0, few)).map((claim) => (
          <li key={claim.id}>
            <ClaimItem claim={claim} page={page} />
          </li>
        ))}
      </ul>
      {claims.length > few + 2 && (
        <Button className="quiet-button" onPress={() => setWhole(!isWhole)} aria-expanded={showsAll}>
          {showsAll ? text.showFewer : text.showAll(claims.length)}
        </Button>
      )}
    </section>
  );
}

/** The id of the claim that the address names, to which the page goes once it is there; null: none. */
function useNamedClaim(isReady: boolean): string | null {
  const { hash } = useLocation();
  const name = decodeURIComponent(hash.slice(1));
  useEffect(() => {
    if (isReady && name !== '') document.getElementById(name)?.scrollIntoView({ block: 'start' });
  }, [isReady, name]);
  return name.includes('.') ? name : null;
}

/** One claim at its permanent address. */
export function Claim() {
  const { id = '' } = useParams();
  const query = useAsk(ClaimByIdDocument, { id });
  return (
    <Answered query={query}>
      {({ claim }) =>
        claim === null || claim === undefined ? (
          <>
            <Heading title={shared.notFoundTitle} />
            <p>{text.claimNotFound(id)}</p>
          </>
        ) : (
          <>
            <Heading title={text.claimTitle}>
              <p className="fine">
                <code>{claim.id}</code>
              </p>
            </Heading>
            <ClaimItem claim={claim} />
            <h2>{text.claimAbout}</h2>
            <ul className="list">
              {[claim.from, claim.to].map((end) => (
                <li key={end.id}>
                  <EntityLink entity={end} withKind />
                </li>
              ))}
            </ul>
            <ShowQuery document={ClaimByIdDocument} variables={{ id }} />
          </>
        )
      }
    </Answered>
  );
}
