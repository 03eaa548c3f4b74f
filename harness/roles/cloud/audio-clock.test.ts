import { describe, expect, it } from 'vitest';
import { dueTimes, seededRandom } from './audio-clock.ts';

const half = (): number => 0.5;

describe('dueTimes', () => {
  it('gives every frame its own place on the clock, without drift', () => {
    const due = dueTimes(3001, 20, undefined, half);
    expect(due[0]).toBe(0);
    expect(due[3000]).toBe(60_000);
  });

  it('sends a burst when its last frame is due', () => {
    expect(dueTimes(6, 20, { burst: 3 }, half)).toEqual([40, 40, 40, 100, 100, 100]);
  });

  it('catches up after a pause', () => {
    expect(dueTimes(6, 20, { pauseMs: 50 }, half)).toEqual([0, 20, 40, 110, 110, 110]);
  });

  it('sends everything at once where it is told to', () => {
    expect(dueTimes(3, 20, { unpaced: true }, half)).toEqual([0, 0, 0]);
  });

  it('never lets a frame overtake another', () => {
    const due = dueTimes(500, 20, { jitterMs: 15 }, seededRandom(7));
    expect(due.every((ms, n) => n === 0 || ms >= (due[n - 1] ?? 0))).toBe(true);
    expect(due.some((ms, n) => Math.abs(ms - n * 20) > 10)).toBe(true);
    expect(due.every((ms, n) => Math.abs(ms - n * 20) <= 15)).toBe(true);
  });
});

describe('seededRandom', () => {
  it('repeats itself for the same seed and not for another', () => {
    const take = (seed: number): number[] => Array.from({ length: 5 }, seededRandom(seed));
    expect(take(1)).toEqual(take(1));
    expect(take(1)).not.toEqual(take(2));
    expect(take(3).every((value) => value >= 0 && value < 1)).toBe(true);
  });
});
