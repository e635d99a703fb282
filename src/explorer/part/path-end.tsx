import { useState } from 'react';
import { EntityNameDocument } from '../../generated/explorer/graphql.ts';
import { path as text } from '../text/path.ts';
import { shared } from '../text/shared.ts';
import type { Named } from './entity-link.tsx';
import { Picker } from './picker.tsx';
import { Failure, Loading } from './states.tsx';
import { useAsk } from './use-ask.ts';

/** The entity that an address names, read by its id; null when there is none. */
export function useEnd(id: string) {
  const query = useAsk(EntityNameDocument, { id }, { enabled: id !== '' });
  return { query, entity: query.data?.node ?? null, isUnknown: query.isSuccess && query.data.node === null };
}

/**
 * The field for one end. It keeps what was picked in it, and the focus; an end that comes from elsewhere (the address, the back button,
 * a swap) gets a fresh field with its title.
 */
export function End({
  label,
  id,
  onPick,
}: {
  readonly label: string;
  readonly id: string;
  readonly onPick: (entity: Named) => void;
}) {
  const [own, setOwn] = useState(id === '' ? '' : null);
  const [shown, setShown] = useState({ id, version: 0 });
  if (shown.id !== id) {
    setShown({ id, version: own === id ? shown.version : shown.version + 1 });
    if (own !== id) setOwn(null);
  }
  const { query, entity, isUnknown } = useEnd(id);
  const isOwn = own === id;
  if (!isOwn && query.isFetching && entity === null) {
    return (
      <div className="end">
        <Loading what={label} />
      </div>
    );
  }
  return (
    <div className="end">
      <Picker
        key={`${shown.version} ${query.isError}`}
        label={label}
        placeholder={text.placeholder}
        initial={entity?.title ?? id}
        onPick={(picked) => {
          setOwn(picked.id);
          onPick(picked);
        }}
      />
      {isUnknown && <p role="alert">{shared.notFound(id)}</p>}
      {query.isError && <Failure error={query.error} retry={() => void query.refetch()} />}
    </div>
  );
}
