// How a store is spoken to: one of our own bindings, or one from a file.
import { readFile } from 'node:fs/promises';
import { UsageError } from '../harness/engine/options.ts';
import type { BindingDocument } from '../harness/roles/file-client/binding-document.ts';
import { ACULAB_BINDING } from '../harness/roles/file-client/bindings/aculab.ts';
import { DEFAULT_BINDING } from '../harness/roles/file-client/bindings/default.ts';
import { printable, shortened } from '../reports/printable.ts';
import { fileProblem } from './file-problem.ts';

const OWN: Readonly<Record<string, BindingDocument>> = { default: DEFAULT_BINDING, aculab: ACULAB_BINDING };

const PROBLEMS_SHOWN = 20;
const LONGEST_PROBLEM = 300;

/**
 * The binding of that name, or of the file of that path.
 *
 * @throws UsageError for a file that cannot be read or holds no valid binding: a line for each problem, with its place.
 */
export const readBinding = async (given: string): Promise<BindingDocument> => {
  const own = Object.hasOwn(OWN, given) ? OWN[given] : undefined;
  if (own !== undefined) return own;
  const refused = (problems: readonly string[]): UsageError => {
    const lines = problems.map(
      (problem) => `--binding ${printable(given)}: ${shortened(printable(problem), LONGEST_PROBLEM)}`,
    );
    const more = lines.length - PROBLEMS_SHOWN;
    return new UsageError(
      [...lines.slice(0, PROBLEMS_SHOWN), ...(more > 0 ? [`and ${more} more problems`] : [])].join('\n'),
    );
  };
  let value: unknown;
  try {
    value = JSON.parse(await readFile(given, 'utf8'));
  } catch (error) {
    const problem = error instanceof SyntaxError ? `is no JSON: ${error.message}` : fileProblem(error);
    throw refused([`${problem}; the bindings ${Object.keys(OWN).join(' and ')} need no file`]);
  }
  const { validateBinding } = await import('../specification/schemas/validate.ts');
  const problems = await validateBinding(value);
  if (problems.length > 0) throw refused(problems);
  return value as BindingDocument;
};
