// What the target's own schema says of configurations as they were, secrets in their places.
import type { SchemaProblem } from '../../../generators/configurations/index.ts';
import type { Json, JsonObject } from '../../../harness/traces/services-trace.ts';
import { missingOptions } from '../completeness.ts';
import type { ConfigurationModel } from '../model/configuration-model.ts';
import { valueAt } from '../model/json.ts';

/** Says that a part is wrong without saying which. */
const CONDITIONAL: ReadonlySet<string> = new Set(['if', 'anyOf', 'oneOf', 'allOf', 'not']);

/** Problems of a configuration that was returned; undefined where the schema cannot tell. */
export function problemsOfReturned(
  returned: JsonObject,
  { schema, knowledge }: ConfigurationModel,
): readonly SchemaProblem[] | undefined {
  if (!schema.usable) return undefined;
  const problems = schema.check(returned);
  if (problems.some(({ keyword }) => keyword === 'unjudged')) return undefined;
  const missing = new Set(missingOptions(returned, knowledge));
  const isOthers = ({ keyword, path }: SchemaProblem): boolean =>
    isHidden(valueAt(returned, path)) || (keyword === 'required' && missing.has(path));
  return withoutProblems(problems, isOthers);
}

/** The recording knows what it was and shows it to nobody. */
const isHidden = (value: Json | undefined): boolean => typeof value === 'string' && /^<.*>$/s.test(value);

/** Drops problems, and conditions that may have failed because of them. */
export function withoutProblems(
  problems: readonly SchemaProblem[],
  isDropped: (problem: SchemaProblem) => boolean,
): readonly SchemaProblem[] {
  const dropped = problems.filter(isDropped);
  const isAbove = (path: string): boolean =>
    dropped.some((other) => path === '' || other.path === path || other.path.startsWith(`${path}.`));
  return problems.filter(
    (problem) => !dropped.includes(problem) && !(CONDITIONAL.has(problem.keyword) && isAbove(problem.path)),
  );
}

const MOST_SHOWN = 4;

/** `path: message` of the first problems. */
export function problemLines(problems: readonly SchemaProblem[]): string {
  const lines = problems.slice(0, MOST_SHOWN).map(({ path, message }) => `${path || 'the whole'} ${message}`);
  const more = problems.length - MOST_SHOWN;
  return `${lines.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
