// The requests and answers around a finding of an API: who asked what of which service, and of the bodies the part that
// the finding is about. Bodies are as they were recorded: their secrets are placeholders already.
import type { ExchangeEvent, ExchangeTranscript, ExchangeTranscriptEvent } from '../harness/http/exchange.ts';
import type { Finding } from '../harness/run.ts';
import { type ExcerptLine, type Sender, SHOWN_STALL_MS, wallClock } from './excerpt.ts';
import { answerText, type BodyView, bodyText, requestText } from './exchange-body.ts';
import { printable, shortened } from './printable.ts';

const EARLIER_SHOWN = 4;
/** Characters of a body: of an exchange that only leads up to the finding, and of the one it points at. */
const DETAIL = { brief: 200, full: 1200, whole: 8000 } as const;
const OUTPUT_SHOWN = 5;

type Exchange = { readonly index: number; readonly event: ExchangeEvent };

/** The exchanges of a transcript with their places among its events, clean-up left out. */
const exchangesOf = (events: readonly ExchangeTranscriptEvent[]): readonly Exchange[] =>
  events.flatMap((event, index) => (event.kind === 'exchange' && event.purpose === 'step' ? [{ index, event }] : []));

/** Whether a request may change something: whoever repeats a finding has to send it too. */
const mayChange = ({ operation, request }: ExchangeEvent): boolean =>
  !['list', 'schema', 'read'].includes(operation.do) && !/^(GET|HEAD|OPTIONS)$/.test(request.method);

/**
 * What has to be known of a case to understand, and to be sent to repeat, what its exchange `at` shows; that exchange last.
 * All where they are few, else what may have changed the same service.
 */
export const leadingUpTo = (
  { events }: Pick<ExchangeTranscript, 'events'>,
  at: number | undefined,
  few: number,
): readonly ExchangeEvent[] => {
  const all = exchangesOf(events);
  const place = at === undefined ? all.length - 1 : all.findIndex(({ index }) => index === at);
  const last = all[place];
  if (last === undefined) return [];
  const before = all.slice(0, place);
  const { service } = last.event.operation;
  const mayHaveChangedIt = ({ event }: Exchange): boolean =>
    mayChange(event) && (service === undefined || event.operation.service === service);
  return [...(before.length < few ? before : before.filter(mayHaveChangedIt)), last].map(({ event }) => event);
};

interface LineParts {
  readonly ms: number;
  readonly from?: Sender;
  readonly kind: string;
  readonly detail: string;
}

const duration = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;

/** Stands for what the names of the case's services begin with, and in paths for all before them. */
const ABBREVIATION = '…-';

/** The service's own name at the end of a path, where the beginning is the same for all of the case. */
const shortTarget = ({ operation, request }: ExchangeEvent, prefix: string): string => {
  const at = request.target.indexOf(prefix);
  return operation.service === undefined || at < 0
    ? request.target
    : `${ABBREVIATION}${request.target.slice(at + prefix.length)}`;
};

const answerKind = ({ response, failure }: ExchangeEvent): LineParts['kind'] =>
  response === undefined ? (failure === undefined ? 'nothing' : 'failed') : String(response.status);

const answerDetail = ({ response, failure, durationMs, waits }: ExchangeEvent): string =>
  [
    ...(response === undefined || response.reason === '' ? [] : [response.reason]),
    ...(failure === undefined ? [] : [`${failure.kind}: ${failure.message}`]),
    duration(durationMs),
    ...(waits === undefined || waits === 0 ? [] : [`asked ${waits} times to come back later`]),
  ].join(', ');

const NAMES_CAUSE = /error|exception|panic|fatal|refused|abort/i;

/** The lines of a log around the last that seems to name a cause: a log goes on with what is ordinary. */
const causeOf = (output: readonly string[]): readonly string[] => {
  const cause = output.findLastIndex((line) => NAMES_CAUSE.test(line));
  const end = cause < 0 ? output.length : Math.min(output.length, cause + 3);
  return output.slice(Math.max(0, end - OUTPUT_SHOWN), end);
};

const otherParts = (event: Exclude<ExchangeTranscriptEvent, ExchangeEvent>): readonly LineParts[] => {
  const { ms } = event;
  if (event.kind === 'stall') {
    if (event.lateMs < SHOWN_STALL_MS) return [];
    return [{ ms, kind: 'stall', detail: `this harness was ${Math.round(event.lateMs)} ms late` }];
  }
  if (event.event === 'restart') return [{ ms, kind: 'process', detail: `process ${event.pid} started` }];
  if (event.event === 'output') {
    return causeOf(event.output ?? []).map((detail) => ({ ms, kind: 'output', detail }));
  }
  const ended = event.signal ? `signal ${event.signal}` : `exit code ${event.exitCode ?? 'unknown'}`;
  return [
    { ms, kind: 'process', detail: `process ${event.pid} ended, ${ended}` },
    ...causeOf(event.output ?? []).map((detail) => ({ ms, kind: 'output', detail })),
  ];
};

