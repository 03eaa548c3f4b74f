import type { Clock } from '../wire/clock.ts';
import { pause } from './pause.ts';

/** Lets requests go one after the other, in the order in which they ask. */
export interface Pace {
  /** Resolves when the next request may go; false where the signal was aborted before. */
  turn(signal: AbortSignal): Promise<boolean>;
}

/**
 * Spaces requests evenly: a bucket that holds one token. A larger one would let twice the rate through in the second
 * after a rest, and the rate is a promise to somebody's real account.
 */
export function createPace(ratePerSecond: number | undefined, clock: Clock): Pace {
  if (ratePerSecond === undefined) return { turn: (signal) => Promise.resolve(!signal.aborted) };
  const intervalMs = 1000 / ratePerSecond;
  let nextMs = Number.NEGATIVE_INFINITY;
  return {
    async turn(signal) {
      if (signal.aborted) return false;
      const dueMs = Math.max(clock.nowMs(), nextMs);
      nextMs = dueMs + intervalMs;
      for (let waitMs = dueMs - clock.nowMs(); waitMs > 0; waitMs = dueMs - clock.nowMs()) {
        // Timers count whole milliseconds and may be early by a part of one.
        if (!(await pause(Math.ceil(waitMs), signal))) return false;
      }
      return true;
    },
  };
}
