import { useState } from 'preact/hooks';
import { shortened } from '../../printable.ts';
import { type Kept, shownParts } from '../model/shown-text.ts';

const LONGEST = 4000;

export interface ShownProps {
  readonly text: string;
  readonly kept?: Kept;
  /** Characters shown before the reader asks for more. */
  readonly longest?: number;
}

const Hidden = ({ code, name }: { readonly code: string; readonly name: string }) => (
  <span class="hidden-character" title={name}>
    {code}
  </span>
);

/** Text from anywhere, with what cannot be seen made visible, kept from turning the text around it. */
export const Shown = ({ text, kept = 'none', longest = LONGEST }: ShownProps) => {
  const [whole, setWhole] = useState(false);
  const short = whole ? text : shortened(text, longest);
  const parts = shownParts(short, kept);
  return (
    <>
      <bdi>
        {parts.map((part) => (part.kind === 'plain' ? part.text : <Hidden code={part.code} name={part.name} />))}
      </bdi>
      {short === text ? null : (
        <button type="button" class="text-button" onClick={() => setWhole(true)}>
          show all {text.length.toLocaleString('en')} characters
        </button>
      )}
    </>
  );
};
