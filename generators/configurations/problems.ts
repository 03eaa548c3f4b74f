import type { ErrorObject } from 'ajv';

/** One thing that is wrong with a value. The path is dotted (`rest.first_page.address`) and empty for the whole value. */
export type SchemaProblem = { readonly path: string; readonly keyword: string; readonly message: string };

/** Keyword of the problem that stands for "could not be judged in time": the value is neither valid nor invalid. */
export const UNJUDGED = 'unjudged';

const MOST_PROBLEMS = 200;

/**
 * Problems of the errors of ajv, each once. A missing or superfluous member is reported at its own path, a failed condition
 * (`if`) where the parts lie that failed it.
 */
export function problemsOf(errors: readonly ErrorObject[]): readonly SchemaProblem[] {
  const problems = errors.slice(0, MOST_PROBLEMS).map((error) => ({
    path: pathOf(error, errors).join('.'),
    keyword: error.keyword,
    message: messageOf(error),
  }));
  const byText = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  return [...byText.values()];
}

/** At the path itself or below it. */
export function isAtOrUnder(problem: SchemaProblem, path: string): boolean {
  return path === '' || problem.path === path || problem.path.startsWith(`${path}.`);
}

function pathOf(error: ErrorObject, all: readonly ErrorObject[]): readonly string[] {
  const at = steps(error.instancePath);
  if (error.keyword === 'required' || error.keyword === 'dependencies')
    return [...at, String(error.params.missingProperty)];
  if (error.keyword === 'additionalProperties') return [...at, String(error.params.additionalProperty)];
  if (error.keyword !== 'if') return at;
  const branch = `${error.schemaPath.slice(0, -'if'.length)}${String(error.params.failingKeyword)}/`;
  const inside = all.filter((other) => other !== error && other.schemaPath.startsWith(branch));
  return inside.length === 0 ? at : commonStart(inside.map((other) => pathOf(other, [])));
}

function steps(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function commonStart(paths: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = paths;
  const differs = first.findIndex((step, i) => others.some((path) => path[i] !== step));
  return differs === -1 ? first : first.slice(0, differs);
}

// Names and what the schema allows, never the value: it may be a password.
function messageOf({ keyword, params, message }: ErrorObject): string {
  if (keyword === 'enum') return `must be one of ${shortList(params.allowedValues)}`;
  if (keyword === 'const') return `must be ${JSON.stringify(params.allowedValue)}`;
  if (keyword === 'additionalProperties') return 'is not an option';
  if (keyword === 'required') return 'is missing';
  return message ?? `violates ${keyword}`;
}

function shortList(values: unknown): string {
  const shown = Array.isArray(values) ? values.map((value) => JSON.stringify(value)) : [];
  return shown.length > 12 ? `${shown.slice(0, 12).join(', ')} and ${shown.length - 12} more` : shown.join(', ');
}
