// Whether there is a validator to judge: it is started, asked about two names, and must say yes or no to them. Which of
// the two it says is for the cases to judge.
import type { PreflightReport, PreflightStep } from '../../target/preflight.ts';
import { monotonicClock } from '../../wire/clock.ts';
import type { NameBinding, Unusable } from './binding.ts';
import { VALIDATOR_PREFIX } from './validator-binding.ts';

const CONTROLS = [`${VALIDATOR_PREFIX}preflight.wav`, `${VALIDATOR_PREFIX}preflight.tif`];
const PROTOCOL =
  'it has to read lines such as {"id":1,"kind":"media","name":"a/b.wav"} and to answer each by a line such as {"id":1,"accepted":true}';

/** Starts the validator and asks it, and says what to change where it does not answer. Never rejects. */
export async function preflightValidator(
  binding: NameBinding,
  signal: AbortSignal = new AbortController().signal,
): Promise<PreflightReport> {
  const steps: PreflightStep[] = [];
  const failed = (stage: 'start' | 'answer', { reason, after }: Unusable): PreflightReport => {
    steps.push({ stage, outcome: 'failed', detail: reason, ms: sinceBegin() });
    return { url: binding.target, ok: false, steps, reason, advice: adviceFor(binding.kind, after, reason) };
  };
  const beganMs = monotonicClock.nowMs();
  const sinceBegin = (): number => Math.round((monotonicClock.nowMs() - beganMs) * 1000) / 1000;

  for (const name of CONTROLS) {
    const answer = await binding.offer({ kind: 'media', name, octets: new Uint8Array() }, signal);
    const unusable = binding.unusable();
    if (answer === undefined) return failed('start', unusable ?? { reason: 'the preflight was interrupted' });
    if (steps.length === 0) steps.push({ stage: 'start', outcome: 'ok', detail: 'it answers', ms: sinceBegin() });
    const { failure, outcome, durationMs: ms } = answer;
    if (failure?.kind === 'rubbish' || failure?.kind === 'unknown-id') {
      // The cases show how far it goes.
      steps.push({ stage: 'answer', outcome: 'warning', detail: `${name}: ${failure.message}`, ms });
    } else if (failure !== undefined) {
      return failed('answer', { reason: `${name}: ${failure.message}`, ...afterOf(failure.kind) });
    } else steps.push({ stage: 'answer', outcome: 'ok', detail: `${name} is ${outcome}`, ms });
  }
  return { url: binding.target, ok: true, steps };
}

const AFTER = ['exit', 'timeout', 'rubbish', 'unknown-id'] as const;

const afterOf = (kind: string): Pick<Unusable, 'after'> => {
  const after = AFTER.find((each) => each === kind);
  return after === undefined ? {} : { after };
};

function adviceFor(kind: NameBinding['kind'], after: Unusable['after'], reason: string): string {
  if (kind === 'module') {
    return after === 'timeout'
      ? 'isValidName(name, kind) has to come back with true or false, or a promise that settles'
      : 'give by --module a file that exports isValidName(name, kind), which returns true or false or a promise of one';
  }
  switch (after) {
    case 'timeout':
      return `flush the output after each line (Python: print(…, flush=True)); ${PROTOCOL}`;
    case 'rubbish':
      return `write nothing but answers to stdout, and what is for people to stderr; ${PROTOCOL}`;
    case 'unknown-id':
      return `answer once, with the id of the question; ${PROTOCOL}`;
    default:
      return /\b(127|126|not found|No such file|Permission denied)\b/.test(reason)
        ? 'check the spelling of --exec; it is run by /bin/sh in this folder'
        : `keep reading until the input ends; ${PROTOCOL}`;
  }
}
