import type { ComponentChildren } from 'preact';

interface Props {
  readonly label: string;
  readonly children: ComponentChildren;
}

/** What may be wider than the page. */
export const Scrolling = ({ label, children }: Props) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: without it a keyboard cannot reach what is beyond the edge.
  <section class="scrolling" aria-label={label} tabIndex={0}>
    {children}
  </section>
);
