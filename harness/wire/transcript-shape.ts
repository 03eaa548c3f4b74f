import { TRANSCRIPT_FORMAT, type TranscriptEvent } from './transcript.ts';

/** What a value must be: a test, and its name in messages. */
type Check = readonly [name: string, holds: (value: unknown) => boolean];
type Shape = Readonly<Record<string, Check>>;

const text: Check = ['a string', (value) => typeof value === 'string'];
const flag: Check = ['true or false', (value) => typeof value === 'boolean'];
const time: Check = ['a number', (value) => typeof value === 'number' && Number.isFinite(value)];
const count: Check = ['a whole number', (value) => Number.isSafeInteger(value) && Number(value) >= 0];
const texts: Check = [
  'a list of strings',
  (value) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
];
const object: Check = ['an object', (value) => typeof value === 'object' && value !== null && !Array.isArray(value)];
const pairs: Check = [
  'a list of names with values',
  (value) => Array.isArray(value) && value.every((pair) => texts[1](pair) && pair.length === 2),
];
const oneOf = (...values: readonly unknown[]): Check => [
  `one of ${values.join(', ')}`,
  (value) => values.includes(value),
];
const upTo = (most: number): Check => [`0 to ${most}`, (value) => count[1](value) && Number(value) <= most];
const optional = ([name, holds]: Check): Check => [name, (value) => value === undefined || holds(value)];
const nullable = ([name, holds]: Check): Check => [`${name} or null`, (value) => value === null || holds(value)];

const peer = oneOf('cloud', 'server');

/** The properties of every kind of event beside kind, call and ms; payloads are the file's own matter. */
const EVENTS: Readonly<Record<TranscriptEvent['kind'], Shape>> = {
  connect: { url: text, label: text },
  connected: { tls: optional(object) },
  'connect-failed': { rawCause: count, code: text, message: text },
  request: { text, key: text, protocols: texts, extensions: nullable(text), deviant: optional(flag) },
  response: { status: count, reason: text, headers: pairs },
  'response-failed': { reason: text },
  frame: {
    from: peer,
    opcode: upTo(15),
    fin: flag,
    rsv: upTo(7),
    masked: flag,
    lengthBits: oneOf(7, 16, 64),
    payloadBytes: count,
  },
  octets: { from: peer, bytes: count, reason: optional(text) },
  end: { from: peer, how: oneOf('fin', 'reset') },
  closed: { pendingBytes: count },
  step: { index: count, do: text, phase: oneOf('begin', 'end'), unmet: optional(text) },
  reading: { paused: flag },
  play: {
    play: count,
    id: text,
    state: oneOf('queued', 'buffering', 'playing', 'underrun', 'finished', 'aborted', 'refused'),
  },
  process: {
    event: oneOf('exit', 'restart', 'sample'),
    pid: count,
    exitCode: optional(nullable(time)),
    signal: optional(nullable(text)),
    output: optional(texts),
    rssBytes: optional(count),
    openFiles: optional(count),
  },
  stall: { lateMs: time },
};

const HEADER: Shape = {
  suite: text,
  case: text,
  title: text,
  requirements: texts,
  url: text,
  startedAt: text,
  profile: object,
  droppedEvents: optional(count),
};

/** Why a value is no header of a transcript, or undefined. */
export function transcriptHeaderProblem(value: Readonly<Record<string, unknown>>): string | undefined {
  const { format } = value;
  if (format === TRANSCRIPT_FORMAT) return shapeProblem(value, HEADER, 'the header');
  return `no transcript of the format ${TRANSCRIPT_FORMAT}${typeof format === 'string' ? ` but ${format}` : ''}`;
}

/** Why a value is no event of a transcript, or undefined. */
export function transcriptEventProblem(value: Readonly<Record<string, unknown>>): string | undefined {
  const { kind } = value;
  if (typeof kind !== 'string' || !Object.hasOwn(EVENTS, kind)) return `an event of the unknown kind ${String(kind)}`;
  const shape = { call: count, ms: time, ...EVENTS[kind as TranscriptEvent['kind']] };
  return shapeProblem(value, shape, `an event of kind ${kind}`);
}

function shapeProblem(value: Readonly<Record<string, unknown>>, shape: Shape, what: string): string | undefined {
  for (const [property, [name, holds]] of Object.entries(shape)) {
    if (!holds(value[property])) return `${what} whose ${property} is not ${name}`;
  }
  return undefined;
}
