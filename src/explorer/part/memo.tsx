import { useQueries } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { Button } from 'react-aria-components';
import { AboutDocument, DenialOptionDocument } from '../../generated/explorer/graphql.ts';
import { ask } from '../ask.ts';
import { useMoment } from '../state.ts';
import { denial } from '../text/denial.ts';
import type { Case, Remains } from './case.ts';
import { type Block, type Item, markdown, memoOf } from './memo.ts';
import { type Asking, isWhole, type WholeDetails } from './option-parts.ts';
import { save } from './save.ts';
import { Failure, Loading } from './states.tsx';
import { useAsk } from './use-ask.ts';

const text = denial.memo;

interface Making {
  readonly remains: Remains;
  readonly known: Case;
  readonly asking: Asking;
  readonly isAll: boolean;
  readonly onClose: () => void;
}

/** The memo in the page: shown once every part of it is there. */
export function Memo({ remains, known, asking, isAll, onClose }: Making) {
  const { circuit } = useMoment();
  const title = useRef<HTMLHeadingElement>(null);
  const about = useAsk(AboutDocument, {});
  const { details, error, all, retry } = useDetails(remains, asking);
  useEffect(() => title.current?.focus(), []);
  const dataset = about.data?.dataset;
  const blocks = useMemo(
    () => (details.size < all || dataset === undefined ? null : memoOf({ remains, details, known, circuit, dataset, isAll })),
    [details, all, dataset, remains, known, circuit, isAll],
  );
  const failure = error ?? about.error;
  return (
    <section className="memo" aria-labelledby="memo">
      <h2 id="memo" ref={title} tabIndex={-1} className="screen-only">
        {text.name}
      </h2>
      <p className="fine screen-only">{text.help}</p>
      <div className="actions screen-only">
        {blocks !== null && (
          <>
            <Button className="primary" onPress={() => window.print()}>
              {text.print}
            </Button>
            <Button onPress={() => save(markdown(blocks), `${text.file}-${remains.asOf}.md`)}>{text.save}</Button>
          </>
        )}
        <Button onPress={onClose}>{text.close}</Button>
      </div>
      {failure !== null && (
        <Failure
          error={failure}
          retry={() => {
            retry();
            if (about.isError) void about.refetch();
          }}
        />
      )}
      {failure === null && blocks === null && <Loading what={text.reading(Math.min(details.size + 1, all), all)} />}
      {failure === null && blocks !== null && (
        <article className="sheet">
          {blocks.map((block, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a memo have no other name than their place.
            <Shown key={at} block={block} />
          ))}
        </article>
      )}
    </section>
  );
}

/** The details of every option that is not blocked, as far as they are read. */
function useDetails({ options }: Remains, asking: Asking) {
  const wanted = options.filter(({ status }) => status !== 'BLOCKED').map(({ remedy }) => remedy.id);
  return useQueries({
    queries: wanted.map((remedy) => {
      const variables = { ...asking, remedy };
      return {
        queryKey: [DenialOptionDocument.__meta__?.hash, variables],
        queryFn: ({ signal }: { readonly signal: AbortSignal }) => ask(DenialOptionDocument, variables, signal),
      };
    }),
    combine: (results) => {
      const details = new Map<string, WholeDetails>();
      results.forEach(({ data }, at) => {
        const remedy = wanted[at];
        if (remedy !== undefined && data !== undefined && isWhole(data)) details.set(remedy, data);
      });
      const cut = results.some(({ data }) => data !== undefined && !isWhole(data));
      return {
        details,
        all: wanted.length,
        error: results.find((result) => result.isError)?.error ?? (cut ? new Error(denial.memo.cut) : null),
        retry: () => {
          for (const result of results)
            if (result.isError || (result.data !== undefined && !isWhole(result.data))) void result.refetch();
        },
      };
    },
  });
}

function Shown({ block }: { readonly block: Block }) {
  if (block.kind === 'text') return <p>{block.text}</p>;
  if (block.kind === 'heading') return <MemoHeading level={block.level}>{block.text}</MemoHeading>;
  return (
    <ul>
      {block.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a memo have no other name than their place.
        <Line key={at} item={item} />
      ))}
    </ul>
  );
}

/** A level lower than in Markdown, as the page has its own heading. */
const MemoHeading = ({ level, children }: { readonly level: 1 | 2 | 3 | 4; readonly children: string }) => {
  const Tag = `h${level + 1}` as 'h2' | 'h3' | 'h4' | 'h5';
  return <Tag>{children}</Tag>;
};

const Line = ({ item: { text: said, more, says } }: { readonly item: Item }) => (
  <li>
    {said}
    {more.map((one) => (
      <span className="line" key={one}>
        {one}
      </span>
    ))}
    {says !== null && (
      <span className="line">
        {says.cites.length === 0 ? text.noSource : `${says.support}: `}
        {says.cites.map(({ citation, url }, at) => (
          <span key={`${citation} ${url}`}>
            {at > 0 && '; '}
            {url === null ? (
              citation
            ) : (
              <a href={url} rel="noreferrer" target="_blank">
                {citation}
              </a>
            )}
          </span>
        ))}
      </span>
    )}
  </li>
);
