import { describe, expect, it } from 'vitest';
import { decodeSamples, spectrumOf } from './audio-levels.ts';

/** One second of a sine at 8000 Hz. */
const sine = (hz: number, amplitude: number): Float64Array =>
  Float64Array.from({ length: 8000 }, (_, n) => amplitude * Math.sin((2 * Math.PI * hz * n) / 8000));

describe('decoding', () => {
  it('reads 16-bit samples little-endian, and 8-bit ones as unsigned', () => {
    expect([...decodeSamples(Uint8Array.of(0, 0x40, 0, 0x80), '16bit_PCM', 1)]).toEqual([0.5, -1]);
    expect([...decodeSamples(Uint8Array.of(128, 192, 0), '8bit_PCM', 1)]).toEqual([0, 0.5, -1]);
  });

  it('puts the channels one after the other', () => {
    expect([...decodeSamples(Uint8Array.of(192, 64, 128, 0), '8bit_PCM', 2)]).toEqual([0.5, 0, -0.5, -1]);
  });

  // ITU-T G.711, tables 1 and 2: first and last of the positive values, scaled to 16 bits, and their negatives.
  it.each([
    ['alaw', 0xd5, 8],
    ['alaw', 0x55, -8],
    ['alaw', 0xaa, 32_256],
    ['alaw', 0x2a, -32_256],
    ['mulaw', 0xff, 0],
    ['mulaw', 0x80, 32_124],
    ['mulaw', 0x00, -32_124],
    ['mulaw', 0xef, 132],
  ] as const)('reads %s %i as %i', (format, octet, value) => {
    const [sample] = decodeSamples(Uint8Array.of(octet), format, 1);
    expect((sample ?? 0) * 32_768 + 0).toBeCloseTo(value, 9);
  });
});

describe('spectrum', () => {
  it('has the power of a sine at its frequency and next to nothing elsewhere', () => {
    const { total, at } = spectrumOf(sine(433, 0.5), [433, 593]);
    expect(total).toBeCloseTo(0.125, 3);
    expect(at[0]).toBeCloseTo(0.125, 2);
    expect(at[1]).toBeLessThan(1e-6);
  });

  it('finds nothing in silence', () => {
    expect(spectrumOf(new Float64Array(4000), [433])).toEqual({ total: 0, at: [0] });
  });

  it('knows nothing of less than one window', () => {
    expect(spectrumOf(sine(433, 0.5).subarray(0, 399), [433])).toEqual({ total: 0, at: [0] });
  });
});
