import { useEffect, useRef, useState } from 'preact/hooks';
import type { JsonLine } from '../model/json-lines.ts';
import { Scrolling } from './scrolling.tsx';
import { Shown } from './shown.tsx';
import { counted } from './units.ts';

const MOST_LINES = 200;
const SIGNS: Readonly<Record<JsonLine['kind'], string>> = { plain: ' ', expected: '−', observed: '+', changed: '•' };
const WORDS = {
  expected: 'expected, and not so in the answer',
  observed: 'contradicts what was expected',
  changed: 'new since the answer before',
} as const;

/** JSON by lines, each marked line with a sign and, for those who cannot see it, in words. */
export const JsonView = ({ lines, label }: { readonly lines: readonly JsonLine[]; readonly label: string }) => {
  const [most, setMost] = useState(MOST_LINES);
  const box = useRef<HTMLPreElement>(null);
  useEffect(() => {
    const { current: all } = box;
    const marked = all?.querySelector<HTMLElement>('.expected, .observed');
    const scroller = all?.parentElement;
    if (all && marked && scroller) {
      scroller.scrollTop = marked.offsetTop - all.offsetTop - scroller.clientHeight / 3;
    }
  }, [lines]);
  const used = (['expected', 'observed', 'changed'] as const).filter((kind) =>
    lines.some((line) => line.kind === kind),
  );
  return (
    <>
      <Scrolling label={label}>
        <pre class="json" ref={box}>
          {lines.slice(0, most).map((line, index) => (
            <div key={index} class={`json-line ${line.kind}`}>
              <span class="sign" aria-hidden="true">
                {SIGNS[line.kind]}
              </span>
              {line.kind === 'plain' ? null : <span class="unseen">{WORDS[line.kind]}: </span>}
              {'  '.repeat(line.depth)}
              <Shown text={line.text} longest={2000} />
              {'\n'}
            </div>
          ))}
        </pre>
      </Scrolling>
      {lines.length > most ? (
        <button type="button" class="text-button" onClick={() => setMost(Number.POSITIVE_INFINITY)}>
          and {counted(lines.length - most, 'more line')}
        </button>
      ) : null}
      {used.length === 0 ? null : (
        <p class="legend" aria-hidden="true">
          {used.map((kind) => (
            <span key={kind}>
              <b>{SIGNS[kind]}</b> {WORDS[kind]}
            </span>
          ))}
        </p>
      )}
    </>
  );
};
