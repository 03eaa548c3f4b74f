// Names that were offered to a store or a validator, with every character to be seen.
import { useState } from 'preact/hooks';
import type { ProbeEvent, ProbeTranscript } from '../../../harness/roles/file-client/probe.ts';
import type { Finding } from '../../../harness/run.ts';
import { printable } from '../../printable.ts';
import { probeCommand } from '../../probe-command.ts';
import { codePoint } from '../model/shown-text.ts';
import { usePlace } from './context.ts';
import { CopyLine } from './copy-line.tsx';
import { EventRows } from './event-rows.tsx';
import { RequestAndResponse } from './message-view.tsx';
import { PinnedFindings } from './pinned-findings.tsx';
import { Shown } from './shown.tsx';
import { bytesText, counted, durationText } from './units.ts';
import { Letter } from './verdict.tsx';

interface Props {
  readonly transcript: ProbeTranscript;
  readonly caseId: string;
  readonly finding?: Finding;
}

/** What was asked about each name, and the answer. */
export const NamesView = ({ transcript, caseId, finding }: Props) => {
  const { report, state, select } = usePlace();
  const { page } = state;
  const findings = report.caseById.get(caseId)?.findings ?? [];
  const asked = page.kind === 'case' || page.kind === 'finding' ? page.event : undefined;
  const first = asked ?? finding?.at?.event ?? findings[0]?.at?.event;
  const open = (index: number): void => {
    if ((page.kind === 'case' || page.kind === 'finding') && page.event !== index) select({ ...page, event: index });
  };
  return (
    <EventRows
      events={transcript.events}
      isCleanUp={(event) => event.kind === 'probe' && event.purpose === 'clean-up'}
      first={first}
      row={(event, index) =>
        event.kind === 'stall' ? (
          <p class="aside">
            <span class="time">+{event.ms.toFixed(1)}</span> this harness was {Math.round(event.lateMs)} ms late
          </p>
        ) : (
          <Probe
            transcript={transcript}
            event={event}
            findings={findings.filter(({ at }) => at?.event === index)}
            startsOpen={index === first}
            onOpen={() => open(index)}
          />
        )
      }
    />
  );
};

interface ProbeProps extends DetailProps {
  readonly startsOpen: boolean;
  readonly onOpen: () => void;
}

const Probe = ({ transcript, event, findings, startsOpen, onOpen }: ProbeProps) => {
  const [isOpen, setOpen] = useState(startsOpen);
  const toggle = (now: boolean): void => {
    if (now === isOpen) return;
    setOpen(now);
    if (now) onOpen();
  };
  return (
    <details class="exchange probe" open={isOpen} onToggle={({ currentTarget }) => toggle(currentTarget.open)}>
      <summary>
        <span class="time">+{event.ms.toFixed(1)}</span>
        <span class="method">{event.do}</span>
        <span class="target">
          <Shown text={event.name ?? event.fileKind} longest={120} />
        </span>
        <span class="what">
          <Shown text={event.what ?? ''} longest={80} />
        </span>
        <span class={`outcome ${event.outcome}`}>{event.outcome}</span>
        <span class="pins">
          {findings.map((each, place) => (
            <Letter key={place} verdict={each.verdict} />
          ))}
        </span>
      </summary>
      {isOpen ? <ProbeDetail transcript={transcript} event={event} findings={findings} /> : null}
    </details>
  );
};

interface DetailProps {
  readonly transcript: ProbeTranscript;
  readonly event: ProbeEvent;
  readonly findings: readonly Finding[];
}

const LISTED = 100;

const ProbeDetail = ({ transcript, event, findings }: DetailProps) => {
  const { name, request, response, failure, reason, listed, stderr, content, what } = event;
  const command = probeCommand(event, transcript.header);
  return (
    <div class="exchange-detail">
      <PinnedFindings findings={findings} />
      {name === undefined ? null : <Characters name={name} />}
      <p class="quiet">
        <Shown text={what === undefined ? event.fileKind : `${event.fileKind}, ${what}`} longest={300} />
        {content === undefined ? '' : `, ${bytesText(content.bytes)} of content`}, answered after{' '}
        {durationText(event.durationMs)}
      </p>
      {reason === undefined ? null : (
        <p>
          It says: <Shown text={reason} longest={1000} />
        </p>
      )}
      {failure === undefined ? null : (
        <p class="notice">
          {failure.kind}: <Shown text={failure.message} />
        </p>
      )}
      {stderr === undefined ? null : (
        <pre class="json">
          <Shown text={stderr.join('\n')} kept="lines" />
        </pre>
      )}
      {listed === undefined ? null : (
        <ul class="columns">
          {listed.slice(0, LISTED).map((each) => (
            <li key={each}>
              <Shown text={each} longest={200} />
            </li>
          ))}
          {listed.length > LISTED ? <li>and {counted(listed.length - LISTED, 'more name')}</li> : null}
        </ul>
      )}
      {request === undefined ? null : <RequestAndResponse request={request} response={response} />}
      {command === undefined ? null : <CopyLine text={printable(command)} what="Copy the command that asks again" />}
    </div>
  );
};

const MOST_CHARACTERS = 300;

/** A name by its characters: what is not plain ASCII with its number, so that look-alikes are told apart. */
const Characters = ({ name }: { readonly name: string }) => {
  const all = [...name];
  return (
    <p class="characters">
      {all.slice(0, MOST_CHARACTERS).map((character, index) =>
        character > ' ' && character < '\u007f' ? (
          character
        ) : (
          <span key={index} class="character">
            <Shown text={character === ' ' ? '␠' : character} />
            {character > '\u007f' ? <small>{codePoint(character)}</small> : null}
          </span>
        ),
      )}
      {all.length > MOST_CHARACTERS ? ` … ${counted(all.length, 'character')}` : ''}
    </p>
  );
};
