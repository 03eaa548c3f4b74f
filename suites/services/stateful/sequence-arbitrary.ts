// Random sequences of requests. Not fc.commands: that ignores the bias towards edges, stops at ten commands, and keeps the
// last command when it shrinks, whether it is the guilty one or not. Here the model walks along while steps are drawn, so
// that most are valid and deep states are reached; what comes out are plain steps, which shrink without any context.
import fc from 'fast-check';
import type { ServicesStep } from '../../../harness/traces/services-trace.ts';
import type { RequestStep } from '../steps.ts';
import { drawStep, STEP_KINDS, type StepKind } from './draw-step.ts';
import { createModelWalk } from './model-walk.ts';
import { simplerSequences } from './simpler-sequences.ts';
import type { StepSources } from './step-sources.ts';

/** Lengths to aim at: short ones show a bug plainly, long ones reach what only many changes bring about. */
const LENGTHS = [5, 10, 20, 40] as const;
export const LONGEST_SEQUENCE = 40;

/** Half of the sequences do without some kinds of steps: a Delete now and then keeps all others from getting far. */
const LEFT_OUT_OF_100 = 35;

export interface SequenceOptions {
  readonly sources: StepSources;
  /** Draws invalid steps too, about one in seven. */
  readonly withInvalid?: boolean;
}

/** Sequences of up to 40 requests over a handful of names. Shrinks by leaving steps out and simplifying values. */
export class SequenceArbitrary extends fc.Arbitrary<readonly ServicesStep[]> {
  readonly #options: SequenceOptions;

  constructor(options: SequenceOptions) {
    super();
    this.#options = options;
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<readonly ServicesStep[]> {
    const { sources, withInvalid = true } = this.#options;
    const kinds = kindsFor(random);
    const length = LENGTHS[random.nextInt(0, LENGTHS.length - 1)] ?? LONGEST_SEQUENCE;
    const walk = createModelWalk(sources.model);
    const steps: RequestStep[] = [];
    while (steps.length < length) {
      const drawn = drawStep({ random, bias, walk, sources, kinds, withInvalid });
      for (const step of drawn.slice(0, length - steps.length)) {
        steps.push(step);
        walk.take(step);
      }
    }
    return new fc.Value<readonly ServicesStep[]>(steps, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is readonly ServicesStep[] {
    return Array.isArray(value);
  }

  override shrink(value: readonly ServicesStep[]): fc.Stream<fc.Value<readonly ServicesStep[]>> {
    return new fc.Stream(valuesOf(value));
  }
}

function* valuesOf(steps: readonly ServicesStep[]): IterableIterator<fc.Value<readonly ServicesStep[]>> {
  for (const simpler of simplerSequences(steps)) yield new fc.Value<readonly ServicesStep[]>(simpler, undefined);
}

/** The kinds of steps that a sequence is made of: all, or in half of the sequences some. A Write is always among them. */
function kindsFor(random: fc.Random): ReadonlySet<StepKind> {
  if (random.nextInt(0, 1) === 0) return new Set(STEP_KINDS);
  return new Set(STEP_KINDS.filter((kind) => kind === 'write' || random.nextInt(0, 99) >= LEFT_OUT_OF_100));
}
