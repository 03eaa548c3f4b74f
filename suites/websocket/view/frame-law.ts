// What RFC 6455 section 5 and 7.4 allow a single frame to look like, whichever side sent it.
import type { FrameEvent } from '../../../harness/wire/transcript.ts';
import { decodeUtf8 } from './message-text.ts';

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

const CONTROL_PAYLOAD_LIMIT_BYTES = 125;

export const isControl = (opcode: number): boolean =>
  opcode === OPCODE.close || opcode === OPCODE.ping || opcode === OPCODE.pong;

export const isData = (opcode: number): boolean => opcode <= OPCODE.binary;

/** The shortest of the three length forms that holds so many bytes. */
export function shortestLengthBits(payloadBytes: number): 7 | 16 | 64 {
  if (payloadBytes < 126) return 7;
  return payloadBytes < 65_536 ? 16 : 64;
}

/** Codes that may stand in a Close frame: registered ones that are not for local use only, and the private ranges. */
const isWireCloseCode = (code: number): boolean =>
  (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);

/** The status code of a Close frame; undefined where it has none or its payload was not kept. */
export function closeCodeOf(frame: FrameEvent): number | undefined {
  const [high, low] = frame.payload ?? [];
  return high === undefined || low === undefined ? undefined : high * 256 + low;
}

/** What is wrong with a control frame, in a few words, or undefined. */
export function controlFault(frame: FrameEvent): string | undefined {
  if (!frame.fin) return 'a control frame without FIN';
  if (frame.payloadBytes > CONTROL_PAYLOAD_LIMIT_BYTES) return `a control frame of ${frame.payloadBytes} bytes`;
  if (frame.opcode !== OPCODE.close) return undefined;
  if (frame.payloadBytes === 1) return 'a Close frame of 1 byte, which is half a code';
  const code = closeCodeOf(frame);
  if (code !== undefined && !isWireCloseCode(code)) return `a Close frame with code ${code}`;
  return hasLegalReason(frame) ? undefined : 'a Close frame whose reason is no UTF-8';
}

function hasLegalReason({ payload, payloadBytes }: FrameEvent): boolean {
  if (payload === undefined || payload.length < payloadBytes) return true;
  return decodeUtf8(payload.subarray(2)) !== undefined;
}