/** Whose credentials a request carries, where it is not those of the first account. */
const AS: Readonly<Record<ExchangeEvent['operation']['as'], string>> = {
  first: '',
  second: ' (second account)',
  refused: ' (wrong credentials)',
  none: ' (no credentials)',
};

/** An exchange that leads up to the finding: a line for the request, one for the answer. */
const briefly = (event: ExchangeEvent, prefix: string): readonly LineParts[] => {
  const { request, response } = event;
  const sent = request.body === undefined ? '' : ` ${bodyText(request.body)}`;
  return [
    {
      ms: event.ms,
      from: 'client',
      kind: request.method,
      detail: `${shortTarget(event, prefix)}${AS[event.operation.as]}${sent}`,
    },
    {
      ms: event.ms + event.durationMs,
      ...(response === undefined ? {} : { from: 'api' as const }),
      kind: answerKind(event),
      detail: answerDetail(event),
    },
  ];
};

/** The exchange that the finding points at: the request line as it was, both bodies. */
const fully = (event: ExchangeEvent, before: readonly ExchangeEvent[], view: BodyView): readonly LineParts[] => {
  const { request, response } = event;
  const answered = answerText(event, before, view);
  const end = event.ms + event.durationMs;
  const from = { from: 'api' } as const;
  const target = view.isWhole ? request.target : shortTarget(event, view.prefix);
  return [
    { ms: event.ms, from: 'client', kind: request.method, detail: `${target}${AS[event.operation.as]}` },
    ...(request.body === undefined
      ? []
      : [{ ms: event.ms, from: 'client', kind: '', detail: requestText(request.body, view) } as const]),
    { ms: end, ...(response === undefined ? {} : from), kind: answerKind(event), detail: answerDetail(event) },
    ...(answered === undefined ? [] : [{ ms: end, ...from, kind: '', detail: answered }]),
  ];
};

/** Lines of an excerpt, and what an abbreviation in them stands for where there is one. */
export interface ExchangeExcerpt {
  readonly lines: readonly ExcerptLine[];
  readonly legend?: string;
}

/**
 * The lines about a finding, in the order of time: what led up to it in short, and the exchange that it points at (the
 * last where it points at none) in full. Of bodies that hold much, the members that the finding names, else those that
 * are new; all of them with `isWhole`. Empty where nothing was exchanged.
 */
export const exchangeExcerpt = (transcript: ExchangeTranscript, finding: Finding, isWhole = false): ExchangeExcerpt => {
  const { header, events } = transcript;
  const prefix = header.namePrefix;
  const before = leadingUpTo(transcript, finding.at?.event, Number.POSITIVE_INFINITY).slice(0, -1);
  const chosen = leadingUpTo(transcript, finding.at?.event, EARLIER_SHOWN + 1);
  const last = chosen.at(-1);
  if (last === undefined) return { lines: [] };
  const earlier = chosen.slice(0, -1).slice(-EARLIER_SHOWN);
  const line = (event: ExchangeTranscriptEvent, parts: LineParts): ExcerptLine => {
    const limit = event !== last ? DETAIL.brief : isWhole ? DETAIL.whole : DETAIL.full;
    const detail = isWhole ? parts.detail : parts.detail.replaceAll(prefix, ABBREVIATION);
    return {
      event: events.indexOf(event),
      ms: parts.ms,
      wall: wallClock(header.startedAt, parts.ms),
      ...(parts.from === undefined ? {} : { from: parts.from }),
      kind: printable(parts.kind),
      detail: shortened(printable(shortened(detail, limit)), limit),
      marked: event === last && finding.at !== undefined,
      whole: event === last,
      count: 1,
      lastMs: parts.ms,
    };
  };
  const [beginMs, endMs] = [earlier[0]?.ms ?? last.ms, last.ms + last.durationMs];
  const isBrokenOff = last.failure !== undefined || (last.response?.status ?? 0) >= 500;
  const beside = events.flatMap((event) => {
    if (event.kind === 'exchange') return [];
    // Read at the end of a case, for whatever broke off in it.
    const isLog = event.kind === 'process' && event.event === 'output';
    if (isLog ? !isBrokenOff : event.ms < beginMs || event.ms > endMs) return [];
    return otherParts(event).map((parts) => line(event, parts));
  });
  const lines = [
    ...earlier.flatMap((event) => briefly(event, prefix).map((parts) => line(event, parts))),
    ...fully(last, before, { finding, prefix, isWhole }).map((parts) => line(last, parts)),
    ...beside,
  ].sort((a, b) => a.ms - b.ms);
  const isAbbreviated = lines.some(({ detail }) => detail.includes(ABBREVIATION));
  return { lines, ...(isAbbreviated ? { legend: `${ABBREVIATION} stands for ${prefix}` } : {}) };
};
