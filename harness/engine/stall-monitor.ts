import { monotonicClock } from '../wire/clock.ts';

const TICK_MS = 20;
const LATE_MS = 50;

/**
 * Watches our own event loop and tells by how much it was late, so that what we caused ourselves is not held against the
 * target. Stops with the returned function.
 */
export function watchForStalls(onStall: (lateMs: number) => void): () => void {
  let expected = monotonicClock.nowMs() + TICK_MS;
  const timer = setInterval(() => {
    const now = monotonicClock.nowMs();
    const lateMs = now - expected;
    expected = now + TICK_MS;
    if (lateMs >= LATE_MS) onStall(lateMs);
  }, TICK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
