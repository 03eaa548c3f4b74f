// RFC 6455 frames as a server writes them. Own code, not the library's, because faults have to write what no library will.

export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** One frame to write. Legal unless a member says otherwise: final, no reserved bits, unmasked, shortest length form. */
export interface Frame {
  readonly opcode: number;
  readonly payload: Uint8Array;
  readonly fin?: boolean;
  /** Reserved bits, 0 to 7: RSV1 is 4. */
  readonly rsv?: number;
  readonly masked?: boolean;
  /** Length form to use although a shorter one would do. */
  readonly lengthBits?: 16 | 64;
}

const MASKING_KEY = [0x37, 0xfa, 0x21, 0x3d] as const;

/** The octets of a frame (RFC 6455, section 5.2). */
export function encodeFrame(frame: Frame): Buffer {
  const { opcode, payload, fin = true, rsv = 0, masked = false } = frame;
  const first = (fin ? 0x80 : 0) | ((rsv & 7) << 4) | (opcode & 15);
  const head = Buffer.from([first, ...lengthOctets(payload.length, frame.lengthBits)]);
  if (!masked) return Buffer.concat([head, payload]);
  head[1] = (head[1] ?? 0) | 0x80;
  const hidden = payload.map((octet, at) => octet ^ (MASKING_KEY[at % 4] ?? 0));
  return Buffer.concat([head, Buffer.from(MASKING_KEY), hidden]);
}

function lengthOctets(length: number, form: 16 | 64 | undefined): number[] {
  if (form === 64 || length > 0xffff) {
    const octets = Buffer.alloc(9, 127);
    octets.writeBigUInt64BE(BigInt(length), 1);
    return [...octets];
  }
  return form === 16 || length > 125 ? [126, length >> 8, length & 0xff] : [length];
}

/** A text frame: a string verbatim, anything else as JSON. */
export const textFrame = (content: string | object): Frame => ({
  opcode: OPCODE.text,
  payload: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
});

export const binaryFrame = (payload: Uint8Array): Frame => ({ opcode: OPCODE.binary, payload });
