import { endianness } from 'node:os';
import type { Signal } from '../harness/traces/trace.ts';
import { SAMPLE_RATE_HZ } from '../specification/limits.ts';

const FULL_SCALE = 32767;
const DEFAULT_LEVEL = 0.5;
const DTMF_ON_SAMPLES = SAMPLE_RATE_HZ / 10;
const DTMF_DIGIT_SAMPLES = 2 * DTMF_ON_SAMPLES;
/** Of each of the two tones, so that their sum stays clear of full scale. */
const DTMF_TONE_LEVEL = 0.35;

/** The keypad's rows and columns in hertz (ITU-T Q.23). */
const DTMF_ROWS_HZ = [697, 770, 852, 941] as const;
const DTMF_COLUMNS_HZ = [1209, 1336, 1477, 1633] as const;
const DTMF_KEYPAD = '123A456B789C*0#D';

/**
 * Samples `startSample` to `startSample + count - 1` of a signal, 16-bit mono at 8000 Hz. Pure: a sample depends on its
 * number alone, so audio cut into frames of any length is the same audio.
 *
 * @throws RangeError for a DTMF digit that is not on the keypad.
 */
export function samplesOf(signal: Signal, startSample: number, count: number): Int16Array {
  const sampleAt = sampler(signal);
  const samples = new Int16Array(count);
  for (let i = 0; i < count; i += 1) {
    samples[i] = sampleAt(startSample + i);
  }
  return samples;
}

/** 16-bit signed little-endian octets of the samples: what a binary frame of a call holds (reading R7). */
export function pcm16(samples: Int16Array): Buffer {
  const octets = Buffer.from(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  return endianness() === 'LE' ? octets : octets.swap16();
}

function sampler(signal: Signal): (n: number) => number {
  switch (signal.kind) {
    case 'silence':
      return () => 0;
    case 'tone': {
      const { hz, level = DEFAULT_LEVEL } = signal;
      return (n) => toSample(level * sine(hz, n));
    }
    case 'clipping':
      return (n) => toSample(10 * sine(signal.hz, n));
    case 'noise': {
      const { level = DEFAULT_LEVEL, seed = 0 } = signal;
      return (n) => toSample(level * whiteNoise(seed, n));
    }
    case 'dtmf': {
      const tones = [...signal.digits].map(dtmfTones);
      return (n) => {
        const pair = n % DTMF_DIGIT_SAMPLES < DTMF_ON_SAMPLES ? tones[Math.floor(n / DTMF_DIGIT_SAMPLES)] : undefined;
        return pair === undefined ? 0 : toSample(DTMF_TONE_LEVEL * (sine(pair.rowHz, n) + sine(pair.columnHz, n)));
      };
    }
    case 'count':
      return (n) => (n << 16) >> 16;
  }
}

/** Row and column frequency of a digit, in hertz. */
export function dtmfTones(digit: string): { readonly rowHz: number; readonly columnHz: number } {
  const key = DTMF_KEYPAD.indexOf(digit);
  const rowHz = DTMF_ROWS_HZ[Math.floor(key / 4)];
  const columnHz = DTMF_COLUMNS_HZ[key % 4];
  if (key < 0 || digit === '' || rowHz === undefined || columnHz === undefined) {
    throw new RangeError(`DTMF digit ${JSON.stringify(digit)} is not one of ${DTMF_KEYPAD}`);
  }
  return { rowHz, columnHz };
}

function toSample(value: number): number {
  return Math.round(Math.max(-1, Math.min(1, value)) * FULL_SCALE);
}

function sine(hz: number, n: number): number {
  // The remainder keeps the argument small: a call of hours stays as exact as its first second.
  return Math.sin((2 * Math.PI * ((hz * n) % SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ);
}

/** -1 to 1, from a hash of seed and sample number (the finaliser of MurmurHash3), so that it needs no state. */
function whiteNoise(seed: number, n: number): number {
  let hash = Math.imul(seed | 0, 0x9e3779b1) ^ n;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  hash ^= hash >>> 16;
  return ((hash >>> 0) / 0xffffffff) * 2 - 1;
}
