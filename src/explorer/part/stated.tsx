import type { ReactNode } from 'react';
import type { CitedFragment } from '../../generated/explorer/graphql.ts';
import { shared } from '../text/shared.ts';
import { Sentence, Sources } from './claim.tsx';
import type { Named } from './entity-link.tsx';
import { withoutSubject } from './option-parts.ts';

/** A claim within the page of one remedy: what it says, where it holds, how far it is supported, and who says so. */
export const Stated = ({
  claim,
  about,
  children,
}: {
  readonly claim: CitedFragment;
  /** What the text around it is about, which needs no naming again. */
  readonly about: Pick<Named, 'id' | 'title'>;
  readonly children?: ReactNode;
}) => (
  <li className="stated" data-claim={claim.id}>
    <p>
      <Sentence claim={{ ...claim, sentence: withoutSubject(claim.sentence, about.title) }} page={about.id} />
    </p>
    {claim.note !== null && <p className="note">{claim.note}</p>}
    {children}
    <Says claims={[claim]} />
  </li>
);

/** Who says what some claims say, each source once. */
export function Says({ claims }: { readonly claims: readonly CitedFragment[] }) {
  const sources = [...new Map(claims.flatMap((claim) => claim.sources).map((source) => [keyOf(source), source])).values()];
  const places = [...new Set(claims.flatMap(({ circuits }) => circuits))].map((circuit) => shared.circuits[circuit]);
  const supports = [...new Set(claims.map(({ support }) => support))];
  return (
    <div className="says">
      {places.length > 0 && <span>{shared.onlyIn(places.join(', '))}</span>}
      {supports.map((support) => (
        <span key={support} className="support" data-support={support}>
          {shared.support[support]}
        </span>
      ))}
      <Sources claim={{ sources }} />
    </div>
  );
}

const keyOf = ({ document, citation }: CitedFragment['sources'][number]): string => `${document.id} ${citation}`;
