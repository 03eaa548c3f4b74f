// The requests and answers around a finding of an API: who asked what of which service, and of the bodies the part that
// the finding is about. Bodies are as they were recorded: their secrets are placeholders already.
import type {
  ExchangeEvent,
  ExchangeTranscript,
  ExchangeTranscriptEvent,
  RecordedBody,
} from '../harness/http/exchange.ts';
import type { Finding } from '../harness/run.ts';
import { type ExcerptLine, type Sender, SHOWN_STALL_MS, wallClock } from './excerpt.ts';
import { jsonLeaves, jsonPart, jsonText } from './json-text.ts';
import { printable, shortened } from './printable.ts';

const EARLIER_SHOWN = 4;
/** Characters of a body: of an exchange that only leads up to the finding, and of the one it points at. */
const DETAIL = { brief: 200, full: 1200 } as const;

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

export const parsed = (body: RecordedBody | undefined): unknown => {
  if (body?.text === undefined || body.truncated === true) return undefined;
  try {
    return JSON.parse(body.text);
  } catch {
    return undefined;
  }
};

const size = (bytes: number): string => (bytes === 1 ? '1 byte' : `${bytes} bytes`);

const bodyText = (body: RecordedBody): string => {
  if (body.text === undefined) return `${size(body.bytes)}, no text`;
  return body.truncated === true ? `${body.text}… (${size(body.bytes)})` : body.text;
};

/** Only entries of this case: what else the account has is nobody's business, and would hide them. */
const ownEntries = (value: unknown, prefix: string): string | undefined => {
  if (typeof value !== 'object' || value === null || !('services' in value) || !Array.isArray(value.services)) {
    return undefined;
  }
  const own = value.services.filter(
    (entry) => typeof entry === 'object' && entry !== null && String(entry.name).startsWith(prefix),
  );
  const others = value.services.length - own.length;
  const shown = [...own.map(jsonText), ...(others === 0 ? [] : [`… ${others} other${others === 1 ? '' : 's'}`])];
  return `{"services": [${shown.join(', ')}]}`;
};

/** A dotted path and those of the objects that it leads through, the longest first. */
const withParents = (path: string): readonly string[] => {
  const parts = path.split('.');
  return parts.map((_part, index) => parts.slice(0, parts.length - index).join('.'));
};

/** Paths of a value that a finding names; of an option that is not there, the object that lacks it. */
export const namedPaths = ({ message, expected, observed }: Finding, leaves: Iterable<string>): ReadonlySet<string> => {
  const existing = new Set([...leaves].flatMap(withParents));
  const words = [message, expected, observed].join(' ').match(/[\p{L}\p{N}_$-]+(\.[\p{L}\p{N}_$-]+)*/gu) ?? [];
  const named = new Set(words.flatMap((word) => withParents(word).find((path) => existing.has(path)) ?? []));
  // `rest` beside `rest.final_page.address` is a word of the sentence, or its beginning.
  return new Set([...named].filter((path) => ![...named].some((other) => other.startsWith(`${path}.`))));
};

export const changedPaths = (now: unknown, before: unknown): ReadonlySet<string> => {
  const [new_, old] = [jsonLeaves(now), jsonLeaves(before)];
  return new Set([...new_].filter(([path, value]) => !old.has(path) || old.get(path) !== value).map(([path]) => path));
};

/** The part of an answer's JSON that a finding is about: what it names, else what is new since the last answer. */
const tellingPart = (value: unknown, previous: unknown, finding: Finding): string => {
  const named = namedPaths(finding, jsonLeaves(value).keys());
  if (named.size > 0) return jsonPart(value, (path) => named.has(path)) ?? jsonText(value);
  if (previous === undefined) return jsonText(value);
  const changed = changedPaths(value, previous);
  return changed.size === 0 ? jsonText(value) : (jsonPart(value, (path) => changed.has(path)) ?? jsonText(value));
};

const isConfiguration = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !('error' in value) && !('services' in value);

/** What the API last said of the service before an exchange. */
export const previousAnswer = (before: readonly ExchangeEvent[], { operation }: ExchangeEvent): unknown =>
  before
    .filter((each) => each.operation.service === operation.service && each.operation.service !== undefined)
    .map((each) => parsed(each.response?.body))
    .filter(isConfiguration)
    .at(-1);

