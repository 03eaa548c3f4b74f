import type { Profile } from '../../harness/traces/trace.ts';

/** In a store each name costs requests, and random ones could go on for ever. */
const RANDOM_NAMES_MS: Readonly<Record<Profile, number>> = { smoke: 10_000, standard: 10_000, full: 60_000 };

/** The time that random names have in a store: asked before each of their cases, which is begun or left out. */
export interface TimeBudget {
  /** Why the case is left out, or undefined. The time begins with the first that is asked for. */
  readonly isSpent: (nowMs: number) => string | undefined;
}

export function createTimeBudget(profile: Profile, timeoutScale: number): TimeBudget {
  const mostMs = RANDOM_NAMES_MS[profile] * timeoutScale;
  let beganMs: number | undefined;
  return {
    isSpent: (nowMs) => {
      beganMs ??= nowMs;
      if (nowMs - beganMs <= mostMs) return undefined;
      return `random names had the ${mostMs / 1000} s that they are given in a store; --timeout-scale gives them more`;
    },
  };
}
