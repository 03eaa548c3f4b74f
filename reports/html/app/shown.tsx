import { useState } from 'preact/hooks';
import { printable, shortened } from '../../printable.ts';
import { type Kept, shownParts } from '../model/shown-text.ts';

const LONGEST = 4000;
const LONGEST_NAME = 120;

export interface ShownProps {
  readonly text: string;
  readonly kept?: Kept;
  /** Characters shown of it. */
  readonly longest?: number;
}

const Hidden = ({ code, name }: { readonly code: string; readonly name: string }) => (
  <span class="hidden-character" title={name}>
    {code}
  </span>
);

/** The same as one plain line, for titles and labels. */
export const named = (text: string): string => shortened(printable(shortened(text, LONGEST_NAME)), LONGEST_NAME);

/** Text from anywhere, with what cannot be seen made visible, kept from turning the text around it. */
export const Shown = ({ text, kept = 'none', longest = LONGEST }: ShownProps) => (
  <bdi>
    {shownParts(shortened(text, longest), kept).map((part) =>
      part.kind === 'plain' ? part.text : <Hidden code={part.code} name={part.name} />,
    )}
  </bdi>
);

/** The same, with the rest of a long text for those who ask. */
export const LongShown = ({ text, kept = 'none', longest = LONGEST }: ShownProps) => {
  const [isWhole, setWhole] = useState(false);
  const isCut = !isWhole && shortened(text, longest) !== text;
  return (
    <>
      <Shown text={text} kept={kept} longest={isWhole ? text.length : longest} />
      {isCut ? (
        <button type="button" class="text-button" onClick={() => setWhole(true)}>
          show all {text.length.toLocaleString('en')} characters
        </button>
      ) : null}
    </>
  );
};
