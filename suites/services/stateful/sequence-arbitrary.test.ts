import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ServicesStep } from '../../../harness/traces/services-trace.ts';
import { KNOWLEDGE } from '../exchange.fixture.ts';
import { createConfigurationModel } from '../model/configuration-model.ts';
import { createModelWalk } from './model-walk.ts';
import { LONGEST_SEQUENCE, SequenceArbitrary } from './sequence-arbitrary.ts';
import { shrink } from './shrink.ts';
import { simplerSequences } from './simpler-sequences.ts';
import { sourcesFor } from './step-sources.ts';

const model = createConfigurationModel(KNOWLEDGE);
const sequences = new SequenceArbitrary({ sources: sourcesFor(model) });
const sample = (seed: number, numRuns = 1): ReadonlyArray<readonly ServicesStep[]> =>
  fc.sample(sequences, { seed, numRuns });

/** How a model that walks along takes the changes of a sequence. */
const verdictsOf = (steps: readonly ServicesStep[]): readonly string[] => {
  const walk = createModelWalk(model);
  return steps.flatMap((step) => {
    if (step.do === 'parallel' || step.do === 'request') return [];
    let verdict: string | undefined;
    if (step.do === 'write') verdict = model.write(step.configuration as never).verdict;
    if (step.do === 'modify') {
      const existing = walk.configurationOf(step.service);
      verdict = existing === undefined ? 'invalid' : model.modify(existing, step.configuration as never).verdict;
    }
    walk.take(step);
    return verdict === undefined ? [] : [verdict];
  });
};

describe('sequences', () => {
  it('are the same for the same seed', () => {
    expect(sample(7)).toEqual(sample(7));
    expect(sample(7)).not.toEqual(sample(8));
  });

  it('are up to 40 steps long, and some are', () => {
    const lengths = sample(1, 200).map(({ length }) => length);
    expect(Math.max(...lengths)).toBe(LONGEST_SEQUENCE);
    expect(Math.min(...lengths)).toBeGreaterThan(0);
  });

  it('mix valid and invalid changes, many more valid ones', () => {
    const verdicts = sample(1, 200).flatMap(verdictsOf);
    const valid = verdicts.filter((verdict) => verdict === 'valid').length;
    const invalid = verdicts.filter((verdict) => verdict === 'invalid').length;
    expect(valid / invalid).toBeGreaterThan(3);
    expect(valid / invalid).toBeLessThan(12);
  });

  it('get simpler with each step of shrinking', () => {
    const size = (steps: readonly ServicesStep[]): number => JSON.stringify(steps).length;
    for (const steps of sample(3, 20)) {
      const candidates = [...simplerSequences(steps)];
      expect(candidates.length).toBeGreaterThan(0);
      for (const candidate of candidates) {
        expect(candidate.length).toBeLessThanOrEqual(steps.length);
        expect(JSON.stringify(candidate)).not.toBe(JSON.stringify(steps));
        if (candidate.length < steps.length) expect(size(candidate)).toBeLessThan(size(steps));
      }
    }
  });
});

describe('shrinking', () => {
  /** A bug that shows where a service is written, modified, and written again. */
  const showsIt = (steps: readonly ServicesStep[]): boolean => {
    let stage = 0;
    for (const step of steps) {
      if (step.do === 'write' && (stage === 0 || stage === 2)) stage++;
      else if (step.do === 'modify' && stage === 1) stage++;
    }
    return stage === 3;
  };

  it('ends with nothing but the requests that show the bug', async () => {
    const guilty = sample(5, 200).filter(showsIt);
    expect(guilty.length).toBeGreaterThan(10);
    for (const steps of guilty.slice(0, 10)) {
      const { steps: least, isMinimal } = await shrink({
        steps,
        showsIt: async (candidate) => showsIt(candidate),
        mostTries: 2000,
        forMs: 60_000,
      });
      expect(isMinimal).toBe(true);
      expect(least.map((step) => step.do)).toEqual(['write', 'modify', 'write']);
    }
  });

  it('keeps the best so far where the budget ends', async () => {
    const [steps = []] = sample(5, 200).filter(showsIt);
    const { isMinimal, tries } = await shrink({
      steps,
      showsIt: async (candidate) => showsIt(candidate),
      mostTries: 5,
      forMs: 60_000,
    });
    expect([isMinimal, tries]).toEqual([false, 5]);
  });

  it('works through fast-check as well', async () => {
    const property = fc.asyncProperty(sequences, async (steps) => !showsIt(steps));
    const { failed, counterexample } = await fc.check(property, { seed: 11, numRuns: 300 });
    expect(failed).toBe(true);
    expect(counterexample?.[0].map((step) => step.do)).toEqual(['write', 'modify', 'write']);
  });
});
