// How loud a tone is in what was sent. Only compares levels between calls that were decoded in the same way, because
// byte order and sign of the samples are nowhere documented (reading R7).
import { type AudioFormat, SAMPLE_RATE_HZ } from '../../specification/limits.ts';

/** Samples that are looked at together: 50 ms, so that tones 60 Hz apart are told apart. */
const WINDOW_SAMPLES = 400;

/** Hann window: its side lobes fall off fast, so that a loud tone does not show at the frequency of another. */
const WINDOW = Float64Array.from(
  { length: WINDOW_SAMPLES },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 0.5)) / WINDOW_SAMPLES),
);

/** Samples from -1 to 1 of the first channel, then of the second. */
export function decodeSamples(octets: Uint8Array, format: AudioFormat, channels: 1 | 2): Float64Array {
  const unit = format === '16bit_PCM' ? 2 : 1;
  const count = Math.floor(octets.length / unit);
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  const perChannel = Math.ceil(count / channels);
  const samples = new Float64Array(perChannel * channels);
  for (let i = 0; i < count; i++) {
    const place = (i % channels) * perChannel + Math.floor(i / channels);
    samples[place] = sampleAt(view, i, format);
  }
  return samples;
}

function sampleAt(view: DataView, i: number, format: AudioFormat): number {
  switch (format) {
    case '16bit_PCM':
      return view.getInt16(2 * i, true) / 32_768;
    case '8bit_PCM':
      return (view.getUint8(i) - 128) / 128;
    case 'alaw':
      return alaw(view.getUint8(i)) / 32_768;
    case 'mulaw':
      return mulaw(view.getUint8(i)) / 32_768;
  }
}

/** ITU-T G.711, A-law: sign, three bits of exponent, four of mantissa, every other bit inverted. */
function alaw(octet: number): number {
  const code = octet ^ 0x55;
  const exponent = (code >> 4) & 7;
  const mantissa = ((code & 15) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return code & 0x80 ? magnitude : -magnitude;
}

/** ITU-T G.711, mu-law: all bits inverted, with a bias of 33 quarters. */
function mulaw(octet: number): number {
  const code = ~octet & 0xff;
  const magnitude = ((((code & 15) << 3) + 0x84) << ((code >> 4) & 7)) - 0x84;
  return code & 0x80 ? -magnitude : magnitude;
}

/** Mean power over time, of everything and at each frequency; a full-scale sine has 0.5. */
export interface Spectrum {
  readonly total: number;
  /** One number for each frequency asked for. */
  readonly at: readonly number[];
}

/** Power of samples at 8000 Hz at these frequencies, in windows of 50 ms (Goertzel's algorithm). */
export function spectrumOf(samples: Float64Array, frequenciesHz: readonly number[]): Spectrum {
  const windows = Math.floor(samples.length / WINDOW_SAMPLES);
  const at = frequenciesHz.map(() => 0);
  let total = 0;
  for (let w = 0; w < windows; w++) {
    const start = w * WINDOW_SAMPLES;
    for (let n = 0; n < WINDOW_SAMPLES; n++) total += (samples[start + n] ?? 0) ** 2 / WINDOW_SAMPLES;
    for (const [f, hz] of frequenciesHz.entries()) at[f] = (at[f] ?? 0) + tonePower(samples, start, hz);
  }
  return windows === 0 ? { total, at } : { total: total / windows, at: at.map((power) => power / windows) };
}

function tonePower(samples: Float64Array, start: number, hz: number): number {
  const step = (2 * Math.PI * hz) / SAMPLE_RATE_HZ;
  const turn = 2 * Math.cos(step);
  let last = 0;
  let beforeLast = 0;
  for (let n = 0; n < WINDOW_SAMPLES; n++) {
    const now = (samples[start + n] ?? 0) * (WINDOW[n] ?? 0) + turn * last - beforeLast;
    beforeLast = last;
    last = now;
  }
  const squared = last * last + beforeLast * beforeLast - turn * last * beforeLast;
  // A sine of amplitude a gives |X| = a N / 4 under a Hann window, and has the power a² / 2.
  return (8 * squared) / WINDOW_SAMPLES ** 2;
}
