import { useState } from 'preact/hooks';
import type { ExchangeEvent, ExchangeTranscript, ExchangeTranscriptEvent } from '../../../harness/http/exchange.ts';
import type { Finding } from '../../../harness/run.ts';
import { curlOf } from '../../curl.ts';
import { changedPaths, namedPaths, parsed, previousAnswer } from '../../exchange-body.ts';
import { jsonLeaves } from '../../json-text.ts';
import { printable } from '../../printable.ts';
import type { JsonMarks } from '../model/json-lines.ts';
import { pathPairs } from '../model/path-values.ts';
import { usePlace } from './context.ts';
import { CopyLine } from './copy-line.tsx';
import { EventRows } from './event-rows.tsx';
import { RequestAndResponse } from './message-view.tsx';
import { PinnedFindings } from './pinned-findings.tsx';
import { Shown } from './shown.tsx';
import { durationText } from './units.ts';
import { Letter } from './verdict.tsx';

export interface ExchangesViewProps {
  readonly transcript: ExchangeTranscript;
  readonly caseId: string;
  /** The finding that the reader came for. */
  readonly finding?: Finding;
}

/** Every request of a case with its response, the one that matters open. */
export const ExchangesView = ({ transcript, caseId, finding }: ExchangesViewProps) => {
  const { report, state } = usePlace();
  const { page } = state;
  const findings = report.caseById.get(caseId)?.findings ?? [];
  const asked = page.kind === 'case' || page.kind === 'finding' ? page.event : undefined;
  const first = asked ?? finding?.at?.event ?? findings[0]?.at?.event;
  return (
    <EventRows
      events={transcript.events}
      isCleanUp={(event) => event.kind === 'exchange' && event.purpose === 'clean-up'}
      first={first}
      row={(event, index) =>
        event.kind === 'exchange' ? (
          <Exchange
            transcript={transcript}
            index={index}
            event={event}
            findings={findings.filter(({ at }) => at?.event === index)}
            startsOpen={index === first}
          />
        ) : (
          <p class="aside">
            <span class="time">+{event.ms.toFixed(1)}</span> <Shown text={asideText(event)} />
          </p>
        )
      }
    />
  );
};

const asideText = (event: Exclude<ExchangeTranscriptEvent, ExchangeEvent>): string => {
  if (event.kind === 'stall') return `this harness was ${Math.round(event.lateMs)} ms late`;
  if (event.event === 'restart') return `process ${event.pid} started`;
  if (event.event === 'output') return `process ${event.pid} said during the case: ${(event.output ?? []).join('\n')}`;
  const how = event.signal ? `signal ${event.signal}` : `exit code ${event.exitCode ?? 'unknown'}`;
  return `process ${event.pid} ended, ${how}`;
};

interface ExchangeProps {
  readonly transcript: ExchangeTranscript;
  readonly index: number;
  readonly event: ExchangeEvent;
  readonly findings: readonly Finding[];
  readonly startsOpen: boolean;
}

const Exchange = ({ transcript, index, event, findings, startsOpen }: ExchangeProps) => {
  const { state, select } = usePlace();
  const [isOpen, setOpen] = useState(startsOpen);
  const { request, response, failure } = event;
  const onToggle = (open: boolean): void => {
    if (open === isOpen) return;
    setOpen(open);
    const { page } = state;
    if (open && (page.kind === 'case' || page.kind === 'finding')) select({ ...page, event: index });
  };
  return (
    <details class="exchange" open={isOpen} onToggle={({ currentTarget }) => onToggle(currentTarget.open)}>
      <summary>
        <span class="time">+{event.ms.toFixed(1)}</span>
        <span class="method">
          <Shown text={request.method} longest={20} />
        </span>
        <span class="target">
          <Shown text={shortTarget(event, transcript.header.namePrefix)} longest={160} />
        </span>
        <span class={`status s${Math.floor((response?.status ?? 0) / 100)}`}>
          {response === undefined ? (failure?.kind ?? 'nothing') : response.status}
        </span>
        <span class="took">{durationText(event.durationMs)}</span>
        <span class="pins">
          {findings.map((each, place) => (
            <Letter key={place} verdict={each.verdict} />
          ))}
        </span>
      </summary>
      {isOpen ? <ExchangeDetail transcript={transcript} event={event} findings={findings} /> : null}
    </details>
  );
};

const shortTarget = ({ operation, request }: ExchangeEvent, prefix: string): string => {
  const at = request.target.indexOf(prefix);
  return operation.service === undefined || at < 0 ? request.target : `…/${request.target.slice(at + prefix.length)}`;
};

const WHOSE: Readonly<Record<ExchangeEvent['operation']['as'], string>> = {
  first: '',
  second: 'Sent with the credentials of the second account.',
  refused: 'Sent with credentials that ought to be refused.',
  none: 'Sent without credentials.',
};

const ExchangeDetail = ({ transcript, event, findings }: Omit<ExchangeProps, 'index' | 'startsOpen'>) => {
  const { request, response, failure, operation, waits } = event;
  return (
    <div class="exchange-detail">
      <PinnedFindings findings={findings} />
      <RequestAndResponse request={request} response={response} marks={marksOf(transcript, event, findings)} />
      {failure === undefined ? null : (
        <p class="notice">
          {failure.kind}: <Shown text={failure.message} />
        </p>
      )}
      {WHOSE[operation.as] === '' ? null : <p class="quiet">{WHOSE[operation.as]}</p>}
      {waits === undefined ? null : <p class="quiet">Asked {waits} times to come back later before this answer.</p>}
      <p class="quiet">
        First octet of the answer after {event.firstByteMs === undefined ? '–' : durationText(event.firstByteMs)}, all
        of it after {durationText(event.durationMs)}.
      </p>
      <CopyLine text={printable(curlOf(event, transcript.header.url))} what="Copy the request for curl" />
    </div>
  );
};

/** What of an answer the findings contradict, and else what is new since the answer before about the same service. */
const marksOf = ({ events }: ExchangeTranscript, event: ExchangeEvent, findings: readonly Finding[]): JsonMarks => {
  const value = parsed(event.response?.body);
  const expected = new Map(
    findings.flatMap((each) =>
      (pathPairs(each.expected, each.observed) ?? []).map(({ path, expected: words }) => [path, words] as const),
    ),
  );
  const leaves = [...jsonLeaves(value).keys()];
  const observed = new Set(findings.flatMap((each) => (expected.size > 0 ? [] : [...namedPaths(each, leaves)])));
  const before = events
    .slice(0, events.indexOf(event))
    .flatMap((each) => (each.kind === 'exchange' && each.purpose === 'step' ? [each] : []));
  const previous = previousAnswer(before, event);
  return { expected, observed, ...(previous === undefined ? {} : { changed: changedPaths(value, previous) }) };
};
