import type { ComponentChildren } from 'preact';

interface Props {
  readonly label: string;
  readonly children: ComponentChildren;
}

/** What may be wider than the page. */
export const Scrolling = ({ label, children }: Props) => (
  // biome-ignore lint/a11y/useSemanticElements: no group of fields, and no landmark, of which there would be too many.
  // biome-ignore lint/a11y/noNoninteractiveTabindex: without it a keyboard cannot reach what is beyond the edge.
  <div class="scrolling" role="group" aria-label={label} tabIndex={0}>
    {children}
  </div>
);
