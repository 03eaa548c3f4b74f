import type { LeftOut } from '../model/report-data.ts';
import { usePlace } from './context.ts';
import { Scrolling } from './scrolling.tsx';
import { Shown } from './shown.tsx';
import { counted } from './units.ts';

const leftOutLines = ({ findings, cases, texts, transcripts, audio }: LeftOut): readonly string[] => [
  ...(findings === 0 ? [] : [`${counted(findings, 'finding')} more of the same requirements.`]),
  ...(cases === 0 ? [] : [`The list of ${counted(cases, 'case')} that were skipped.`]),
  ...(texts === 0 ? [] : [`The end of ${counted(texts, 'long text')}.`]),
  ...(transcripts === 0 ? [] : [`The transcripts of ${counted(transcripts, 'case')}, passed ones first.`]),
  ...(audio === 0 ? [] : [`The samples of the audio in ${counted(audio, 'transcript')}; their outlines are here.`]),
];

/** What else a reader should know: crashes of the target, remarks on the run, what this file leaves out. */
export const RunNotes = () => {
  const { run, leftOut } = usePlace().report;
  const { notes = [], crashes = [] } = run.target;
  const left = leftOutLines(leftOut);
  if (notes.length === 0 && crashes.length === 0 && left.length === 0) return null;
  return (
    <section aria-labelledby="notes-title">
      <h2 id="notes-title">Notes</h2>
      {crashes.length === 0 ? null : (
        <>
          <p>The target’s process ended by itself {counted(crashes.length, 'time')}:</p>
          {crashes.slice(0, 20).map((crash, index) => (
            <details key={index} class="fold">
              <summary>
                in <Shown text={crash.case} />,{' '}
                <Shown
                  text={crash.signal === null ? `exit code ${crash.exitCode ?? 'unknown'}` : `signal ${crash.signal}`}
                />
              </summary>
              <Scrolling label="Last lines of its output">
                <pre>
                  <Shown text={crash.output.join('\n')} kept="lines" />
                </pre>
              </Scrolling>
            </details>
          ))}
        </>
      )}
      <ul>
        {notes.map((note) => (
          <li key={note}>
            <Shown text={note} />
          </li>
        ))}
      </ul>
      {left.length === 0 ? null : (
        <>
          <p>Left out to keep this file small; run.json and the transcripts beside it have it all:</p>
          <ul>
            {left.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
