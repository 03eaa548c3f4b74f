import type { ServicesStep } from '../../traces/services-trace.ts';

/** A step that is one request. */
export type RequestStep = Exclude<ServicesStep, { readonly do: 'parallel' }>;

/** The requests of steps in order, parallel ones too: a request's place among them is its number in the transcript. */
export const flattened = (steps: readonly ServicesStep[]): readonly RequestStep[] =>
  steps.flatMap((step) => (step.do === 'parallel' ? flattened(step.steps) : [step]));
