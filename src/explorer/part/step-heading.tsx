import { useEffect, useRef } from 'react';

/** Whether a step was shown before: the first one leaves the focus where the page put it. */
let hasBegun = false;

/** The next step is a first one again: the view was left. */
export const beginAnew = (): void => {
  hasBegun = false;
};

/** The heading of a step, which takes the focus when the step before is done. */
export function StepHeading({ children }: { readonly children: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (hasBegun) heading.current?.focus();
    hasBegun = true;
  }, []);
  return (
    <h2 ref={heading} tabIndex={-1} className="step-title screen-only">
      {children}
    </h2>
  );
}
