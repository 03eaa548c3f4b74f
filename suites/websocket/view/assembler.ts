import type { FrameEvent } from '../../../harness/wire/transcript.ts';
import type { Located, ServerMessage } from '../rule.ts';
import { isData, OPCODE } from './frame-law.ts';
import { decodeUtf8, parseObject, payloadOf } from './message-text.ts';

export type SequenceFault = 'orphan-continuation' | 'message-inside-message';

export interface Assembled {
  readonly message?: ServerMessage;
  readonly fault?: SequenceFault;
}

const NOTHING: Assembled = {};

/**
 * Puts messages together from the frames of one direction, which are pushed in order. Control frames and reserved
 * opcodes pass through between fragments. A continuation of nothing belongs to no message; a new message inside a
 * fragmented one gives that one up.
 */
export function createAssembler(): (frame: Located<FrameEvent>) => Assembled {
  let fragments: Located<FrameEvent>[] = [];
  return (frame) => {
    const { opcode, fin } = frame.event;
    if (!isData(opcode)) return NOTHING;
    if (opcode === OPCODE.continuation) {
      if (fragments.length === 0) return { fault: 'orphan-continuation' };
      fragments.push(frame);
      if (!fin) return NOTHING;
      const whole = fragments;
      fragments = [];
      return { message: messageOf(whole, frame) };
    }
    const fault = fragments.length > 0 ? ({ fault: 'message-inside-message' } as const) : NOTHING;
    fragments = fin ? [] : [frame];
    if (!fin) return fault;
    const message = messageOf([frame], frame);
    return fault === NOTHING ? { message } : { ...fault, message };
  };
}

function messageOf(frames: readonly Located<FrameEvent>[], last: Located<FrameEvent>): ServerMessage {
  const at = frames[0] ?? last;
  const payloadBytes = frames.reduce((sum, { event }) => sum + event.payloadBytes, 0);
  // A message has arrived when its last fragment has.
  if (at.event.opcode === OPCODE.binary) return { kind: 'binary', frames, at, ms: last.event.ms, payloadBytes };
  const base = { frames, at, ms: last.event.ms, payloadBytes };
  const payload = payloadOf(frames);
  const text = payload === undefined ? undefined : decodeUtf8(payload);
  if (text === undefined) return { kind: 'text', ...base };
  const object = parseObject(text);
  if (object === undefined) return { kind: 'text', ...base, text };
  return typeof object.type === 'string'
    ? { kind: 'text', ...base, text, object, type: object.type }
    : { kind: 'text', ...base, text, object };
}
