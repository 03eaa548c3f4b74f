import { type Profile, type Step, TRACE_FORMAT, type Trace } from '../../../harness/traces/trace.ts';
import { probe } from '../steps.ts';

export interface CaseDescription {
  /** What happens, as a sentence without its full stop. */
  readonly title: string;
  readonly requirements: readonly string[];
  readonly profile?: Profile;
  readonly exclusive?: boolean;
  /** Steps, or lists of steps that belong together. */
  readonly steps: ReadonlyArray<Step | readonly Step[]>;
}

/** A case of the websocket suite: its id is group and name, `call-end/while-playing/client-normal`. */
export function callCase(id: string, { steps, ...description }: CaseDescription): Trace {
  return { format: TRACE_FORMAT, id, suite: 'websocket', ...description, steps: steps.flat() };
}

/** A case that may break the server for others: it runs alone, and a new call must work after it. */
export function hostileCase(id: string, { steps, ...description }: Omit<CaseDescription, 'exclusive'>): Trace {
  return callCase(id, { ...description, exclusive: true, steps: [...steps, probe()] });
}
