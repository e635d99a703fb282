import { Link, useLocation } from 'react-router';
import type { CitedFragment } from '../../generated/explorer/graphql.ts';
import { claimPath, entityPath, useLink } from '../state.ts';
import { shared } from '../text/shared.ts';
import { EntityLink, type Named } from './entity-link.tsx';

/** A claim: its sentence, when and where it holds, who says so, and how far that is supported. */
export function Claim({ claim, page }: { readonly claim: CitedFragment; readonly page?: string }) {
  const link = useLink();
  const { hash } = useLocation();
  return (
    <article className="claim" id={claim.id} data-claim={claim.id} data-named={hash === `#${claim.id}`}>
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

/** The sentence: the titles of other entities lead to their pages, that of the page's own stands back. */
export function Sentence({
  claim,
  page,
}: {
  readonly claim: Pick<CitedFragment, 'sentence' | 'from' | 'to'>;
  readonly page?: string | undefined;
}) {
  const parts = [claim.from, claim.to].reduce<readonly (string | Named)[]>(splitAt, [claim.sentence]);
  return parts.map((part, at) => {
    if (typeof part === 'string') return part;
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence have no other name than their place.
    if (part.id !== page) return <EntityLink key={at} entity={part} />;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above.
      <span key={at} className="quiet">
        “{part.title}”
      </span>
    );
  });
}

/** Parts of a sentence with the first quoted title of an entity taken out as a part of its own. */
function splitAt(parts: readonly (string | Named)[], entity: Named): readonly (string | Named)[] {
  const quoted = `“${entity.title}”`;
  const place = parts.findIndex((part) => typeof part === 'string' && part.includes(quoted));
  const part = parts[place];
  if (typeof part !== 'string') return parts;
  const at = part.indexOf(quoted);
  return [...parts.slice(0, place), part.slice(0, at), entity, part.slice(at + quoted.length), ...parts.slice(place + 1)];
}

export const SupportMark = ({ claim }: { readonly claim: Pick<CitedFragment, 'support' | 'verified'> }) => (
  <span className="support" data-support={claim.support}>
    {shared.support[claim.support]}
    {claim.verified !== null && `. ${shared.verifiedOn(claim.verified)}`}
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
