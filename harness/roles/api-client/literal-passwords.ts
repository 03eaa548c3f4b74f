import type { Json, ServicesStep } from '../../traces/services-trace.ts';

const OPTION = /"service_password"\s*:\s*("[^"\\]*(?:\\.[^"\\]*)*")/g;

/** Texts that a case sends as service_password: what comes back of them is no secret. */
export function literalPasswords(steps: readonly ServicesStep[]): ReadonlySet<string> {
  const found = new Set<string>();
  const collect = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    // Values may be nested more deeply than a stack holds, so they are looked at as text.
    for (const [, token] of JSON.stringify(value).matchAll(OPTION)) addText(token, found);
  };
  for (const step of flattened(steps)) {
    if ('configuration' in step && step.configuration !== undefined) collect(step.configuration);
    if ('body' in step && step.body !== undefined && 'text' in step.body) {
      for (const [, token] of step.body.text.matchAll(OPTION)) addText(token, found);
    }
  }
  return found;
}

/** A step that is one request. */
export type RequestStep = Exclude<ServicesStep, { readonly do: 'parallel' }>;

/** The requests of steps in order, parallel ones too. */
export const flattened = (steps: readonly ServicesStep[]): readonly RequestStep[] =>
  steps.flatMap((step) => (step.do === 'parallel' ? flattened(step.steps) : [step]));

function addText(token: string | undefined, found: Set<string>): void {
  try {
    found.add(String(JSON.parse(token ?? '')));
  } catch {
    // An escape that is none: no parser will give it back as a value.
  }
}
