// Audio as numbers. Samples are read as in WAV files: 16 bits signed, the low octet first, and 8 bits unsigned.
import type { AudioFormat } from '../../../specification/limits.ts';

/** Samples of all channels in turn, each from -32768 to 32767. What ends inside a sample is left out. */
export const samplesOf = (payload: Uint8Array, format: AudioFormat): Int16Array => {
  if (format === '16bit_PCM') {
    const samples = new Int16Array(payload.length >> 1);
    for (let index = 0; index < samples.length; index += 1) {
      samples[index] = (payload[2 * index] ?? 0) | ((payload[2 * index + 1] ?? 0) << 8);
    }
    return samples;
  }
  const decode = DECODERS[format];
  return Int16Array.from(payload, decode);
};

const linear8 = (octet: number): number => (octet - 128) << 8;

/** ITU-T G.711, mu-law. */
const mulaw = (octet: number): number => {
  const bits = ~octet & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits & 0x70) >> 4)) - 0x84;
  return (bits & 0x80) === 0 ? magnitude : -magnitude;
};

/** ITU-T G.711, A-law. */
const alaw = (octet: number): number => {
  const bits = octet ^ 0x55;
  const exponent = (bits & 0x70) >> 4;
  const mantissa = ((bits & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return (bits & 0x80) === 0 ? -magnitude : magnitude;
};

const DECODERS = { '8bit_PCM': linear8, alaw, mulaw } as const;

/** The lowest and the highest of some samples; zeros for none. */
export const extremes = (samples: Int16Array): readonly [low: number, high: number] => {
  let low = 0;
  let high = 0;
  for (const sample of samples) {
    if (sample < low) low = sample;
    if (sample > high) high = sample;
  }
  return [low, high];
};
