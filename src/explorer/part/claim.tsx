import { Fragment } from 'react';
import { Link } from 'react-router';
import type { CitedFragment } from '../../generated/explorer/graphql.ts';
import { claimPath, entityPath, useLink } from '../state.ts';
import { shared } from '../text/shared.ts';
import { EntityLink, type Named } from './entity-link.tsx';

/** A claim: its sentence, when and where it holds, who says so, and how far that is supported. */
export function Claim({ claim, page }: { readonly claim: CitedFragment; readonly page?: string }) {
  const link = useLink();
  return (
    <article className="claim" id={claim.id} data-claim={claim.id} data-support={claim.support}>
      <p className="sentence">
        <Sentence claim={claim} page={page} />
      </p>
      {claim.note !== null && <p className="note">{claim.note}</p>}
      <p className="facts">
        <span>{shared.inForce(claim.validFrom, claim.validTo)}</span>
        {claim.circuits.length > 0 && (
          <span>{shared.onlyIn(claim.circuits.map((circuit) => shared.circuits[circuit]).join(', '))}</span>
        )}
        <SupportMark claim={claim} />
        <Link className="permanent" to={link(claimPath(claim.id))} aria-label={shared.permanentLink}>
          <span aria-hidden="true">#</span>
        </Link>
      </p>
      <Sources claim={claim} />
    </article>
  );
}

/** The sentence, in which the titles of other entities lead to their pages. */
export function Sentence({
  claim,
  page,
}: {
  readonly claim: Pick<CitedFragment, 'sentence' | 'from' | 'to'>;
  readonly page?: string | undefined;
}) {
  const others: readonly Named[] = [claim.from, claim.to].filter(({ id }) => id !== page);
  const parts = others.reduce<readonly (string | Named)[]>(
    (sofar, entity) =>
      sofar.flatMap((part) => {
        const quoted = `“${entity.title}”`;
        if (typeof part !== 'string' || !part.includes(quoted)) return [part];
        const at = part.indexOf(quoted);
        return [part.slice(0, at), entity, part.slice(at + quoted.length)];
      }),
    [claim.sentence],
  );
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence have no other name than their place.
  return parts.map((part, at) => <Fragment key={at}>{typeof part === 'string' ? part : <EntityLink entity={part} />}</Fragment>);
}

export const SupportMark = ({ claim }: { readonly claim: Pick<CitedFragment, 'support' | 'verified'> }) => (
  <span className="support" data-support={claim.support}>
    {shared.support[claim.support]}
    <span className="quiet">
      {claim.verified === null ? `. ${shared.unverifiedClaim}` : `. ${shared.verifiedOn(claim.verified)}`}
    </span>
  </span>
);

export function Sources({ claim }: { readonly claim: Pick<CitedFragment, 'sources'> }) {
  const link = useLink();
  if (claim.sources.length === 0) return <p className="sources none">{shared.noSource}</p>;
  return (
    <ul className="sources" aria-label={shared.sources}>
      {claim.sources.map(({ citation, url, document }) => (
        <li key={`${document.id} ${citation}`}>
          <Link to={link(entityPath(document.id))}>{citation}</Link>
          {url !== null && (
            <a className="outside" href={url} rel="noreferrer" target="_blank">
              <span aria-hidden="true">↗</span>
              <span className="visually-hidden">
                {citation} ({shared.opensElsewhere})
              </span>
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