interface LineParts {
  readonly ms: number;
  readonly from?: Sender;
  readonly kind: string;
  readonly detail: string;
}

const duration = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;

/** The service's own name at the end of a path, where the beginning is the same for all of the case. */
const shortTarget = ({ operation, request }: ExchangeEvent, prefix: string): string => {
  const at = request.target.indexOf(prefix);
  return operation.service === undefined || at < 0
    ? request.target
    : `…${request.target.slice(at + prefix.length - 1)}`;
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

const otherParts = (event: Exclude<ExchangeTranscriptEvent, ExchangeEvent>): LineParts | undefined => {
  if (event.kind === 'stall') {
    return event.lateMs < SHOWN_STALL_MS
      ? undefined
      : { ms: event.ms, kind: 'stall', detail: `this harness was ${Math.round(event.lateMs)} ms late` };
  }
  if (event.event === 'restart') return { ms: event.ms, kind: 'process', detail: `process ${event.pid} started` };
  const ended = event.signal ? `signal ${event.signal}` : `exit code ${event.exitCode ?? 'unknown'}`;
  return { ms: event.ms, kind: 'process', detail: `process ${event.pid} ended, ${ended}` };
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
const fully = (
  event: ExchangeEvent,
  before: readonly ExchangeEvent[],
  finding: Finding,
  prefix: string,
): readonly LineParts[] => {
  const { request, response } = event;
  const value = parsed(response?.body);
  const listed = ownEntries(value, prefix);
  const answered = ((): string | undefined => {
    if (response?.body === undefined) return undefined;
    if (value === undefined) return bodyText(response.body);
    return listed ?? tellingPart(value, previousAnswer(before, event), finding);
  })();
  const end = event.ms + event.durationMs;
  const from = { from: 'api' } as const;
  return [
    { ms: event.ms, from: 'client', kind: request.method, detail: `${request.target}${AS[event.operation.as]}` },
    ...(request.body === undefined
      ? []
      : [{ ms: event.ms, from: 'client', kind: '', detail: bodyText(request.body) } as const]),
    { ms: end, ...(response === undefined ? {} : from), kind: answerKind(event), detail: answerDetail(event) },
    ...(answered === undefined ? [] : [{ ms: end, ...from, kind: '', detail: answered }]),
  ];
};

/**
 * The lines about a finding: what led up to it in short, and the exchange that it points at (the last where it points at
 * none) in full. Of an answer that holds much, the members that the finding names, else those that are new. Empty where
 * nothing was exchanged.
 */
export const exchangeExcerpt = (transcript: ExchangeTranscript, finding: Finding): readonly ExcerptLine[] => {
  const { header, events } = transcript;
  const before = leadingUpTo(transcript, finding.at?.event, Number.POSITIVE_INFINITY).slice(0, -1);
  const chosen = leadingUpTo(transcript, finding.at?.event, EARLIER_SHOWN + 1);
  const last = chosen.at(-1);
  if (last === undefined) return [];
  const earlier = chosen.slice(0, -1).slice(-EARLIER_SHOWN);
  const line = (event: ExchangeTranscriptEvent, parts: LineParts): ExcerptLine => {
    const limit = event === last ? DETAIL.full : DETAIL.brief;
    return {
      event: events.indexOf(event),
      ms: parts.ms,
      wall: wallClock(header.startedAt, parts.ms),
      ...(parts.from === undefined ? {} : { from: parts.from }),
      kind: printable(parts.kind),
      detail: shortened(printable(shortened(parts.detail, limit)), limit),
      marked: event === last && finding.at !== undefined,
      whole: event === last,
      count: 1,
      lastMs: parts.ms,
    };
  };
  const [beginMs, endMs] = [earlier[0]?.ms ?? last.ms, last.ms + last.durationMs];
  const beside = events.flatMap((event) => {
    if (event.kind === 'exchange' || event.ms < beginMs || event.ms > endMs) return [];
    const parts = otherParts(event);
    return parts === undefined ? [] : [line(event, parts)];
  });
  const leading = earlier.flatMap((event) => briefly(event, header.namePrefix).map((parts) => line(event, parts)));
  return [
    ...[...leading, ...beside].sort((a, b) => a.ms - b.ms),
    ...fully(last, before, finding, header.namePrefix).map((parts) => line(last, parts)),
  ];
};
