// Traces from disk: scenarios of the user's own, and what is to be replayed.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../harness/engine/options.ts';
import type { NamesTrace } from '../harness/traces/names-trace.ts';
import type { ServicesTrace } from '../harness/traces/services-trace.ts';
import type { Trace } from '../harness/traces/trace.ts';
import { printable, shortened } from '../reports/printable.ts';
import { fileProblem } from './file-problem.ts';
import type { JudgedSuiteName } from './judged-suites.ts';

/** Traces by the suite that runs them. */
export interface Traces {
  readonly websocket: readonly Trace[];
  readonly services: readonly ServicesTrace[];
  readonly 'media-files': readonly NamesTrace[];
}

/** A trace, or what keeps a file from being one: a line for each problem, printable. */
type Read =
  | { readonly suite: 'websocket'; readonly trace: Trace }
  | { readonly suite: 'services'; readonly trace: ServicesTrace }
  | { readonly suite: 'media-files'; readonly trace: NamesTrace }
  | { readonly problems: readonly string[] };

const PROBLEMS_SHOWN = 20;
const LONGEST_PROBLEM = 300;

const isRun = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'format' in value && String(value.format).includes('/run@');

const traceOf = async (path: string): Promise<Read> => {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    return { problems: [error instanceof SyntaxError ? `is no JSON: ${error.message}` : fileProblem(error)] };
  }
  if (isRun(value)) return { problems: ['this is a run.json: give its traces/ folder'] };
  const { validateTrace } = await import('../specification/schemas/validate.ts');
  const problems = await validateTrace(value);
  if (problems.length > 0) return { problems: problems.map((problem) => `is no valid trace: ${problem}`) };
  const { suite } = value as Trace | ServicesTrace | NamesTrace;
  if (suite === 'services') return { suite, trace: value as ServicesTrace };
  if (suite === 'media-files') return { suite, trace: value as NamesTrace };
  if (suite === 'websocket') return { suite, trace: value as Trace };
  return { problems: [`is a trace of the suite ${suite}, which cannot be run yet`] };
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
 * @throws UsageError with a line for each problem of each file that is no valid trace, is of another suite than these, or
 * has an id that another has
 */
export const readTraces = async (
  option: string,
  paths: readonly string[],
  suites: readonly JudgedSuiteName[],
): Promise<Traces> => {
  const traces = { websocket: [] as Trace[], services: [] as ServicesTrace[], 'media-files': [] as NamesTrace[] };
  const ids = new Set<string>();
  const lines: string[] = [];
  const refuse = (file: string, problem: string): void => {
    lines.push(`${option} ${printable(file)}: ${shortened(printable(problem), LONGEST_PROBLEM)}`);
  };
  for (const path of paths) {
    for (const file of await filesOf(option, path)) {
      const read = await traceOf(file);
      if ('problems' in read) for (const problem of read.problems) refuse(file, problem);
      else if (!suites.includes(read.suite)) {
        refuse(file, `is a trace of the suite ${read.suite}, and this run is of ${suites.join(' or ')}`);
      } else if (ids.has(read.trace.id)) refuse(file, `the id ${read.trace.id} is taken by another file`);
      else if (read.suite === 'services') traces.services.push(read.trace);
      else if (read.suite === 'media-files') traces['media-files'].push(read.trace);
      else traces.websocket.push(read.trace);
      if ('suite' in read) ids.add(read.trace.id);
    }
  }
  if (lines.length > PROBLEMS_SHOWN) {
    lines.splice(PROBLEMS_SHOWN, lines.length, `and ${lines.length - PROBLEMS_SHOWN} more problems`);
  }
  if (lines.length > 0) throw new UsageError(lines.join('\n'));
  return traces;
};
