import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameDecoder, type DecodedFrame } from './frame-decoder.ts';
import { encodeFrame, type OutgoingFrame, shortestLengthBits } from './frame-encoder.ts';

// The types of ws leave its parts out.
const { Sender } = createRequire(import.meta.url)('ws') as {
  readonly Sender: { frame(data: Buffer, options: object): Buffer[] };
};

interface Decoded {
  readonly frames: DecodedFrame[];
  readonly undecodable: Array<{ readonly reason: string; readonly rest: string }>;
  readonly pendingBytes: number;
}

/** Decodes chunks; payloads are copied, so that a reused chunk would show. */
function decode(chunks: readonly Buffer[], keepBytes = 1 << 20): Decoded {
  const frames: DecodedFrame[] = [];
  const undecodable: Decoded['undecodable'] = [];
  const decoder = createFrameDecoder({
    keepBytes,
    onFrame: (frame) => frames.push({ ...frame, payload: Buffer.from(frame.payload) }),
    onUndecodable: (reason, rest) => undecodable.push({ reason, rest: rest.toString('hex') }),
  });
  for (const chunk of chunks) decoder.push(chunk);
  return { frames, undecodable, pendingBytes: decoder.pendingBytes };
}

const singly = (octets: Buffer) => Array.from(octets, (octet) => Buffer.from([octet]));

/** Every frame whose length is honest and that is whole, legal or not: all opcodes, bits, masks and length forms. */
const frame: fc.Arbitrary<OutgoingFrame> = fc
  .record({
    opcode: fc.nat(15),
    fin: fc.boolean(),
    rsv: fc.nat(7),
    mask: fc.boolean(),
    maskKey: fc.uint8Array({ minLength: 4, maxLength: 4 }),
    payload: fc.oneof(
      { weight: 80, arbitrary: fc.uint8Array({ maxLength: 200 }) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(125, 126, 127, 65535, 65536).map((length) => new Uint8Array(length).fill(7)),
      },
    ),
    longer: fc.nat(2),
  })
  .map(({ longer, ...rest }) => {
    const forms = ([7, 16, 64] as const).filter((bits) => bits >= shortestLengthBits(rest.payload.length));
    const lengthBits = forms[longer % forms.length];
    return lengthBits === undefined ? rest : { ...rest, lengthBits };
  });

const asDecoded = ({ opcode, fin, rsv, mask, lengthBits, payload }: OutgoingFrame) => ({
  opcode,
  fin,
  rsv,
  masked: mask,
  lengthBits,
  payloadBytes: payload.length,
  payload: Buffer.from(payload),
});

describe('createFrameDecoder', () => {
  it('reads back every frame that can be written, legal or not', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 8 }), (frames) => {
        expect(decode([Buffer.concat(frames.map(encodeFrame))]).frames).toEqual(frames.map(asDecoded));
      }),
    );
  });

  it('reads the same however the stream is cut', () => {
    const cuts = fc.array(fc.nat(400), { maxLength: 40 });
    fc.assert(
      fc.property(
        fc.array(frame, { maxLength: 6 }),
        cuts,
        fc.nat(300),
        fc.nat(60),
        (frames, lengths, keepBytes, lost) => {
          const whole = Buffer.concat(frames.map(encodeFrame));
          const stream = whole.subarray(0, Math.max(0, whole.length - lost));
          const chunks: Buffer[] = [];
          let at = 0;
          for (const length of lengths) {
            chunks.push(stream.subarray(at, at + length));
            at += length;
          }
          chunks.push(stream.subarray(at));
          expect(decode(chunks, keepBytes)).toEqual(decode([stream], keepBytes));
        },
      ),
    );
  });

  it('reads the same octet by octet', () => {
    const small = frame.filter(({ payload }) => payload.length <= 200);
    fc.assert(
      fc.property(fc.array(small, { maxLength: 5 }), (frames) => {
        const stream = Buffer.concat(frames.map(encodeFrame));
        expect(decode(singly(stream))).toEqual(decode([stream]));
      }),
    );
  });

  it('leaves the pushed chunk as it was', () => {
    const octets = encodeFrame({ opcode: 2, payload: Buffer.from('masked'), maskKey: Buffer.from([1, 2, 3, 4]) });
    const before = Buffer.from(octets);
    expect(decode([octets]).frames[0]?.payload.toString()).toBe('masked');
    expect(octets).toEqual(before);
  });

  it('reads what ws writes', () => {
    const data = [Buffer.from('hello'), Buffer.alloc(320, 1), Buffer.alloc(70_000, 2)];
    const stream = data.flatMap((payload) =>
      Sender.frame(payload, { fin: true, opcode: 2, mask: false, readOnly: false, rsv1: false }),
    );
    expect(decode(stream).frames.map(({ payload }) => payload)).toEqual(data);
  });

  it('says how much of an unfinished frame has arrived', () => {
    const octets = encodeFrame({ opcode: 2, payload: Buffer.alloc(300), mask: false });
    for (const length of [0, 1, 3, 4, 5, 303]) expect(decode([octets.subarray(0, length)]).pendingBytes).toBe(length);
    expect(decode([octets]).pendingBytes).toBe(0);
  });

  it('keeps the beginning of a long payload and counts the rest', () => {
    const payloadBytes = 3_000_000_000;
    const head = encodeFrame({ opcode: 2, payload: Buffer.alloc(0), mask: false, declaredLength: payloadBytes });
    const mebibyte = Buffer.alloc(1 << 20, 5);
    const frames: DecodedFrame[] = [];
    const decoder = createFrameDecoder({
      keepBytes: 10,
      onFrame: (each) => frames.push(each),
      onUndecodable: (reason) => expect.unreachable(reason),
    });
    decoder.push(head);
    for (let left = payloadBytes; left > 0; left -= mebibyte.length) decoder.push(mebibyte.subarray(0, left));
    decoder.push(encodeFrame({ opcode: 9, payload: Buffer.alloc(0), mask: false }));
    expect(frames.map(({ opcode, payloadBytes }) => [opcode, payloadBytes])).toEqual([
      [2, payloadBytes],
      [9, 0],
    ]);
    expect(frames[0]?.payload).toEqual(Buffer.alloc(10, 5));
  });

  it.each([
    [2n ** 63n, 'a 64 bit length with its top bit set'],
    [2n ** 64n - 1n, 'a 64 bit length with its top bit set'],
    [2n ** 53n, 'a length over 2^53 - 1 bytes'],
  ])('cannot follow a stream with a length of %s', (declaredLength, reason) => {
    const good = encodeFrame({ opcode: 1, payload: Buffer.from('ok'), mask: false });
    const bad = encodeFrame({ opcode: 2, payload: Buffer.from('xyz'), mask: false, declaredLength });
    const { frames, undecodable } = decode([Buffer.concat([good, bad]), good]);
    expect(frames.map(({ payload }) => String(payload))).toEqual(['ok']);
    expect(undecodable).toEqual([{ reason, rest: bad.toString('hex') }]);
    // Octet by octet the failure shows as soon as the head is complete.
    expect(decode(singly(bad)).undecodable).toEqual([{ reason, rest: bad.toString('hex', 0, 10) }]);
  });

  it('follows the longest length that a number holds', () => {
    const declaredLength = Number.MAX_SAFE_INTEGER;
    const octets = encodeFrame({ opcode: 2, payload: Buffer.from('x'), mask: false, declaredLength });
    expect(decode([octets])).toEqual({ frames: [], undecodable: [], pendingBytes: 11 });
  });
});
