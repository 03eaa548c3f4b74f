import type { NameBinding } from './binding.ts';
import { createQuestioning, type QuestioningOptions } from './questioning.ts';

/** What every name offered to a validator begins with, unless it is to stand alone. */
export const VALIDATOR_PREFIX = 'f';

/** Legal by every reading, and of another length than the names of cases. */
const CONTROL_NAME = 'control.wav';

export interface ValidatorOptions extends Pick<QuestioningOptions, 'start' | 'window' | 'clock'> {
  readonly timeoutScale?: number;
  readonly mostRestarts?: number;
}

const DEADLINE_MS = 2000;
const START_MS = 10_000;
/** A start costs less than a silence. */
const MOST_RESTARTS = 100;
const MOST_TIMEOUTS = 40;

/** A validator can be offered names and nothing else. */
export function validatorBinding(
  kind: 'exec' | 'module',
  target: string,
  { timeoutScale = 1, mostRestarts = MOST_RESTARTS, ...asking }: ValidatorOptions,
): NameBinding {
  const questioning = createQuestioning({
    ...asking,
    mostRestarts,
    mostTimeouts: MOST_TIMEOUTS,
    deadlineMs: () => DEADLINE_MS * timeoutScale,
    startMs: () => START_MS * timeoutScale,
    control: { kind: 'media', name: CONTROL_NAME },
  });
  return {
    kind,
    target,
    assumed: [],
    offer: (file, signal) => questioning.ask(file.kind, file.name, signal),
    carries: (operation, { spelling }) => operation === 'offer' && spelling === undefined,
    answers: async () => questioning.unusable() === undefined,
    unusable: questioning.unusable,
    close: questioning.close,
  };
}
