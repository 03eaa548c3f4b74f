// Schema of one line of a transcript: the header first, then the events, last the end with their number. Open:
// properties of other names are for later versions of the same format.
import type { JsonSchema } from '../validation/compile.ts';
import { count, DIALECT, flag, milliseconds, record, suite, text, texts, union, wallClock } from './shapes.ts';

/** Name of the format, as in `format` of the first line of every transcript. */
const TRANSCRIPT_SCHEMA_FORMAT = 'aculab-conformance/transcript@1';

type Properties = Readonly<Record<string, JsonSchema>>;

const event = (kind: string, properties: Properties, optional: Properties = {}) =>
  record({ kind: { const: kind }, call: count, ms: milliseconds, ...properties }, optional);

const peer = { type: 'string', enum: ['cloud', 'server'] };
const textOrNull = { type: ['string', 'null'] };

/** Octets: as `text` where they are a text frame of valid UTF-8, else as `base64`; `truncated` where some were cut. */
const payload = { text, base64: text, truncated: { const: true } };

const EVENTS = [
  event('connect', { url: text, label: text }),
  event('connected', {}, { tls: record({ authorized: flag, protocol: text }, { error: text }) }),
  event('connect-failed', { rawCause: count, code: text, message: text }),
  event('request', { text, key: text, protocols: texts, extensions: textOrNull }, { deviant: flag }),
  event('response', {
    status: count,
    reason: text,
    headers: { type: 'array', items: { type: 'array', items: text, minItems: 2, maxItems: 2 } },
  }),
  event('response-failed', { reason: text }),
  event(
    'frame',
    {
      from: peer,
      opcode: { type: 'integer', minimum: 0, maximum: 15 },
      fin: flag,
      rsv: { type: 'integer', minimum: 0, maximum: 7 },
      masked: flag,
      lengthBits: { type: 'integer', enum: [7, 16, 64] },
      payloadBytes: count,
    },
    payload,
  ),
  event('octets', { from: peer, bytes: count }, { reason: text, ...payload }),
  event('end', { from: peer, how: { type: 'string', enum: ['fin', 'reset'] } }),
  event('closed', { pendingBytes: count }),
  event('step', { index: count, do: text, phase: { type: 'string', enum: ['begin', 'end'] } }, { unmet: text }),
  event('reading', { paused: flag }),
  event('play', {
    play: count,
    id: text,
    state: {
      type: 'string',
      enum: ['queued', 'buffering', 'playing', 'underrun', 'finished', 'aborted', 'refused'],
    },
  }),
  event(
    'process',
    { event: { type: 'string', enum: ['exit', 'restart', 'sample'] }, pid: count },
    {
      exitCode: { type: ['integer', 'null'] },
      signal: textOrNull,
      output: texts,
      rssBytes: count,
      openFiles: count,
    },
  ),
  event('stall', { lateMs: milliseconds }),
];

const header = record(
  {
    format: { const: TRANSCRIPT_SCHEMA_FORMAT },
    suite,
    case: text,
    title: text,
    requirements: texts,
    url: text,
    startedAt: wallClock,
    profile: record(
      {
        roundTripMs: milliseconds,
        worstRoundTripMs: milliseconds,
        answersPing: flag,
        endsClose: flag,
        watchedMs: milliseconds,
        plays: flag,
        timeoutScale: { type: 'number', exclusiveMinimum: 0 },
        started: flag,
        secure: flag,
        insecure: flag,
      },
      { endsByItselfMs: milliseconds },
    ),
  },
  { droppedEvents: count },
);

const end = record({ kind: { const: 'eof' }, events: count });

export const TRANSCRIPT_LINE_SCHEMA = {
  $schema: DIALECT,
  $id: 'urn:aculab-conformance:transcript-line:1',
  title: 'One line of a transcript: header, event or end',
  type: 'object',
  // The header is the one line that has no kind.
  if: { properties: { kind: true }, required: ['kind'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema; this object is never awaited.
  then: union('kind', [...EVENTS, end]),
  else: header,
} as const;
