import { useEffect, useRef, useState } from 'preact/hooks';
import { Scrolling } from './scrolling.tsx';
import { named, Shown } from './shown.tsx';

const COPIED_MS = 1500;

/** Where the clipboard may not be used, the text is selected for the reader to copy. */
const copy = async (text: string, shown: HTMLElement | null): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (shown !== null) getSelection()?.selectAllChildren(shown);
    return false;
  }
};

/** A line for a shell, and a button that copies it. */
export const CopyLine = ({ text, what = 'Copy' }: { readonly text: string; readonly what?: string }) => {
  const code = useRef<HTMLElement>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return undefined;
    const timer = setTimeout(() => setSaid(''), COPIED_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const onClick = (): void => {
    void copy(text, code.current).then((done) => setSaid(done ? 'Copied' : 'Selected'));
  };
  return (
    <div class="copy-line">
      <Scrolling label={what.replace(/^Copy /, '')}>
        <code ref={code}>
          <Shown text={text} />
        </code>
      </Scrolling>
      <button type="button" class="quiet-button" aria-label={`${what}: ${named(text)}`} onClick={onClick}>
        {said === '' ? 'Copy' : said}
      </button>
      <span class="unseen" role="status">
        {said}
      </span>
    </div>
  );
};
