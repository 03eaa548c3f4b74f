import { MANDATORY_OPTIONS } from '../../../specification/services/configuration.ts';

const MANDATORY: ReadonlySet<string> = new Set([...MANDATORY_OPTIONS.UAS, ...MANDATORY_OPTIONS.REST]);

/** Options that are surely wrong, those of one branch together: which of them an error names is the validator's way. */
export function certainViolations(violations: readonly string[]): ReadonlyArray<readonly string[]> {
  // Which application's options are mandatory cannot be told where the type itself is wrong.
  const isTypeWrong = violations.includes('application_type');
  const certain = violations.filter((path) => path !== '' && !(isTypeWrong && MANDATORY.has(path)));
  const tops = certain.filter((path) => !certain.some((other) => path.startsWith(`${other}.`)));
  return tops.map((top) => certain.filter((path) => path === top || path.startsWith(`${top}.`)));
}
