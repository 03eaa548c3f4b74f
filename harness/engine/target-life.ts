import { setTimeout as delay } from 'node:timers/promises';
import type { StartedTarget } from '../target/start.ts';
import { monotonicClock } from '../wire/clock.ts';

/** How long a target that did not answer is given to come back, where something other than we restarts it. */
const COME_BACK_TRIES = 5;
const TRY_GAP_MS = 500;

export interface TargetLife {
  /** Absent where the harness did not start it. */
  readonly target: StartedTarget | undefined;
  /** Tries whether it answers now, unless it is interrupted. */
  readonly answers: (signal: AbortSignal | undefined) => Promise<boolean>;
  readonly signal: AbortSignal | undefined;
}

/**
 * The target answers, or is brought back where we started it: one that hangs is as good as dead and is restarted too.
 *
 * @param suspect it did not answer when it was last tried; otherwise it is taken at its word.
 * @returns false where it is gone for good. An interruption counts as an answer: there is nothing left to run.
 */
export async function ensureAlive({ target, answers, signal }: TargetLife, suspect: boolean): Promise<boolean> {
  if (target !== undefined) {
    if (target.alive() && (!suspect || (await answers(signal)))) return true;
    return signal?.aborted === true || target.restart();
  }
  for (let tries = 0; suspect && tries < COME_BACK_TRIES; tries++) {
    const beganMs = monotonicClock.nowMs();
    if (await answers(signal)) return true;
    // A refusal comes at once: without a gap all tries would be over before anything could be back.
    const gapMs = beganMs + TRY_GAP_MS - monotonicClock.nowMs();
    if (gapMs > 0) await delay(gapMs, undefined, signal === undefined ? {} : { signal }).catch(() => {});
    if (signal?.aborted) return true;
  }
  return !suspect;
}
