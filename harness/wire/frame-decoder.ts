/** A frame as it arrived, legal or not (RFC 6455, section 5.2). */
export interface DecodedFrame {
  readonly opcode: number;
  readonly fin: boolean;
  /** 0 to 7: RSV1 is 4, RSV2 is 2, RSV3 is 1. */
  readonly rsv: number;
  readonly masked: boolean;
  /** Which form of the length was used, the shortest or not. */
  readonly lengthBits: 7 | 16 | 64;
  readonly payloadBytes: number;
  /** Unmasked; the first `keepBytes` of it. May be a view of the chunk that was pushed: copy it to keep it for long. */
  readonly payload: Buffer;
}

export interface FrameDecoderOptions {
  /** Longest part of a payload that is kept; the rest is counted only. */
  readonly keepBytes: number;
  readonly onFrame: (frame: DecodedFrame) => void;
  /** The stream cannot be followed any more. `rest` begins with the head of the frame that cannot be decoded. */
  readonly onUndecodable: (reason: string, rest: Buffer) => void;
}

export interface FrameDecoder {
  /** Takes the next octets of the stream. After `onUndecodable` they are ignored. */
  push(chunk: Buffer): void;
  /** Octets of a frame that is not complete yet, its head included. */
  readonly pendingBytes: number;
}

const LONGEST_HEAD_BYTES = 14;

/**
 * Decodes a stream of frames as it arrives. It judges nothing: reserved bits and opcodes, masks, lengths in a longer
 * form than needed, long or fragmented control frames are reported as they are.
 */
export function createFrameDecoder({ keepBytes, onFrame, onUndecodable }: FrameDecoderOptions): FrameDecoder {
  // Part of a head that the end of a chunk cut off.
  const stash = Buffer.alloc(LONGEST_HEAD_BYTES);
  let stashed = 0;
  let failed = false;

  // The frame whose head is known and whose payload is not complete. headBytes is 0 between frames.
  let headBytes = 0;
  let first = 0;
  let masked = false;
  let maskKey = 0;
  let lengthBits: 7 | 16 | 64 = 7;
  let payloadBytes = 0;
  let receivedBytes = 0;
  let kept: Buffer | undefined;

  /** Reads the head at `at`, which is complete. Returns why it cannot be decoded, or undefined. */
  function readHead(octets: Buffer, at: number): string | undefined {
    first = octets[at] ?? 0;
    const second = octets[at + 1] ?? 0;
    const short = second & 0x7f;
    let next = at + 2;
    if (short < 126) {
      lengthBits = 7;
      payloadBytes = short;
    } else if (short === 126) {
      lengthBits = 16;
      payloadBytes = octets.readUInt16BE(next);
      next += 2;
    } else {
      lengthBits = 64;
      const high = octets.readUInt32BE(next);
      payloadBytes = high * 0x1_0000_0000 + octets.readUInt32BE(next + 4);
      if (high >= 0x8000_0000) return 'a 64 bit length with its top bit set';
      if (payloadBytes > Number.MAX_SAFE_INTEGER) return 'a length over 2^53 - 1 bytes';
      next += 8;
    }
    masked = (second & 0x80) !== 0;
    if (masked) {
      maskKey = octets.readUInt32BE(next);
      next += 4;
    }
    headBytes = next - at;
    receivedBytes = 0;
    return undefined;
  }

  function finish(payload: Buffer): void {
    headBytes = 0;
    kept = undefined;
    onFrame({
      opcode: first & 0x0f,
      fin: (first & 0x80) !== 0,
      rsv: (first >> 4) & 7,
      masked,
      lengthBits,
      payloadBytes,
      payload,
    });
  }

  /** Takes what belongs to the payload from `at` on. Returns where the next frame begins. */
  function takePayload(chunk: Buffer, at: number): number {
    const taken = Math.min(chunk.length - at, payloadBytes - receivedBytes);
    if (receivedBytes === 0 && taken === payloadBytes) {
      const view = chunk.subarray(at, at + Math.min(taken, keepBytes));
      finish(masked ? unmask(Buffer.from(view), maskKey) : view);
      return at + taken;
    }
    kept ??= Buffer.allocUnsafe(Math.min(payloadBytes, keepBytes));
    if (receivedBytes < kept.length) {
      chunk.copy(kept, receivedBytes, at, at + Math.min(taken, kept.length - receivedBytes));
    }
    receivedBytes += taken;
    if (receivedBytes === payloadBytes) finish(masked ? unmask(kept, maskKey) : kept);
    return at + taken;
  }

  function fail(reason: string, rest: Buffer): void {
    failed = true;
    onUndecodable(reason, rest);
  }

  function push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && !failed) {
      if (headBytes === 0 && stashed === 0) {
        const available = chunk.length - at;
        if (available < 2 || available < headBytesOf(chunk[at + 1])) {
          stashed = chunk.copy(stash, 0, at);
          return;
        }
        const problem = readHead(chunk, at);
        if (problem !== undefined) {
          fail(problem, chunk.subarray(at));
          return;
        }
        at += headBytes;
      } else if (headBytes === 0) {
        while (at < chunk.length && (stashed < 2 || stashed < headBytesOf(stash[1])))
          stash[stashed++] = chunk[at++] ?? 0;
        if (stashed < 2 || stashed < headBytesOf(stash[1])) return;
        const problem = readHead(stash, 0);
        if (problem !== undefined) {
          fail(problem, Buffer.concat([stash.subarray(0, stashed), chunk.subarray(at)]));
          return;
        }
        stashed = 0;
      }
      at = takePayload(chunk, at);
    }
  }

  return {
    push,
    get pendingBytes() {
      return stashed + (headBytes === 0 ? 0 : headBytes + receivedBytes);
    },
  };
}

function headBytesOf(second = 0): number {
  const short = second & 0x7f;
  return 2 + (short === 126 ? 2 : short === 127 ? 8 : 0) + (second & 0x80 ? 4 : 0);
}

/** Unmasks in place. */
function unmask(payload: Buffer, key: number): Buffer {
  for (let i = 0; i < payload.length; i++) payload[i] = (payload[i] ?? 0) ^ ((key >>> (24 - 8 * (i & 3))) & 0xff);
  return payload;
}
