// The names around a finding: what was asked of the store or the validator, and what it said.
import type { ProbeEvent, ProbeStallEvent, ProbeTranscript } from '../harness/roles/file-client/probe.ts';
import type { Finding } from '../harness/run.ts';
import { type ExcerptLine, type Sender, SHOWN_STALL_MS, wallClock } from './excerpt.ts';
import { printable, shortened } from './printable.ts';
import { asciiJson, visibleName } from './visible-name.ts';

const EARLIER_SHOWN = 4;
const NAMES_LISTED = 12;
/** Characters of a detail: of a question that only leads up to the finding, and of the one it points at. */
const DETAIL = { brief: 200, full: 1200 } as const;
const DIGEST_SHOWN = 12;

const isStep = (event: ProbeEvent | ProbeStallEvent): event is ProbeEvent =>
  event.kind === 'probe' && event.purpose === 'step';

/** Whether an earlier question has to be known to understand a later one, or what is found of it. */
const concerns = (earlier: ProbeEvent, last: ProbeEvent, observed: string): boolean => {
  if (earlier.fileKind !== last.fileKind || earlier.name === undefined) return false;
  if (earlier.do !== 'offer' && earlier.do !== 'delete') return false;
  if (earlier.name === last.name) return true;
  const isSameContent = last.content !== undefined && earlier.content?.sha256 === last.content.sha256;
  return last.do !== 'offer' && (isSameContent || coreOf(earlier.name) === coreOf(lastNamed(observed)));
};

/** The name that a finding ends with: the shortest that shows it. */
const lastNamed = (observed: string): string => {
  const quoted = observed.match(/"(?:[^"\\]|\\.)*"/g)?.at(-1) ?? '""';
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
};

