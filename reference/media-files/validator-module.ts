// A validator as a module of its own, as anyone would write one. ACULAB_REFERENCE_FAULTS names its faults, separated by
// commas or spaces.
import type { Validator } from './seams.ts';
import { createValidator } from './validator.ts';

const faults = (process.env.ACULAB_REFERENCE_FAULTS ?? '').split(/[\s,]+/).filter((id) => id !== '');

export const isValidName: Validator = createValidator(faults);
