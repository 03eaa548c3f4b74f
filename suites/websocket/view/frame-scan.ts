import type { FrameEvent } from '../../../harness/wire/transcript.ts';
import { FRAME_PAYLOAD_LIMIT_BYTES } from '../../../specification/limits.ts';
import type { Located, ServerMessage } from '../rule.ts';
import { isControl, isData, OPCODE, shortestLengthBits } from './frame-law.ts';

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

export interface FrameScanner {
  /** A frame from the server. */
  readonly frame: (at: Located<FrameEvent>) => void;
  /** A message put together from such frames. */
  readonly message: (message: ServerMessage) => void;
  readonly octets: (at: Located) => void;
  readonly result: () => FrameScan;
}

/**
 * Looks at every frame once for all rules, as it goes by: nearly all of them break nothing, there may be a hundred
 * thousand, and a pass for each rule took longer than to receive them.
 */
export function createFrameScanner(): FrameScanner {
  const controlFrames: Located<FrameEvent>[] = [];
  const masked: Located<FrameEvent>[] = [];
  const reserved: Located<FrameEvent>[] = [];
  const longForm: Located<FrameEvent>[] = [];
  const tooLong: Located<FrameEvent>[] = [];
  const sequenceBreaks: SequenceBreak[] = [];
  const fragmented: ServerMessage[] = [];
  const texts: ServerMessage[] = [];
  const octets: Located[] = [];
  let dataFrames = 0;
  let open: Located<FrameEvent> | undefined;

  function frame(at: Located<FrameEvent>): void {
    const { opcode, rsv, payloadBytes, lengthBits } = at.event;
    if (at.event.masked) masked.push(at);
    if (lengthBits !== shortestLengthBits(payloadBytes)) longForm.push(at);
    if (isData(opcode)) {
      if (rsv !== 0) reserved.push(at);
      if (payloadBytes > FRAME_PAYLOAD_LIMIT_BYTES) tooLong.push(at);
      dataFrames += 1;
      sequence(at);
    } else {
      if (isControl(opcode)) controlFrames.push(at);
      if (rsv !== 0 || !isControl(opcode)) reserved.push(at);
    }
  }

  function sequence(at: Located<FrameEvent>): void {
    const { opcode, fin } = at.event;
    if (opcode !== OPCODE.continuation) {
      if (open !== undefined) sequenceBreaks.push({ at, inside: open });
      open = fin ? undefined : at;
    } else if (open === undefined) sequenceBreaks.push({ at });
    else if (fin) open = undefined;
  }

  return {
    frame,
    message(message) {
      if (message.frames.length > 1) fragmented.push(message);
      if (message.kind === 'text') texts.push(message);
    },
    octets(at) {
      octets.push(at);
    },
    result: () => ({
      dataFrames,
      controlFrames,
      masked,
      reserved,
      longForm,
      tooLong,
      sequenceBreaks,
      fragmented,
      texts,
      octets,
    }),
  };
}
