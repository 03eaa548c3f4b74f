import { simplerValues } from '../../../generators/configurations/index.ts';
import type { ServicesStep } from '../../../harness/traces/services-trace.ts';

/**
 * Simpler sequences to try where one shows a bug: without half of the steps, a quarter, …, a single one; then with a
 * simpler configuration in one step. Ends for every sequence, and each is strictly simpler.
 */
export function* simplerSequences(steps: readonly ServicesStep[]): IterableIterator<readonly ServicesStep[]> {
  for (let size = Math.floor(steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let from = steps.length - size; from > -size; from -= size) {
      const kept = steps.filter((_, index) => index < from || index >= from + size);
      if (kept.length < steps.length && kept.length > 0) yield kept;
    }
  }
  for (const [index, step] of steps.entries()) {
    if (!('configuration' in step) || step.configuration === undefined) continue;
    for (const configuration of simplerValues(step.configuration)) {
      yield steps.map((each, at) => (at === index ? { ...step, configuration } : each));
    }
  }
}
