import { describe, expect, it } from 'vitest';
import type { Signal } from '../harness/traces/trace.ts';
import { dtmfTones, pcm16, samplesOf } from './signals.ts';

const SIGNALS: readonly Signal[] = [
  { kind: 'tone', hz: 440 },
  { kind: 'tone', hz: 311.7, level: 1 },
  { kind: 'silence' },
  { kind: 'noise', seed: 3 },
  { kind: 'clipping', hz: 440 },
  { kind: 'dtmf', digits: '0123456789*#ABCD' },
  { kind: 'count' },
];

const named = SIGNALS.map((signal) => [JSON.stringify(signal), signal] as const);

/** Energy of one frequency (Goertzel), relative to the energy of the samples: 1 for a pure tone of it. */
function share(samples: Int16Array, hz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / 8000);
  let [before, now] = [0, 0];
  let energy = 0;
  for (const sample of samples) {
    [before, now] = [now, sample + coefficient * now - before];
    energy += sample * sample;
  }
  const power = before * before + now * now - coefficient * before * now;
  return power / (energy * (samples.length / 2));
}

describe('a signal', () => {
  it.each(named)('%s is the same audio however it is cut into frames', (_, signal) => {
    const whole = samplesOf(signal, 0, 4000);
    const pieces: number[] = [];
    for (const length of [1, 37, 160, 800, 1, 3001]) {
      pieces.push(...samplesOf(signal, pieces.length, length));
    }
    expect(pieces).toEqual([...whole]);
  });

  it('is as exact after a day as at the start', () => {
    const aDay = 8000 * 86_400;
    for (const hz of [440, 311.5]) {
      const signal = { kind: 'tone', hz } as const;
      expect(samplesOf(signal, aDay, 1600)).toEqual(samplesOf(signal, 0, 1600));
    }
  });
});

describe('a tone', () => {
  it('has its frequency and no other', () => {
    const samples = samplesOf({ kind: 'tone', hz: 1031 }, 12_345, 8000);
    expect(share(samples, 1031)).toBeGreaterThan(0.99);
    expect(share(samples, 1301)).toBeLessThan(0.001);
  });

  it('has the level asked for', () => {
    const peak = Math.max(...samplesOf({ kind: 'tone', hz: 440, level: 0.25 }, 0, 8000));
    expect(peak / 32_767).toBeCloseTo(0.25, 3);
  });
});

it('clipping is at the limits nearly all the time and never beyond them', () => {
  const samples = samplesOf({ kind: 'clipping', hz: 440 }, 0, 8000);
  const limits = samples.filter((sample) => Math.abs(sample) === 32_767).length;
  expect(limits / samples.length).toBeGreaterThan(0.9);
});

describe('noise', () => {
  it('is the same for the same seed and another for another', () => {
    const ofSeed = (seed: number) => samplesOf({ kind: 'noise', seed }, 0, 160);
    expect(ofSeed(1)).toEqual(ofSeed(1));
    expect(ofSeed(1)).not.toEqual(ofSeed(2));
  });

  it('is white: no frequency stands out, and its mean is zero', () => {
    const samples = samplesOf({ kind: 'noise', level: 1 }, 0, 8000);
    for (const hz of [100, 697, 1000, 2833, 3900]) expect(share(samples, hz)).toBeLessThan(0.01);
    expect(Math.abs(samples.reduce((sum, sample) => sum + sample, 0) / samples.length)).toBeLessThan(500);
  });
});

describe('a DTMF signal', () => {
  it.each([
    ['1', 697, 1209],
    ['5', 770, 1336],
    ['#', 941, 1477],
    ['D', 941, 1633],
  ] as const)('%s is %d Hz and %d Hz', (digit, rowHz, columnHz) => {
    expect(dtmfTones(digit)).toEqual({ rowHz, columnHz });
    const samples = samplesOf({ kind: 'dtmf', digits: digit }, 0, 800);
    expect(share(samples, rowHz)).toBeGreaterThan(0.4);
    expect(share(samples, columnHz)).toBeGreaterThan(0.4);
  });

  it('is 100 ms on and 100 ms off, and silent after the last digit', () => {
    const loud = (from: number, count: number) =>
      samplesOf({ kind: 'dtmf', digits: '12' }, from, count).some((sample) => sample !== 0);
    expect(loud(0, 800)).toBe(true);
    expect(loud(800, 800)).toBe(false);
    expect(loud(1600, 800)).toBe(true);
    expect(loud(2400, 80_000)).toBe(false);
  });

  it.each(['x', 'a', ' ', ''])('refuses the digit %j', (digit) => {
    expect(() => dtmfTones(digit)).toThrow(RangeError);
  });
});

it('counting goes up by one and wraps at the limit of 16 bits', () => {
  expect([...samplesOf({ kind: 'count' }, 32_766, 3)]).toEqual([32_766, 32_767, -32_768]);
});

it('octets are little-endian, and a copy', () => {
  const samples = Int16Array.of(1, -2, 0x1234);
  const octets = pcm16(samples);
  expect(octets.toString('hex')).toBe('0100feff3412');
  octets.fill(0);
  expect([...samples]).toEqual([1, -2, 0x1234]);
});
