// The wire around a finding, as every report shows it: few lines, both clocks, who sent what.
import type { FrameEvent, OctetsEvent, ProcessEvent, TranscriptEvent } from '../harness/wire/transcript.ts';
import { printable, shortened } from './printable.ts';

/** Who sent something: Aculab Cloud and the server it calls, or a client and what it asks. */
export type Sender = 'cloud' | 'server' | 'client' | 'api';

/** One line of an excerpt. `kind` and `detail` are printable. */
export interface ExcerptLine {
  /** Index of the (first) event in the transcript. */
  readonly event: number;
  /** Milliseconds since the case began. */
  readonly ms: number;
  /** Wall clock, `hh:mm:ss.mmm` in UTC. */
  readonly wall: string;
  /** Who sent it; absent for what nobody sent. */
  readonly from?: Sender;
  readonly kind: string;
  readonly detail: string;
  /** The event that the finding points at. */
  readonly marked: boolean;
  /** `detail` is the point of the excerpt and must not be cut: the marked event, and the Cloud's error that answers it. */
  readonly whole: boolean;
  /** Equal binary frames folded into this line, and the time of the last. */
  readonly count: number;
  readonly lastMs: number;
}

/** What an excerpt is cut from. */
export interface ExcerptSource {
  /** Wall clock at time zero, ISO 8601. */
  readonly startedAt: string;
  readonly events: readonly TranscriptEvent[];
}

export interface ExcerptOptions {
  /** Event to show; without it the end of the transcript is shown. */
  readonly event?: number | undefined;
  /** Most lines. Default 12. */
  readonly lines?: number;
  /** Longest detail, in characters. Default 300; what is to be shown whole may be five times as long. */
  readonly detail?: number;
}

/** Shorter ones explain nothing that a reader could see. */
export const SHOWN_STALL_MS = 100;
const WHOLE_FACTOR = 5;

const OPCODES: Readonly<Record<number, string>> = {
  0: 'cont',
  1: 'text',
  2: 'binary',
  8: 'close',
  9: 'ping',
  10: 'pong',
};

const text = (payload: Uint8Array | undefined): string =>
  payload === undefined ? '' : new TextDecoder().decode(payload);

const size = (bytes: number): string => (bytes === 1 ? '1 byte' : `${bytes} bytes`);

const closeDetail = (payload: Uint8Array | undefined): string => {
  if (payload === undefined || payload.length === 0) return 'no code';
  if (payload.length === 1) return '1 byte, no code';
  const code = ((payload[0] ?? 0) << 8) | (payload[1] ?? 0);
  const reason = text(payload.subarray(2));
  return reason === '' ? String(code) : `${code} ${reason}`;
};

const shortestLength = (bytes: number): 7 | 16 | 64 => {
  if (bytes < 126) return 7;
  return bytes < 65_536 ? 16 : 64;
};

/** What is unusual about a frame's head: a reader should not have to look for it. */
const oddities = (frame: FrameEvent): string => {
  const odd = [
    ...(frame.fin ? [] : ['not final']),
    ...(frame.rsv === 0 ? [] : [`reserved bits ${frame.rsv}`]),
    ...(frame.masked === (frame.from === 'cloud') ? [] : [frame.masked ? 'masked' : 'not masked']),
    ...(frame.lengthBits === shortestLength(frame.payloadBytes) ? [] : [`length in ${frame.lengthBits} bits`]),
  ];
  return odd.length === 0 ? '' : ` (${odd.join(', ')})`;
};

const frameDetail = (frame: FrameEvent): string => {
  if (frame.opcode === 1) {
    if (frame.payload === undefined) return size(frame.payloadBytes);
    const cut = frame.payload.length < frame.payloadBytes ? `… (${size(frame.payloadBytes)})` : '';
    return frame.payloadBytes === 0 ? '(empty)' : `${text(frame.payload)}${cut}`;
  }
  return frame.opcode === 8 ? closeDetail(frame.payload) : size(frame.payloadBytes);
};

const octetsDetail = (event: OctetsEvent): string => {
  const shown = event.payload?.subarray(0, 16) ?? new Uint8Array();
  const hex = [...shown].map((octet) => octet.toString(16).padStart(2, '0')).join(' ');
  const reason = event.reason === undefined ? '' : `: ${event.reason}`;
  return `${size(event.bytes)}${reason}${hex === '' ? '' : ` [${hex}${event.bytes > 16 ? ' …' : ''}]`}`;
};

const processDetail = (event: ProcessEvent): string => {
  const ended = event.signal ? `signal ${event.signal}` : `exit code ${event.exitCode ?? 'unknown'}`;
  if (event.event === 'exit') return `process ${event.pid} ended, ${ended}`;
  return event.event === 'restart' ? `process ${event.pid} started` : '';
};

interface Spelled {
  readonly from?: Sender;
  readonly kind: string;
  readonly detail: string;
}

