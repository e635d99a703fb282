import { Link } from 'react-router';
import type { NamedFragment } from '../../generated/explorer/graphql.ts';
import { hueOf } from '../palette.ts';
import { entityPath, useLink } from '../state.ts';
import { shared } from '../text/shared.ts';

/** What any view needs to name an entity. */
export type Named = Pick<NamedFragment, 'id' | 'kind' | 'title'>;

/** The name of a kind on its color. */
export const Kind = ({ kind }: { readonly kind: Named['kind'] }) => (
  <span className="kind" data-hue={hueOf[kind]}>
    {shared.kinds[kind][0]}
  </span>
);

/** An entity's title, which leads to its page. */
export function EntityLink({ entity, withKind = false }: { readonly entity: Named; readonly withKind?: boolean }) {
  const link = useLink();
  return (
    <span className="entity-link">
      {withKind && <Kind kind={entity.kind} />}
      <Link to={link(entityPath(entity.id))}>{entity.title}</Link>
    </span>
  );
}
