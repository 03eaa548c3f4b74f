// The rules as a function that anyone may call.
import { crash } from './crash.ts';
import { hooksFor } from './faults/index.ts';
import { isKind } from './kinds.ts';
import type { Validator } from './seams.ts';
import { createRules } from './validate.ts';

/**
 * A validator that does everything right, but for these faults and variations. An id that is unknown or does not show in a
 * module is a RangeError.
 */
export function createValidator(faults: readonly string[] = []): Validator {
  const hooks = hooksFor(faults, 'module');
  const rules = createRules(hooks.rules);
  const conforming: Validator = (name, kind) => {
    if (!isKind(kind)) return false;
    const judged = rules.judge(name, kind);
    if (judged !== 'hang' && judged !== 'crash') return judged.accepted;
    if (judged === 'crash') crash();
    return new Promise(() => undefined);
  };
  return hooks.validator.reduceRight((validator, hook) => hook(validator), conforming);
}
