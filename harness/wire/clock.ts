import { performance } from 'node:perf_hooks';

/** Where time comes from. Passed in everywhere, so that a test can run an hour in a moment. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back, microsecond resolution. */
  nowMs(): number;
}

/** The clock of this process. It keeps its pace while the wall clock is being set. */
export const monotonicClock: Clock = { nowMs: () => performance.now() };
