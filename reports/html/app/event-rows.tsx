import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { counted } from './units.ts';

interface Props<T> {
  readonly events: readonly T[];
  /** Belongs to what happens after a case. */
  readonly isCleanUp: (event: T) => boolean;
  /** Index of the event that has to be among the rows. */
  readonly first: number | undefined;
  readonly row: (event: T, index: number) => ComponentChildren;
}

const MOST_ROWS = 300;

/** Events one below the other: of very many those around one, and folded what only clears up. */
export const EventRows = <T,>({ events, isCleanUp, first, row }: Props<T>) => {
  const [most, setMost] = useState(MOST_ROWS);
  const indexed = events.map((event, index) => ({ event, index }));
  const steps = indexed.filter(({ event }) => !isCleanUp(event));
  const cleanUp = indexed.filter(({ event }) => isCleanUp(event));
  const place = steps.findIndex(({ index }) => index === first);
  const from = Math.max(0, Math.min(place - most / 2, steps.length - most));
  const shown = steps.slice(from, from + most);
  const rows = (all: typeof indexed) => all.map(({ event, index }) => <li key={index}>{row(event, index)}</li>);
  return (
    <>
      <ol class="exchanges">{rows(shown)}</ol>
      {shown.length === steps.length ? null : (
        <button type="button" class="text-button" onClick={() => setMost(Number.POSITIVE_INFINITY)}>
          Show all {counted(steps.length, 'row')}
        </button>
      )}
      {cleanUp.length === 0 ? null : (
        <details class="fold" open={cleanUp.some(({ index }) => index === first)}>
          <summary>{counted(cleanUp.length, 'request')} after the case, to leave nothing behind</summary>
          <ol class="exchanges">{rows(cleanUp.slice(0, most))}</ol>
        </details>
      )}
    </>
  );
};
