import { resolve } from 'node:path';
import { type Clock, monotonicClock } from '../../wire/clock.ts';
import type { NameBinding } from './binding.ts';
import { moduleRespondent } from './module-respondent.ts';
import { validatorBinding } from './validator-binding.ts';

export interface ModuleBindingOptions {
  /** Of a file that is an ES module or CommonJS. */
  readonly path: string;
  /** Stretches the deadlines; 1 where absent. */
  readonly timeoutScale?: number;
  /** 100 where absent. */
  readonly mostRestarts?: number;
  readonly clock?: Clock;
}

const WINDOW = 256;

/**
 * Makes a binding to the function `isValidName(name, kind)` of a module, which is loaded with the first name. It returns
 * a boolean or a promise of one; what it throws is a refusal.
 */
export const createModuleBinding = ({ path, clock = monotonicClock, ...rest }: ModuleBindingOptions): NameBinding =>
  validatorBinding('module', path, { start: moduleRespondent(resolve(path)), window: WINDOW, clock, ...rest });
