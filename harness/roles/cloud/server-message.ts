// What a message from the server asks of Aculab Cloud, or why it cannot be done. This is the acting side: it follows the
// documented defaults and refuses what no documented value allows; the rules judge the same bytes on their own.
import {
  AUDIO_FORMATS,
  type AudioFormat,
  CALL_CAUSES,
  PLAY_DEFAULTS,
  PLAY_START_TYPE,
  PLAY_START_TYPE_R1,
} from '../../../specification/limits.ts';

export interface PlayStart {
  readonly format: AudioFormat;
  readonly channels: 1 | 2;
  readonly channel: 0 | 1 | 2;
  readonly initialBufferMs: number;
  readonly id: string;
}

export type ServerRequest =
  | { readonly kind: 'play-start'; readonly play: PlayStart }
  | { readonly kind: 'play-end' }
  | { readonly kind: 'play-abort' }
  | { readonly kind: 'hangup'; readonly cause: string; readonly rawCause: number }
  /** `playStart` where a play start was refused: the audio that follows belongs to it and is ignored. */
  | { readonly kind: 'refused'; readonly reason: string; readonly playStart?: boolean };

/** Reads one text message. Never throws. */
export function readServerMessage(text: string): ServerRequest & { readonly type?: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'refused', reason: 'the message is not JSON' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { kind: 'refused', reason: 'the message is not a JSON object' };
  }
  const message = value as Readonly<Record<string, unknown>>;
  const type = message.type;
  if (typeof type !== 'string') return { kind: 'refused', reason: 'the message has no type' };
  return { ...requestOf(type, message), type };
}

function requestOf(type: string, message: Readonly<Record<string, unknown>>): ServerRequest {
  switch (type) {
    case PLAY_START_TYPE:
    case PLAY_START_TYPE_R1:
      return playStart(message);
    case 'audio_play_end':
      return { kind: 'play-end' };
    case 'audio_play_abort':
      return { kind: 'play-abort' };
    case 'call_hangup':
      return hangup(message);
    default:
      return { kind: 'refused', reason: `unknown message type '${type.slice(0, 80)}'` };
  }
}

function playStart(message: Readonly<Record<string, unknown>>): ServerRequest {
  const asked = { ...PLAY_DEFAULTS, ...message };
  const refuse = (reason: string): ServerRequest => ({ kind: 'refused', reason, playStart: true });
  const format = AUDIO_FORMATS.find((known) => known === asked.format);
  if (format === undefined) return refuse('format is not supported');
  if (asked.sample_rate !== 8000) return refuse('sample_rate is not supported');
  const { channels, channel } = asked as { channels: unknown; channel: unknown };
  if (channels !== 1 && channels !== 2) return refuse('channels must be 1 or 2');
  if (channel !== 0 && channel !== 1 && channel !== 2) return refuse('channel must be 0, 1 or 2');
  if (channels === 1 && channel === 2) return refuse('mono audio has no channel 2');
  if (channels === 2 && channel === 0 && format !== '16bit_PCM') {
    return refuse('two channels can be mixed only as 16bit_PCM');
  }
  const initialBufferMs: unknown = asked.initial_buffer_ms;
  if (typeof initialBufferMs !== 'number' || initialBufferMs < 0) {
    return refuse('initial_buffer_ms must be a number of milliseconds, zero or more');
  }
  const id: unknown = asked.id;
  if (typeof id !== 'string') return refuse('id must be a string');
  return { kind: 'play-start', play: { format, channels, channel, initialBufferMs, id } };
}

function hangup(message: Readonly<Record<string, unknown>>): ServerRequest {
  const { cause = 'NORMAL', raw_cause: rawCause = 0 } = message;
  if (!CALL_CAUSES.some((known) => known === cause)) return { kind: 'refused', reason: 'cause is not a known cause' };
  if (typeof rawCause !== 'number' || !Number.isInteger(rawCause)) {
    return { kind: 'refused', reason: 'raw_cause is not an integer' };
  }
  return { kind: 'hangup', cause: String(cause), rawCause };
}
