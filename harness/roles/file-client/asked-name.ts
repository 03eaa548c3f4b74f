// A name on its way to a validator and back.
import type { FileKind } from '../../traces/names-trace.ts';
import type { Answer } from './binding.ts';
import type { Incident } from './respondent.ts';

/** What there is instead of an answer. */
export type Failure = Pick<Answer, 'outcome' | 'reason' | 'stderr'> & { readonly failure: Incident };

/** A name on its way. */
export interface Ask {
  readonly kind: FileKind;
  readonly name: string;
  readonly settle: (answer: Answer | undefined) => void;
  id: number;
  beganMs: number;
  answer?: Answer;
}

/** Something that ended a life while several names were without an answer: each is asked alone until it happens again. */
export interface Suspicion {
  readonly failure: Failure;
  /** In the order in which they were asked. */
  readonly members: readonly Ask[];
  happenedAgain: boolean;
}

/** Something that was said and answers nothing; `during` is the name that was probably being looked at. */
export interface Stray {
  readonly failure: Failure;
  readonly during: Ask | undefined;
}

export const failureOf = ({ kind, message }: Incident, stderr: readonly string[]): Failure => ({
  outcome: 'failed',
  reason: message,
  failure: { kind, message },
  ...(stderr.length === 0 ? {} : { stderr }),
});
