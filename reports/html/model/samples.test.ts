import { describe, expect, it } from 'vitest';
import { extremes, samplesOf } from './samples.ts';
import { wavOf } from './wav.ts';

const octets = Uint8Array.from({ length: 256 }, (_octet, index) => index);

describe('samples', () => {
  it('of 16 bits have the low octet first, and a part of one at the end is none', () => {
    expect([...samplesOf(new Uint8Array([0x01, 0x00, 0xff, 0xff, 0x00, 0x80, 0x7f]), '16bit_PCM')]).toEqual([
      1, -1, -32_768,
    ]);
  });

  it('of 8 bits are unsigned', () => {
    expect([...samplesOf(new Uint8Array([0, 128, 255]), '8bit_PCM')]).toEqual([-32_768, 0, 32_512]);
  });

  // Values of ITU-T G.711 at the ends and in the middle of its segments.
  it('of mu-law are those of the recommendation', () => {
    expect([...samplesOf(new Uint8Array([0x00, 0x80, 0x7f, 0xff, 0x0f, 0x8f, 0x70]), 'mulaw')]).toEqual([
      -32_124, 32_124, 0, 0, -16_764, 16_764, -120,
    ]);
  });

  it('of A-law are those of the recommendation', () => {
    expect([...samplesOf(new Uint8Array([0x2a, 0xaa, 0x55, 0xd5, 0x00, 0x80]), 'alaw')]).toEqual([
      -32_256, 32_256, -8, 8, -5504, 5504,
    ]);
  });

  it.each(['mulaw', 'alaw'] as const)('of %s are as many below zero as above', (format) => {
    const all = [...samplesOf(octets, format)];
    expect(new Set(all.map(Math.abs)).size).toBe(128);
    expect(all.reduce((sum, each) => sum + each, 0)).toBe(0);
  });

  it('have a lowest and a highest', () => {
    expect(extremes(Int16Array.of(3, -7, 5))).toEqual([-7, 5]);
    expect(extremes(new Int16Array())).toEqual([0, 0]);
  });
});

it('a WAV file has the length and the rate that its head says', () => {
  const file = Buffer.from(wavOf(Int16Array.of(1, -2, 3), 1, 8000));
  expect(file.toString('latin1', 0, 4) + file.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
  expect([file.readUInt32LE(4), file.readUInt32LE(24), file.readUInt32LE(28), file.readUInt16LE(34)]).toEqual([
    file.length - 8,
    8000,
    16_000,
    16,
  ]);
  expect([file.readUInt32LE(40), file.readInt16LE(46)]).toEqual([6, -2]);
});
