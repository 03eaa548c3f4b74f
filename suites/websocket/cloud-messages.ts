// What the Cloud said, message by message, and whether Aculab Cloud may say it: a server is held to account for its
// answer to legal messages only.

import type { FrameEvent } from '../../harness/wire/transcript.ts';
import { AUDIO_FORMATS, CALL_END_ORIGINS } from '../../specification/limits.ts';
import type { CallView, Located } from './rule.ts';

/**
 * `documented`: a message of the guide, or a binary frame of whole samples. `future`: an unknown type or property, as a
 * later edition may bring. `hostile`: what no Cloud sends.
 */
export type Meaning = 'documented' | 'future' | 'hostile';

export interface CloudMessage {
  readonly kind: 'text' | 'binary';
  /** Its first and its last frame. */
  readonly at: Located<FrameEvent>;
  readonly last: Located<FrameEvent>;
  readonly payloadBytes: number;
  readonly meaning: Meaning;
  /** The payload put together; absent where the transcript does not hold all of it. */
  readonly octets?: Uint8Array;
  /** Text messages in valid UTF-8. */
  readonly text?: string;
  /** Text messages that are one JSON object. */
  readonly object?: Readonly<Record<string, unknown>>;
  /** object.type where that is a string. */
  readonly type?: string;
}

/** No legal message and no frame of audio comes near this size, in bytes. */
const HOSTILE_SIZE_BYTES = 32 * 1024;

type PropertyCheck = (value: unknown) => boolean;
const isString: PropertyCheck = (value) => typeof value === 'string';
const isOneOf =
  (names: readonly string[]): PropertyCheck =>
  (value) =>
    typeof value === 'string' && names.includes(value);

/** Messages from Aculab Cloud with their properties (WebSockets guide, tables of that section). */
const DOCUMENTED: ReadonlyMap<string, Readonly<Record<string, PropertyCheck>>> = new Map<
  string,
  Readonly<Record<string, PropertyCheck>>
>([
  ['call_start', { from: isString }],
  [
    'audio_start',
    {
      format: isOneOf(AUDIO_FORMATS),
      sample_rate: (value) => value === 8000,
      channels: (value) => value === 1 || value === 2,
    },
  ],
  ['audio_end', {}],
  [
    'call_end',
    { origin: isOneOf(CALL_END_ORIGINS), cause: isString, raw_cause: (value) => Number.isSafeInteger(value) },
  ],
  ['audio_play_finished', { id: isString }],
  ['error', { reason: isString }],
  ['audio_overflow_warning', {}],
]);

const messagesOfCall = new WeakMap<CallView, readonly CloudMessage[]>();

/** The complete data messages that the Cloud sent in a call, in order. */
export function cloudMessages(call: CallView): readonly CloudMessage[] {
  // Many rules ask; the view never changes, so what was worked out once stays true.
  const known = messagesOfCall.get(call);
  if (known !== undefined) return known;
  const messages = assemble(call.cloudFrames);
  messagesOfCall.set(call, messages);
  return messages;
}

function assemble(frames: ReadonlyArray<Located<FrameEvent>>): CloudMessage[] {
  const messages: CloudMessage[] = [];
  let parts: Located<FrameEvent>[] = [];
  for (const frame of frames) {
    const { opcode, fin } = frame.event;
    if (opcode > 2) continue;
    if (opcode !== 0) parts = [frame];
    else if (parts.length > 0) parts.push(frame);
    if (!fin || parts.length === 0) continue;
    messages.push(read(parts, frame));
    parts = [];
  }
  return messages;
}

function read(frames: ReadonlyArray<Located<FrameEvent>>, last: Located<FrameEvent>): CloudMessage {
  const at = frames[0] ?? last;
  const kind = at.event.opcode === 1 ? 'text' : 'binary';
  const payloadBytes = frames.reduce((sum, { event }) => sum + event.payloadBytes, 0);
  const octets = joined(frames, payloadBytes);
  const base = { kind, at, last, payloadBytes, ...(octets === undefined ? {} : { octets }) } as const;
  if (payloadBytes > HOSTILE_SIZE_BYTES) return { ...base, meaning: 'hostile' };
  if (kind === 'binary') return { ...base, meaning: isAudio(payloadBytes, octets) ? 'documented' : 'hostile' };
  // What was not kept cannot be read; the recording keeps text of legal size whole.
  if (octets === undefined) return { ...base, meaning: 'documented' };
  const text = decoded(octets);
  if (text === undefined) return { ...base, meaning: 'hostile' };
  const object = parsedObject(text);
  if (object === undefined) return { ...base, text, meaning: 'hostile' };
  const type = object.type;
  if (typeof type !== 'string') return { ...base, text, object, meaning: 'hostile' };
  return { ...base, text, object, type, meaning: meaningOf(type, object) };
}

function meaningOf(type: string, object: Readonly<Record<string, unknown>>): Meaning {
  const properties = DOCUMENTED.get(type);
  if (properties === undefined) return 'future';
  for (const [name, isLegal] of Object.entries(properties)) {
    if (!isLegal(object[name])) return 'hostile';
  }
  return Object.keys(object).every((name) => name === 'type' || Object.hasOwn(properties, name))
    ? 'documented'
    : 'future';
}

/** Calls carry 16-bit samples of one channel, so a frame of audio is even; and audio is not spelled as JSON. */
function isAudio(payloadBytes: number, octets: Uint8Array | undefined): boolean {
  if (payloadBytes === 0 || payloadBytes % 2 !== 0) return false;
  if (octets?.[0] !== 0x7b || octets.at(-1) !== 0x7d) return true;
  const text = decoded(octets);
  return text === undefined || parsedObject(text) === undefined;
}

function joined(frames: ReadonlyArray<Located<FrameEvent>>, payloadBytes: number): Uint8Array | undefined {
  const payloads = frames.map(({ event }) => event.payload ?? new Uint8Array(0));
  const kept = payloads.reduce((sum, payload) => sum + payload.length, 0);
  if (kept !== payloadBytes) return undefined;
  return payloads.length === 1 ? payloads[0] : Buffer.concat(payloads);
}

function decoded(octets: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return undefined;
  }
}

function parsedObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
