import type { ServicesStep } from '../../../harness/traces/services-trace.ts';
import { monotonicClock } from '../../../harness/wire/clock.ts';
import { simplerSequences } from './simpler-sequences.ts';

export interface ShrinkOptions {
  readonly steps: readonly ServicesStep[];
  /** Sends a sequence afresh: whether it shows the same bug, and no other one in its place. */
  readonly showsIt: (steps: readonly ServicesStep[]) => Promise<boolean>;
  readonly mostTries: number;
  readonly forMs: number;
  readonly signal?: AbortSignal | undefined;
}

export interface Shrunk {
  readonly steps: readonly ServicesStep[];
  readonly tries: number;
  /** Nothing simpler shows it; false where the budget ended the search. */
  readonly isMinimal: boolean;
}

/** Looks for the simplest sequence that still shows a bug, by sending simpler ones until none of them does. */
export async function shrink({ steps, showsIt, mostTries, forMs, signal }: ShrinkOptions): Promise<Shrunk> {
  const untilMs = monotonicClock.nowMs() + forMs;
  const tried = new Set<string>([JSON.stringify(steps)]);
  let best = steps;
  let tries = 0;
  for (;;) {
    let simpler: readonly ServicesStep[] | undefined;
    for (const candidate of simplerSequences(best)) {
      if (tries >= mostTries || monotonicClock.nowMs() > untilMs || signal?.aborted) {
        return { steps: best, tries, isMinimal: false };
      }
      const key = JSON.stringify(candidate);
      if (tried.has(key)) continue;
      tried.add(key);
      tries++;
      if (await showsIt(candidate)) {
        simpler = candidate;
        break;
      }
    }
    if (simpler === undefined) return { steps: best, tries, isMinimal: true };
    best = simpler;
  }
}
