import { randomFillSync } from 'node:crypto';

/** A frame to write, legal or not (RFC 6455, section 5.2). Whole, masked and honest unless told otherwise. */
export interface OutgoingFrame {
  /** 0 to 15. */
  readonly opcode: number;
  readonly payload: Uint8Array;
  /** Default true. */
  readonly fin?: boolean;
  /** 0 to 7: RSV1 is 4, RSV2 is 2, RSV3 is 1. Default 0. */
  readonly rsv?: number;
  /** Default true, as a client must. */
  readonly mask?: boolean;
  /** Four bytes; random by default. */
  readonly maskKey?: Uint8Array;
  /** Form of the length; the shortest that holds it by default. */
  readonly lengthBits?: 7 | 16 | 64;
  /** Length to declare instead of the true one, up to 2^64 - 1. */
  readonly declaredLength?: number | bigint;
  /** Leave after so many octets of the encoded frame. */
  readonly cutAfter?: number;
}

type LengthBits = 7 | 16 | 64;
const LONGEST = { 7: 125n, 16: 0xffffn, 64: 0xffff_ffff_ffff_ffffn } as const;
const HEAD_BYTES = { 7: 2, 16: 4, 64: 10 } as const;

/** The octets of a frame. Throws a RangeError where opcode, reserved bits, key or length do not fit their fields. */
export function encodeFrame(frame: OutgoingFrame): Buffer {
  const { opcode, payload, fin = true, rsv = 0, mask = true } = frame;
  requireWithin('opcode', opcode, 15);
  requireWithin('rsv', rsv, 7);
  const declared = frame.declaredLength ?? payload.length;
  const lengthBits = frame.lengthBits ?? shortestLengthBits(declared);
  if (declared < 0 || declared > LONGEST[lengthBits]) {
    throw new RangeError(`a length of ${declared} does not fit the ${lengthBits} bit form`);
  }

  const payloadAt = HEAD_BYTES[lengthBits] + (mask ? 4 : 0);
  const octets = Buffer.allocUnsafe(payloadAt + payload.length);
  octets[0] = (fin ? 0x80 : 0) | (rsv << 4) | opcode;
  const maskBit = mask ? 0x80 : 0;
  if (lengthBits === 7) {
    octets[1] = maskBit | Number(declared);
  } else if (lengthBits === 16) {
    octets[1] = maskBit | 126;
    octets.writeUInt16BE(Number(declared), 2);
  } else {
    octets[1] = maskBit | 127;
    octets.writeBigUInt64BE(BigInt(declared), 2);
  }
  octets.set(payload, payloadAt);
  if (mask) {
    writeMaskKey(octets, payloadAt - 4, frame.maskKey);
    for (let i = payloadAt; i < octets.length; i++) {
      octets[i] = (octets[i] ?? 0) ^ (octets[payloadAt - 4 + ((i - payloadAt) & 3)] ?? 0);
    }
  }
  return frame.cutAfter === undefined ? octets : octets.subarray(0, Math.max(0, frame.cutAfter));
}

/** The form of the length that RFC 6455 asks for. */
export function shortestLengthBits(length: number | bigint): LengthBits {
  if (length <= LONGEST[7]) return 7;
  return length <= LONGEST[16] ? 16 : 64;
}

// A call to the random source for every frame costs more than the frame, so keys are drawn a pool at a time.
const keyPool = new Uint8Array(4096);
let keyPoolAt = keyPool.length;

function writeMaskKey(octets: Buffer, at: number, given: Uint8Array | undefined): void {
  if (given !== undefined) {
    if (given.length !== 4) throw new RangeError(`a mask key has 4 bytes, not ${given.length}`);
    octets.set(given, at);
    return;
  }
  if (keyPoolAt === keyPool.length) {
    randomFillSync(keyPool);
    keyPoolAt = 0;
  }
  for (let i = 0; i < 4; i++) octets[at + i] = keyPool[keyPoolAt++] ?? 0;
}

function requireWithin(name: string, value: number, most: number): void {
  if (!Number.isInteger(value) || value < 0 || value > most) {
    throw new RangeError(`${name} must be an integer from 0 to ${most}, not ${value}`);
  }
}