/** An event in words; undefined for what says nothing about the wire. */
const spelled = (event: TranscriptEvent): Spelled | undefined => {
  switch (event.kind) {
    case 'connect':
      return { from: 'cloud', kind: 'connect', detail: event.url };
    case 'connected':
      return event.tls === undefined
        ? undefined
        : {
            kind: 'tls',
            detail: `${event.tls.protocol}${event.tls.authorized ? '' : `, ${event.tls.error ?? 'not trusted'}`}`,
          };
    case 'connect-failed':
      return { kind: 'failed', detail: `raw cause ${event.rawCause}: ${event.message}` };
    case 'request':
      return { from: 'cloud', kind: 'request', detail: event.text.split('\r\n')[0] ?? '' };
    case 'response':
      return { from: 'server', kind: 'answer', detail: `${event.status} ${event.reason}` };
    case 'response-failed':
      return { from: 'server', kind: 'answer', detail: event.reason };
    case 'frame':
      return {
        from: event.from,
        kind: OPCODES[event.opcode] ?? `op ${event.opcode}`,
        detail: frameDetail(event) + oddities(event),
      };
    case 'octets':
      return { from: event.from, kind: 'octets', detail: octetsDetail(event) };
    case 'end':
      return { from: event.from, kind: event.how === 'fin' ? 'FIN' : 'RST', detail: '' };
    case 'closed':
      return event.pendingBytes === 0
        ? { kind: 'gone', detail: 'connection closed' }
        : { kind: 'gone', detail: `connection closed inside a frame (${size(event.pendingBytes)} of it came)` };
    case 'step':
      return event.unmet === undefined ? undefined : { kind: event.do, detail: `not met: ${event.unmet}` };
    case 'reading':
      return { kind: 'reading', detail: event.paused ? 'Cloud stops reading' : 'Cloud reads again' };
    case 'play':
      return event.state === 'underrun' || event.state === 'refused' || event.state === 'playing'
        ? { kind: 'play', detail: `play ${event.play}: ${event.state}` }
        : undefined;
    case 'process':
      return event.event === 'sample' ? undefined : { kind: 'process', detail: processDetail(event) };
    case 'stall':
      return event.lateMs < SHOWN_STALL_MS
        ? undefined
        : { kind: 'stall', detail: `this harness was ${Math.round(event.lateMs)} ms late` };
  }
};

/** For an event that has no words of its own but is what the finding points at. */
const pointedAt = (event: TranscriptEvent): Spelled => ({
  kind: event.kind,
  detail:
    event.kind === 'play'
      ? `play ${event.play}: ${event.state}`
      : event.kind === 'step'
        ? `${event.do} ${event.phase}`
        : '',
});

/** `hh:mm:ss.mmm` in UTC, so many milliseconds after a moment; empty where that is none. */
export const wallClock = (startedAt: string, ms: number): string => {
  const start = Date.parse(startedAt);
  return Number.isNaN(start) ? '' : new Date(start + ms).toISOString().slice(11, 23);
};

// Audio of both directions alternates frame by frame, so frames are folded per direction for as long as nothing but
// equal binary frames passes.
const foldKey = (event: TranscriptEvent): string | undefined =>
  event.kind === 'frame' && event.opcode === 2 && event.fin && event.rsv === 0
    ? `${event.from} ${event.payloadBytes} ${event.masked} ${event.lengthBits}`
    : undefined;

// Aculab Cloud tells of its complaint at once; only audio, which flows all the time, may come between.
const isErrorReply = (event: TranscriptEvent): boolean =>
  event.kind === 'frame' &&
  event.from === 'cloud' &&
  event.opcode === 1 &&
  /"type"\s*:\s*"error"/.test(text(event.payload?.subarray(0, 200)));

const isAudio = (event: TranscriptEvent): boolean => event.kind === 'frame' && event.opcode === 2;

/** Index of the Cloud's error message that follows an event of the server's directly. */
const errorReplyTo = (events: readonly TranscriptEvent[], at: number | undefined): number | undefined => {
  const marked = at === undefined ? undefined : events[at];
  if (at === undefined || marked === undefined) return undefined;
  const index = events.findIndex((event, later) => later > at && event.call === marked.call && !isAudio(event));
  const next = events[index];
  return next !== undefined && isErrorReply(next) ? index : undefined;
};

const aboutCall = (event: TranscriptEvent, call: number | undefined): boolean =>
  call === undefined || event.call === call || event.kind === 'process' || event.kind === 'stall';

/**
 * The lines around an event: of its own connection, equal binary frames folded, the event itself always among them with
 * two thirds of the lines before it. Empty for an empty transcript.
 */
export const excerpt = (source: ExcerptSource, options: ExcerptOptions = {}): readonly ExcerptLine[] => {
  const most = options.lines ?? 12;
  const detailLimit = options.detail ?? 300;
  const target = options.event === undefined ? undefined : source.events[options.event];
  const reply = errorReplyTo(source.events, options.event);
  const lines: ExcerptLine[] = [];
  const open = new Map<string, number>();
  source.events.forEach((event, index) => {
    const marked = index === options.event;
    if (!marked && !aboutCall(event, target?.call)) return;
    const words = spelled(event) ?? (marked ? pointedAt(event) : undefined);
    if (words === undefined) return;
    const key = foldKey(event);
    const openLine = key === undefined ? undefined : open.get(key);
    const folded = openLine === undefined ? undefined : lines[openLine];
    if (!marked && folded !== undefined && openLine !== undefined) {
      lines[openLine] = { ...folded, count: folded.count + 1, lastMs: event.ms };
      return;
    }
    const whole = marked || index === reply;
    const limit = whole ? WHOLE_FACTOR * detailLimit : detailLimit;
    if (key === undefined || marked) open.clear();
    if (key !== undefined && !marked) open.set(key, lines.length);
    lines.push({
      event: index,
      ms: event.ms,
      wall: wallClock(source.startedAt, event.ms),
      ...(words.from === undefined ? {} : { from: words.from }),
      kind: printable(words.kind),
      // Cut before it is escaped: a message of a megabyte costs nothing here.
      detail: shortened(printable(shortened(words.detail, limit)), limit),
      marked,
      whole,
      count: 1,
      lastMs: event.ms,
    });
  });
  const at = lines.findIndex((line) => line.marked);
  if (at < 0) return lines.slice(-most);
  const after = Math.min(lines.length - at - 1, Math.floor(most / 3));
  const first = Math.max(0, at - (most - 1 - after));
  return lines.slice(first, first + most);
};
