import { describe, expect, it } from 'vitest';
import { encodeFrame, textFrame } from './frame.ts';

const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');

describe('encodeFrame', () => {
  it('writes the examples of RFC 6455, section 5.7', () => {
    expect(hex(encodeFrame(textFrame('Hello')))).toBe('810548656c6c6f');
    expect(hex(encodeFrame({ opcode: 1, payload: Buffer.from('Hel'), fin: false }))).toBe('010348656c');
    expect(hex(encodeFrame({ ...textFrame('Hello'), masked: true }))).toBe('818537fa213d7f9f4d5158');
    expect(hex(encodeFrame({ opcode: 2, payload: Buffer.alloc(256) }).subarray(0, 4))).toBe('827e0100');
    expect(hex(encodeFrame({ opcode: 2, payload: Buffer.alloc(65536) }).subarray(0, 10))).toBe('827f0000000000010000');
  });

  it('takes the shortest length form, or the longer one that it is told to', () => {
    expect(encodeFrame({ opcode: 2, payload: Buffer.alloc(125) })[1]).toBe(125);
    expect(encodeFrame({ opcode: 2, payload: Buffer.alloc(126) })[1]).toBe(126);
    expect(encodeFrame({ opcode: 2, payload: Buffer.alloc(65535) })[1]).toBe(126);
    expect(hex(encodeFrame({ opcode: 2, payload: Buffer.alloc(1), lengthBits: 16 }))).toBe('827e000100');
    expect(hex(encodeFrame({ opcode: 2, payload: Buffer.alloc(1), lengthBits: 64 }))).toBe('827f000000000000000100');
  });

  it('sets reserved bits and reserved opcodes', () => {
    expect(encodeFrame({ opcode: 1, payload: Buffer.alloc(0), rsv: 4 })[0]).toBe(0xc1);
    expect(encodeFrame({ opcode: 11, payload: Buffer.alloc(0), rsv: 1 })[0]).toBe(0x9b);
  });
});
