import { type Clock, monotonicClock } from '../../wire/clock.ts';
import type { NameBinding } from './binding.ts';
import { execRespondent } from './exec-respondent.ts';
import { validatorBinding } from './validator-binding.ts';

export interface ExecBindingOptions {
  /** Run by /bin/sh. */
  readonly command: string;
  /** Stretches the deadlines; 1 where absent. */
  readonly timeoutScale?: number;
  /** 100 where absent. */
  readonly mostRestarts?: number;
  readonly clock?: Clock;
}

const WINDOW = 64;

/**
 * Makes a binding to a command that reads `{"id":1,"kind":"media","name":"a/b.wav"}`, a line each, and writes
 * `{"id":1,"accepted":true}` with an optional `reason`, in any order. It is started with the first name.
 */
export const createExecBinding = ({ command, clock = monotonicClock, ...rest }: ExecBindingOptions): NameBinding =>
  validatorBinding('exec', command, { start: execRespondent(command), window: WINDOW, clock, ...rest });
