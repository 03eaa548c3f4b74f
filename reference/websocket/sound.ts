// Sound for the announcements: a tone in each of the four encodings, and a measure of what a caller says. 16-bit samples
// are taken as signed little-endian and 8-bit ones as unsigned, as in WAV files; the guide does not say (reading R7).
import { type AudioFormat, BYTES_PER_SAMPLE, SAMPLE_RATE_HZ } from '../../specification/limits.ts';

/** What a play's bytes mean. `channel` is left out where the default is meant. */
export interface AudioShape {
  readonly format: AudioFormat;
  readonly channels: 1 | 2;
}

const SILENCE: Readonly<Record<AudioFormat, number>> = { '16bit_PCM': 0, alaw: 0xd5, mulaw: 0xff, '8bit_PCM': 0x80 };

/** Bytes of one sample over all channels. */
export const sampleBytes = ({ format, channels }: AudioShape): number => BYTES_PER_SAMPLE[format] * channels;

/** Bytes of so many milliseconds. */
export const bytesOf = (shape: AudioShape, ms: number): number => (sampleBytes(shape) * SAMPLE_RATE_HZ * ms) / 1000;

export const silence = (shape: AudioShape, ms: number): Buffer =>
  Buffer.alloc(bytesOf(shape, ms), SILENCE[shape.format]);

/** A tone at a tenth of full scale; in 2 channels the second is an octave lower. */
export function tone(shape: AudioShape, hz: number, ms: number): Buffer {
  const samples = (SAMPLE_RATE_HZ * ms) / 1000;
  const width = BYTES_PER_SAMPLE[shape.format];
  const octets = Buffer.alloc(samples * sampleBytes(shape));
  for (let at = 0; at < samples; at += 1) {
    for (let channel = 0; channel < shape.channels; channel += 1) {
      const angle = (2 * Math.PI * hz * at) / SAMPLE_RATE_HZ / (channel + 1);
      const linear = Math.round(3276 * Math.sin(angle));
      const offset = (at * shape.channels + channel) * width;
      if (width === 2) octets.writeInt16LE(linear, offset);
      else octets[offset] = compress(shape.format, linear);
    }
  }
  return octets;
}

function compress(format: AudioFormat, linear: number): number {
  if (format === 'alaw') return alaw(linear);
  if (format === 'mulaw') return mulaw(linear);
  return (linear >> 8) + 128;
}

/** ITU-T G.711 A-law of a 16-bit sample. */
function alaw(linear: number): number {
  const positive = linear >= 0;
  const magnitude = (positive ? linear : -linear - 1) >> 3;
  const segment = Math.max(0, Math.floor(Math.log2(Math.max(1, magnitude))) - 4);
  const mantissa = (segment === 0 ? magnitude >> 1 : magnitude >> segment) & 15;
  return ((segment << 4) | mantissa) ^ (positive ? 0xd5 : 0x55);
}

/** ITU-T G.711 µ-law of a 16-bit sample. */
function mulaw(linear: number): number {
  const magnitude = Math.min(32635, Math.abs(linear)) + 132;
  const segment = Math.floor(Math.log2(magnitude)) - 7;
  const mantissa = (magnitude >> (segment + 3)) & 15;
  return ~((linear < 0 ? 0x80 : 0) | (segment << 4) | mantissa) & 0xff;
}

/** Mean level of 16-bit samples, 0 to 1 of full scale; 0 for less than one sample. */
export function level(pcm: Buffer): number {
  const samples = pcm.length >> 1;
  let sum = 0;
  for (let at = 0; at < samples; at += 1) sum += Math.abs(pcm.readInt16LE(at * 2));
  return samples === 0 ? 0 : sum / samples / 32768;
}
