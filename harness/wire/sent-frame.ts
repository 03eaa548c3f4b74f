import { type OutgoingFrame, shortestLengthBits } from './frame-encoder.ts';
import type { FrameEvent } from './transcript.ts';

const HEAD_BYTES = { 7: 2, 16: 4, 64: 10 } as const;

/** What a recording says of a frame that was written, or undefined where it was cut or lied about its length. */
export function sentFrame(
  frame: OutgoingFrame,
  at: { readonly call: number; readonly ms: number },
): FrameEvent | undefined {
  const { opcode, payload, fin = true, rsv = 0, mask: masked = true, cutAfter = Number.POSITIVE_INFINITY } = frame;
  const payloadBytes = payload.length;
  if (frame.declaredLength !== undefined && BigInt(frame.declaredLength) !== BigInt(payloadBytes)) return undefined;
  const lengthBits = frame.lengthBits ?? shortestLengthBits(payloadBytes);
  if (cutAfter < HEAD_BYTES[lengthBits] + (masked ? 4 : 0) + payloadBytes) return undefined;
  return { kind: 'frame', ...at, from: 'cloud', opcode, fin, rsv, masked, lengthBits, payloadBytes, payload };
}
