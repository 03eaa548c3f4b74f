import type { Pacing } from '../../traces/trace.ts';

/**
 * When each frame of an audio step is due, in milliseconds after the step's start. Frame n nominally leaves at
 * n × frameMs (no drift: computed, never accumulated); pacing moves it. Pure: jitter comes from `random` (0 to 1).
 */
export function dueTimes(frames: number, frameMs: number, pacing: Pacing | undefined, random: () => number): number[] {
  const due: number[] = [];
  const burst = Math.max(1, pacing?.burst ?? 1);
  const pauseAt = pacing?.pauseMs === undefined ? Number.POSITIVE_INFINITY : Math.floor(frames / 2);
  const pauseEndsMs = pauseAt * frameMs + (pacing?.pauseMs ?? 0);
  for (let n = 0; n < frames; n++) {
    if (pacing?.unpaced) {
      due.push(0);
      continue;
    }
    // A burst leaves together when its last frame is due, as if a network had held the others back.
    let ms = (Math.floor(n / burst) * burst + burst - 1) * frameMs;
    if (burst === 1) ms = n * frameMs;
    if (n >= pauseAt) ms = Math.max(ms, pauseEndsMs);
    if (pacing?.jitterMs !== undefined) ms += (random() * 2 - 1) * pacing.jitterMs;
    due.push(Math.max(ms, due[n - 1] ?? 0));
  }
  return due;
}

/** A small seeded generator (mulberry32): numbers from 0 to 1, the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
