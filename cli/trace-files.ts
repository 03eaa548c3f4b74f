// Traces from disk: scenarios of the user's own, and what is to be replayed.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../harness/engine/options.ts';
import type { Trace } from '../harness/traces/trace.ts';
import { printable, shortened } from '../reports/printable.ts';
import { fileProblem } from './file-problem.ts';

const traceOf = async (option: string, path: string): Promise<Trace> => {
  const refused = (problem: string): UsageError => new UsageError(`${option} ${printable(path)}: ${problem}`);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw refused(fileProblem(error));
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw refused(`is no JSON: ${printable(error instanceof Error ? error.message : String(error))}`);
  }
  const { validateTrace } = await import('../specification/schemas/validate.ts');
  const [first, ...more] = await validateTrace(value);
  if (first !== undefined) {
    const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
    throw refused(`is no valid trace: ${shortened(printable(first), 300)}${rest}`);
  }
  const trace = value as Trace;
  if (trace.suite !== 'websocket') throw refused(`is a trace of the suite ${trace.suite}, which cannot be run yet`);
  return trace;
};

const filesOf = async (option: string, path: string): Promise<readonly string[]> => {
  const refused = (problem: string): UsageError => new UsageError(`${option} ${printable(path)}: ${problem}`);
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    if (files.length === 0) throw refused('no .json file in this folder');
    return files;
  } catch (error) {
    throw error instanceof UsageError ? error : refused(fileProblem(error));
  }
};

/**
 * Traces of files and of all `.json` files below folders, in the order of their names.
 *
 * @throws UsageError for the first that cannot be read or is no valid trace, and for an id that appears twice
 */
export const readTraces = async (option: string, paths: readonly string[]): Promise<readonly Trace[]> => {
  const traces: Trace[] = [];
  for (const path of paths) {
    for (const file of await filesOf(option, path)) {
      const trace = await traceOf(option, file);
      if (traces.some((other) => other.id === trace.id)) {
        throw new UsageError(`${option} ${printable(file)}: the id ${trace.id} is taken by another file`);
      }
      traces.push(trace);
    }
  }
  return traces;
};
