import type { FrameEvent } from '../../../harness/wire/transcript.ts';
import { FRAME_PAYLOAD_LIMIT_BYTES } from '../../../specification/limits.ts';
import type { CallView, Located, ServerMessage } from '../rule.ts';
import { isControl, OPCODE, shortestLengthBits } from './frame-law.ts';

export interface SequenceBreak {
  readonly at: Located<FrameEvent>;
  /** First frame of the message that was open; absent where a continuation continued nothing. */
  readonly inside?: Located<FrameEvent>;
}

/** What the rules for frames and messages want to know of everything that came from the server in a call. */
export interface FrameScan {
  readonly dataFrames: number;
  readonly controlFrames: ReadonlyArray<Located<FrameEvent>>;
  readonly masked: ReadonlyArray<Located<FrameEvent>>;
  /** With reserved bits or a reserved opcode. */
  readonly reserved: ReadonlyArray<Located<FrameEvent>>;
  /** With a length in a longer form than it needs. */
  readonly longForm: ReadonlyArray<Located<FrameEvent>>;
  /** Data frames over the limit of the guide. */
  readonly tooLong: ReadonlyArray<Located<FrameEvent>>;
  readonly sequenceBreaks: readonly SequenceBreak[];
  /** Messages of more than one frame. */
  readonly fragmented: readonly ServerMessage[];
  readonly texts: readonly ServerMessage[];
  /** Octets that are no frame. */
  readonly octets: readonly Located[];
}

const scans = new WeakMap<CallView, FrameScan>();

/**
 * Looks at every frame once for all rules: nearly all of them break nothing, there may be a hundred thousand, and a pass
 * for each rule took longer than to receive them. A view does not change, so what was found stays true.
 */
export function scanFrames(call: CallView): FrameScan {
  const known = scans.get(call);
  if (known !== undefined) return known;
  const scan = scanAll(call);
  scans.set(call, scan);
  return scan;
}

function scanAll(call: CallView): FrameScan {
  const controlFrames: Located<FrameEvent>[] = [];
  const masked: Located<FrameEvent>[] = [];
  const reserved: Located<FrameEvent>[] = [];
  const longForm: Located<FrameEvent>[] = [];
  const tooLong: Located<FrameEvent>[] = [];
  const sequenceBreaks: SequenceBreak[] = [];
  let dataFrames = 0;
  let open: Located<FrameEvent> | undefined;
  for (const at of call.serverFrames) {
    const { opcode, fin, rsv, payloadBytes, lengthBits } = at.event;
    if (at.event.masked) masked.push(at);
    if (lengthBits !== shortestLengthBits(payloadBytes)) longForm.push(at);
    if (opcode > OPCODE.binary) {
      if (isControl(opcode)) controlFrames.push(at);
      if (rsv !== 0 || !isControl(opcode)) reserved.push(at);
      continue;
    }
    dataFrames += 1;
    if (rsv !== 0) reserved.push(at);
    if (payloadBytes > FRAME_PAYLOAD_LIMIT_BYTES) tooLong.push(at);
    if (opcode !== OPCODE.continuation) {
      if (open !== undefined) sequenceBreaks.push({ at, inside: open });
      open = fin ? undefined : at;
    } else if (open === undefined) sequenceBreaks.push({ at });
    else if (fin) open = undefined;
  }
  return {
    dataFrames,
    controlFrames,
    masked,
    reserved,
    longForm,
    tooLong,
    sequenceBreaks,
    fragmented: call.serverMessages.filter(({ frames }) => frames.length > 1),
    texts: call.serverMessages.filter(({ kind }) => kind === 'text'),
    octets: call.events.filter(({ event }) => event.kind === 'octets' && event.from === 'server'),
  };
}