/** What is left of a name in every spelling that a store may have made of it. */
const coreOf = (name: string): string =>
  name
    .replace(/%[0-9a-f]{2}/gi, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** What leads to what a finding points at, or to the last question where it points at none; that one last. */
export const probesUpTo = (
  { header, events }: ProbeTranscript,
  { at, observed }: Pick<Finding, 'at' | 'observed'>,
): readonly ProbeEvent[] => {
  const steps = events.filter(isStep);
  const marked = at === undefined ? undefined : events[at.event];
  const last = marked?.kind === 'probe' ? marked : steps.at(-1);
  if (last === undefined) return [];
  // A validator keeps nothing.
  const earlier = header.binding === 'store' ? steps.slice(0, Math.max(0, steps.indexOf(last))) : [];
  return [...earlier.filter((each) => concerns(each, last, observed)).slice(-EARLIER_SHOWN), last];
};

interface LineParts {
  readonly ms: number;
  readonly from?: Sender;
  readonly kind: string;
  readonly detail: string;
}

const duration = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;

const contentText = ({ content }: ProbeEvent): string =>
  content === undefined
    ? ''
    : `${content.bytes} ${content.bytes === 1 ? 'byte' : 'bytes'}, SHA-256 ${content.sha256.slice(0, DIGEST_SHOWN)}…`;

const failureText = ({ failure }: ProbeEvent): string =>
  failure === undefined ? 'no answer' : `${failure.kind}: ${failure.message}`;

const joined = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(', ');

const ofStore = (event: ProbeEvent, isFull: boolean, observed: string): readonly LineParts[] => {
  const { ms, request, response, name, fileKind, listed } = event;
  const endMs = ms + event.durationMs;
  const sent = event.do === 'offer' && request?.body !== undefined ? contentText(event) : '';
  const got = event.do === 'read' && response !== undefined ? contentText(event) : '';
  const said = isFull ? saidBy(event) : undefined;
  return [
    { ms, from: 'client', kind: request?.method ?? event.do, detail: request?.target ?? '' },
    ...(isFull && name !== undefined
      ? [{ ms, from: 'client', kind: '', detail: joined(visibleName(name), fileKind, sent) } as const]
      : []),
    {
      ms: endMs,
      ...(response === undefined ? {} : { from: 'api' as const }),
      kind: response === undefined ? 'failed' : String(response.status),
      detail: joined(
        response?.reason ?? '',
        response !== undefined && event.failure === undefined ? '' : failureText(event),
        duration(event.durationMs),
        got,
      ),
    },
    ...(isFull && listed !== undefined
      ? [{ ms: endMs, from: 'api', kind: '', detail: namesText(listed, observed) } as const]
      : []),
    ...(said === undefined ? [] : [{ ms: endMs, from: 'api', kind: '', detail: said } as const]),
  ];
};

/** Names of a list, those first that the finding is about. */
const namesText = (names: readonly string[], observed: string): string => {
  const quoted = names.map((name) => JSON.stringify(name));
  const isNamed = (name: string): boolean => observed.includes(name);
  const shown = [...quoted.filter(isNamed), ...quoted.filter((name) => !isNamed(name))].slice(0, NAMES_LISTED);
  const more = names.length - shown.length;
  return names.length === 0 ? 'no name of this case' : [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
};

/** Text of an answer, which for a file that was read is what it holds. */
const saidBy = ({ response, listed }: ProbeEvent): string | undefined => {
  const { text, truncated } = response?.body ?? {};
  if (listed !== undefined || text === undefined || text.trim() === '') return undefined;
  return truncated === true ? `${text}…` : text;
};

/** A line in and a line out. The ids of a run pair the two, and are left out. */
const ofCommand = (event: ProbeEvent): readonly LineParts[] => {
  const { ms, fileKind: kind, name, outcome, reason } = event;
  const withoutId = (value: object): string => asciiJson({ id: 0, ...value }).replace('"id":0', '"id":…');
  const answer = withoutId({ accepted: outcome === 'accepted', ...(reason === undefined ? {} : { reason }) });
  return [
    { ms, from: 'client', kind: 'line', detail: withoutId({ kind, name }) },
    ...seenAs(event),
    ended(event, 'line', answer),
  ];
};

const ofModule = (event: ProbeEvent): readonly LineParts[] => {
  const { ms, fileKind, name = '', outcome, reason } = event;
  const hasThrown = outcome === 'refused' && reason !== undefined;
  return [
    { ms, from: 'client', kind: 'call', detail: `isValidName(${asciiJson(name)}, '${fileKind}')` },
    ...seenAs(event),
    ended(
      event,
      hasThrown ? 'throw' : 'return',
      hasThrown ? reason.replace(/^threw /, '') : String(outcome === 'accepted'),
    ),
  ];
};

/** A name that is not all ASCII, as it looks. */
const seenAs = ({ ms, name = '' }: ProbeEvent): readonly LineParts[] =>
  /^[ -~]*$/.test(name) ? [] : [{ ms, from: 'client', kind: '', detail: visibleName(name) }];

const ended = (event: ProbeEvent, kind: string, answer: string): LineParts => {
  const ms = event.ms + event.durationMs;
  const isAnswered = event.outcome === 'accepted' || event.outcome === 'refused';
  return isAnswered
    ? { ms, from: 'api', kind, detail: answer }
    : { ms, kind: 'failed', detail: joined(failureText(event), duration(event.durationMs)) };
};

const stderrOf = ({ ms, durationMs, stderr = [] }: ProbeEvent): readonly LineParts[] =>
  stderr.map((detail) => ({ ms: ms + durationMs, kind: 'stderr', detail }));

/**
 * The lines about a finding: what led up to it in short, and the question that it points at (the last where it points at
 * none) in full. Empty where nothing was asked.
 */
export const probeExcerpt = (transcript: ProbeTranscript, finding: Finding): readonly ExcerptLine[] => {
  const { header, events } = transcript;
  const chosen = probesUpTo(transcript, finding);
  const last = chosen.at(-1);
  if (last === undefined) return [];
  const line = (event: ProbeEvent | ProbeStallEvent, parts: LineParts): ExcerptLine => {
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
  const linesOf = (event: ProbeEvent): readonly LineParts[] => {
    if (header.binding === 'store') return ofStore(event, event === last, finding.observed);
    return header.binding === 'exec' ? ofCommand(event) : ofModule(event);
  };
  const stalls = events.flatMap((event) =>
    event.kind === 'stall' &&
    event.lateMs >= SHOWN_STALL_MS &&
    event.ms >= last.ms &&
    event.ms <= last.ms + last.durationMs
      ? [line(event, { ms: event.ms, kind: 'stall', detail: `this harness was ${Math.round(event.lateMs)} ms late` })]
      : [],
  );
  return [
    ...chosen.slice(0, -1).flatMap((event) => linesOf(event).map((parts) => line(event, parts))),
    ...[...linesOf(last), ...stderrOf(last)].map((parts) => line(last, parts)),
    ...stalls,
  ].sort((a, b) => a.ms - b.ms);
};
