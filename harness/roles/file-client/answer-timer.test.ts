import { describe, expect, it } from 'vitest';
import { monotonicClock } from '../../wire/clock.ts';
import { type AnswerTimer, createAnswerTimer } from './answer-timer.ts';

/** Begins a timer; resolves with the limit that was told, and after how long. */
function timed(begin: (timer: AnswerTimer) => void): Promise<{ readonly limitMs: number; readonly afterMs: number }> {
  return new Promise((resolve) => {
    const beganMs = performance.now();
    begin(createAnswerTimer(monotonicClock, (limitMs) => resolve({ limitMs, afterMs: performance.now() - beganMs })));
  });
}

describe('the timer of answers', () => {
  it('tells when none came in time', async () => {
    const { limitMs, afterMs } = await timed((timer) => timer.watch(40));
    expect(limitMs).toBe(40);
    expect(afterMs).toBeGreaterThanOrEqual(38);
  });

  it('is put off by each answer', async () => {
    const { afterMs } = await timed((timer) => {
      timer.watch(60);
      setTimeout(() => timer.watch(60), 30);
    });
    expect(afterMs).toBeGreaterThanOrEqual(88);
  });

  it('may be shortened', async () => {
    const { limitMs, afterMs } = await timed((timer) => {
      timer.watch(10_000);
      timer.watch(30);
    });
    expect(limitMs).toBe(30);
    expect(afterMs).toBeLessThan(9000);
  });

  it('says nothing while nothing is waited for, nor when it is stopped', async () => {
    let told = 0;
    const resting = createAnswerTimer(monotonicClock, () => told++);
    resting.watch(10);
    resting.rest();
    const stopped = createAnswerTimer(monotonicClock, () => told++);
    stopped.watch(10);
    stopped.stop();
    await timed((timer) => timer.watch(40));
    expect(told).toBe(0);
  });

  it('takes its own delay for no silence', async () => {
    const { afterMs } = await timed((timer) => {
      timer.watch(20);
      const until = performance.now() + 320;
      while (performance.now() < until);
    });
    // As if the answer had been asked for when the event loop went on.
    expect(afterMs).toBeGreaterThanOrEqual(338);
  });
});
