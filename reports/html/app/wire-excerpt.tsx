import type { Finding } from '../../../harness/run.ts';
import { type ExcerptLine, excerpt } from '../../excerpt.ts';
import { ARROWS } from '../../excerpt-text.ts';
import { exchangeEvidence } from '../../exchange-evidence.ts';
import { probeEvidence } from '../../probe-evidence.ts';
import { suiteWords } from '../../suite-words.ts';
import type { StoredTranscript } from '../model/transcript-lines.ts';
import { usePlace } from './context.ts';
import { CopyLine } from './copy-line.tsx';
import { Scrolling } from './scrolling.tsx';
import { TranscriptState } from './transcript-state.tsx';
import { useTranscript } from './use-transcript.ts';

interface Evidence {
  readonly lines: readonly ExcerptLine[];
  readonly legend?: string;
  readonly commands: readonly string[];
}

const evidenceOf = (stored: StoredTranscript, finding: Finding): Evidence => {
  if (stored.kind === 'exchanges') {
    return { commands: [], ...exchangeEvidence(stored.transcript, finding) };
  }
  if (stored.kind === 'probes') {
    return { commands: [], ...probeEvidence(stored.transcript, finding) };
  }
  const { header, events } = stored.transcript;
  return { lines: excerpt({ startedAt: header.startedAt, events }, { event: finding.at?.event }), commands: [] };
};

/** The few lines of the transcript around a finding. */
export const WireExcerpt = ({ finding }: { readonly finding: Finding }) => {
  const { report } = usePlace();
  const opening = useTranscript(finding.case);
  if (opening.kind !== 'open') return <TranscriptState opening={opening} caseId={finding.case} />;
  const { lines, legend, commands } = evidenceOf(opening.stored, finding);
  if (lines.length === 0) return null;
  return (
    <>
      <p class="label">
        On the wire, {suiteWords(report.run.target).sides}
        {legend === undefined ? '' : `; ${legend}`}
      </p>
      <Scrolling label="Excerpt of the transcript">
        <table class="wire">
          <tbody>
            {lines.map((line, index) => (
              <tr key={index} class={line.marked ? 'marked' : ''}>
                <td class="time" title={`${line.wall} UTC`}>
                  +{line.ms.toFixed(1)}
                </td>
                <td class="way">{line.from === undefined ? '' : ARROWS[line.from]}</td>
                <td class="wire-kind">{line.kind}</td>
                <td>
                  {line.detail}
                  {line.count > 1 ? ` × ${line.count}, until +${line.lastMs.toFixed(1)}` : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
      {commands.length === 0 ? null : (
        <>
          <p class="label">For a shell</p>
          {commands.map((command) => (
            <CopyLine key={command} text={command} what="Copy the request" />
          ))}
        </>
      )}
    </>
  );
};
