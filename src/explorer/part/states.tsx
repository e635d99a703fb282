import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { AskError, Unreachable } from '../ask.ts';
import { shared } from '../text/shared.ts';

export const Loading = ({ what = shared.loading }: { readonly what?: string }) => (
  <div className="state loading" role="status">
    <span className="spinner" aria-hidden="true" />
    {what}
  </div>
);

/** A failed read says so, why, and how to go on: it is never shown as an empty list. */
export function Failure({ error, retry }: { readonly error: Error | null; readonly retry: () => void }) {
  const isOffline = !navigator.onLine || error instanceof Unreachable;
  return (
    <div className="state failure" role="alert">
      <h2>{isOffline ? shared.offlineTitle : shared.errorTitle}</h2>
      <p>{isOffline ? shared.offline : shared.error}</p>
      {error instanceof AskError && (
        <p className="fine">
          {error.message} ({error.code}
          {error.requestId === null ? '' : `, ${error.requestId}`})
        </p>
      )}
      <Button onPress={retry}>{shared.retry}</Button>
    </div>
  );
}

/** The sources state none: said, never left blank. */
export const None = ({ children = shared.none }: { readonly children?: ReactNode }) => <p className="state none">{children}</p>;

/** Shows what was read, or how it stands: loading, offline, failed. */
export function Answered<Answer>({
  query,
  loading,
  children,
}: {
  readonly query: UseQueryResult<Answer, Error>;
  readonly loading?: string;
  readonly children: (answer: Answer) => ReactNode;
}) {
  const retry = () => void query.refetch();
  if (query.data !== undefined && !query.isError) return children(query.data);
  if (query.isError) return <Failure error={query.error} retry={retry} />;
  if (query.fetchStatus === 'paused') return <Failure error={null} retry={retry} />;
  return loading === undefined ? <Loading /> : <Loading what={loading} />;
}
