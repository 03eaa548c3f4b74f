import { Shown } from './shown.tsx';

/** A sentence of the catalogue: what stands between backticks is code. */
export const Prose = ({ text }: { readonly text: string }) => (
  <>
    {text.split(/`([^`]+)`/).map((part, index) =>
      index % 2 === 0 ? (
        <Shown text={part} />
      ) : (
        <code>
          <Shown text={part} />
        </code>
      ),
    )}
  </>
);
