import { Button } from 'react-aria-components';
import type { Asked } from '../ask.ts';
import { shared } from '../text/shared.ts';

/**
 * Opens the document and variables behind a panel in GraphiQL. They are handed from window to window: an address would show the facts
 * among them.
 */
export function ShowQuery<Answer, Variables extends object>({
  document,
  variables,
}: {
  readonly document: Asked<Answer, Variables>;
  readonly variables: Variables;
}) {
  const open = () => {
    const tab = window.open('/graphiql?handed');
    const hand = ({ source, origin, data }: MessageEvent) => {
      if (source !== tab || origin !== location.origin || data !== 'graphiql is ready') return;
      removeEventListener('message', hand);
      tab?.postMessage({ query: tidy(document.toString()), variables: JSON.stringify(variables, null, 2) }, location.origin);
    };
    addEventListener('message', hand);
  };
  return (
    <Button className="quiet-button" onPress={open} aria-label={`${shared.showQuery}: ${shared.showQueryHelp}`}>
      {shared.showQuery}
    </Button>
  );
}

/** The text as codegen wrote it, its indents made even. */
const tidy = (text: string): string => text.replaceAll(/^ {4}(?=query|fragment)/gm, '').trim();
