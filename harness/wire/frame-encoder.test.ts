import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { encodeFrame } from './frame-encoder.ts';

// The types of ws leave its parts out.
const { Receiver } = createRequire(import.meta.url)('ws') as {
  readonly Receiver: new (options: object) => Writable;
};

const bytes = (hex: string) => Buffer.from(hex, 'hex');

describe('encodeFrame', () => {
  it('writes the examples of RFC 6455, section 5.7', () => {
    const hello = Buffer.from('Hello');
    expect(encodeFrame({ opcode: 1, payload: hello, mask: false })).toEqual(bytes('810548656c6c6f'));
    expect(encodeFrame({ opcode: 1, payload: hello, maskKey: bytes('37fa213d') })).toEqual(
      bytes('818537fa213d7f9f4d5158'),
    );
    expect(encodeFrame({ opcode: 1, payload: Buffer.from('Hel'), mask: false, fin: false })).toEqual(
      bytes('010348656c'),
    );
    expect(encodeFrame({ opcode: 2, payload: Buffer.alloc(256), mask: false }).subarray(0, 4)).toEqual(
      bytes('827e0100'),
    );
    expect(encodeFrame({ opcode: 2, payload: Buffer.alloc(65536), mask: false }).subarray(0, 10)).toEqual(
      bytes('827f0000000000010000'),
    );
  });

  it('takes the shortest form of each length', () => {
    const head = (length: number) => encodeFrame({ opcode: 2, payload: Buffer.alloc(length), mask: false })[1];
    expect([125, 126, 65535, 65536].map(head)).toEqual([125, 126, 126, 127]);
  });

  it('writes frames that ws reads back', async () => {
    const receiver = new Receiver({ isServer: true });
    const message = once(receiver, 'message');
    receiver.write(encodeFrame({ opcode: 1, payload: Buffer.from('grüß '), fin: false }));
    receiver.write(encodeFrame({ opcode: 9, payload: Buffer.from('ping') }));
    receiver.write(encodeFrame({ opcode: 0, payload: Buffer.from('Gott') }));
    expect(String((await message)[0])).toBe('grüß Gott');
  });

  it('declares lengths that are not true, up to 2^64 - 1', () => {
    const frame = { opcode: 2, payload: Buffer.from('ab'), mask: false } as const;
    expect(encodeFrame({ ...frame, declaredLength: 2n ** 64n - 1n })).toEqual(bytes('827fffffffffffffffff6162'));
    expect(encodeFrame({ ...frame, declaredLength: 200 })).toEqual(bytes('827e00c86162'));
    expect(encodeFrame({ ...frame, declaredLength: 1, lengthBits: 64 })).toEqual(bytes('827f00000000000000016162'));
  });

  it('leaves where it is told to', () => {
    expect(encodeFrame({ opcode: 2, payload: Buffer.from('abc'), mask: false, cutAfter: 3 })).toEqual(bytes('820361'));
    expect(encodeFrame({ opcode: 2, payload: Buffer.from('abc'), mask: false, cutAfter: 0 })).toHaveLength(0);
  });

  it('takes a new random key for every frame', () => {
    const keys = Array.from({ length: 3000 }, () =>
      encodeFrame({ opcode: 9, payload: Buffer.alloc(0) }).toString('hex', 2),
    );
    // Of 3000 keys of 32 bits at most a few meet by chance.
    expect(new Set(keys).size).toBeGreaterThan(2990);
  });

  it('refuses what does not fit its field', () => {
    const payload = Buffer.alloc(200);
    expect(() => encodeFrame({ opcode: 16, payload })).toThrow('opcode must be an integer from 0 to 15, not 16');
    expect(() => encodeFrame({ opcode: 1, payload, rsv: 8 })).toThrow(RangeError);
    expect(() => encodeFrame({ opcode: 1, payload, lengthBits: 7 })).toThrow(
      'a length of 200 does not fit the 7 bit form',
    );
    expect(() => encodeFrame({ opcode: 1, payload, declaredLength: -1 })).toThrow(RangeError);
    expect(() => encodeFrame({ opcode: 1, payload, maskKey: Buffer.alloc(3) })).toThrow(RangeError);
  });
});
