import type { FrameEvent, TranscriptEvent } from '../../../harness/wire/transcript.ts';
import type { Located, ServerMessage } from '../rule.ts';
import type { Assembled } from './assembler.ts';
import { controlFault, isControl, isData, shortestLengthBits } from './frame-law.ts';

/** Aculab Cloud's messages are short and its frames hold some 20 ms: a server may well have a limit far below this. */
const SANE_MESSAGE_BYTES = 16 * 1024;

/** Steps by which a case ends or leaves a connection on purpose. */
const BREAKING_STEPS: ReadonlySet<string> = new Set(['reset', 'half-close', 'go-silent']);

/** What the connection has seen before the event in question. */
export interface ConnectionSoFar {
  readonly cloudClose?: Located;
  readonly serverEnd?: Located;
}

/** Whether the Cloud, by this event, left the protocol on purpose: what the server does then is its own affair. */
export function isBreach(event: TranscriptEvent, soFar: ConnectionSoFar): boolean {
  switch (event.kind) {
    case 'request':
      return event.deviant === true;
    case 'octets':
      return event.from === 'cloud';
    case 'end':
      // After its own Close, or the server's end, the Cloud may let go of the connection.
      return event.from === 'cloud' && soFar.cloudClose === undefined && soFar.serverEnd === undefined;
    case 'step':
      return event.phase === 'begin' && BREAKING_STEPS.has(event.do);
    case 'frame':
      return event.from === 'cloud' && (soFar.cloudClose !== undefined || isIllegalCloudFrame(event));
    default:
      return false;
  }
}

function isIllegalCloudFrame(frame: FrameEvent): boolean {
  if (!frame.masked || frame.rsv !== 0 || frame.lengthBits !== shortestLengthBits(frame.payloadBytes)) return true;
  if (isData(frame.opcode)) return false;
  return !isControl(frame.opcode) || controlFault(frame) !== undefined;
}

/** The same for a message put together from the Cloud's frames: could Aculab Cloud have sent it, today or tomorrow? */
export function isBreachingMessage({ message, fault }: Assembled): boolean {
  if (fault !== undefined) return true;
  if (message === undefined) return false;
  if (message.payloadBytes > SANE_MESSAGE_BYTES) return true;
  // Audio to the server is 16bit_PCM: half a sample is none of it.
  if (message.kind === 'binary') return message.payloadBytes % 2 !== 0;
  return message.type === undefined && isKept(message);
}

const isKept = ({ frames }: ServerMessage): boolean =>
  frames.every(({ event }) => (event.payload?.length ?? 0) === event.payloadBytes);
