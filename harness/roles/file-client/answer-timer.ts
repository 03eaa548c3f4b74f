import type { Clock } from '../../wire/clock.ts';

/** Waits for answers that follow one another fast: each puts the end off, and few of them touch a real timer. */
export interface AnswerTimer {
  /** From now on, no longer than this. */
  watch(limitMs: number): void;
  /** Nothing is waited for. */
  rest(): void;
  /** As `rest`, with nothing left that keeps the process. */
  stop(): void;
}

/** A timer that fires so late was held up by our own event loop, and with it perhaps the answer. */
const OUR_DELAY_MS = 250;

/** `onTimeUp` is told the limit. */
export function createAnswerTimer(clock: Clock, onTimeUp: (limitMs: number) => void): AnswerTimer {
  let limit: { readonly ms: number; readonly untilMs: number } | undefined;
  let timer: { readonly dueMs: number; readonly handle: NodeJS.Timeout } | undefined;

  function arm(dueMs: number): void {
    clearTimeout(timer?.handle);
    timer = { dueMs, handle: setTimeout(() => fire(dueMs), Math.max(0, dueMs - clock.nowMs())) };
  }

  function watch(limitMs: number): void {
    limit = { ms: limitMs, untilMs: clock.nowMs() + limitMs };
    if (timer === undefined || timer.dueMs > limit.untilMs) arm(limit.untilMs);
  }

  function fire(dueMs: number): void {
    timer = undefined;
    if (limit === undefined) return;
    const nowMs = clock.nowMs();
    if (nowMs > dueMs + OUR_DELAY_MS) watch(limit.ms);
    // Timers count whole milliseconds and may be early by a part of one.
    else if (nowMs < limit.untilMs - 1) arm(limit.untilMs);
    else onTimeUp(limit.ms);
  }

  return {
    watch,
    rest: () => {
      limit = undefined;
    },
    stop: () => {
      limit = undefined;
      clearTimeout(timer?.handle);
    },
  };
}
