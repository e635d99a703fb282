import { type ReactNode, useEffect, useRef } from 'react';
import { shared } from '../text/shared.ts';

/** The heading of a view: names the document, and takes the focus when the view is another one, so that a screen reader tells it. */
export function Heading({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title}: ${shared.brand}`;
    // Not on the first view, where the top of the page is the place to begin, nor where the address names a place in the page.
    if (hasShownAView && location.hash === '') heading.current?.focus({ preventScroll: true });
    hasShownAView = true;
  }, [title]);
  return (
    <header className="heading">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </header>
  );
}

let hasShownAView = false;
