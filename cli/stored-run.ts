// Runs that were made before, as they lie on the disk.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../harness/engine/options.ts';
import type { RunDocument } from '../harness/run.ts';
import { printable, shortened } from '../reports/printable.ts';
import { validateRun } from '../specification/schemas/validate.ts';
import { fileProblem } from './file-problem.ts';

/** A run.json, and its path as the user can name it. */
export interface StoredRun {
  readonly path: string;
  readonly run: RunDocument;
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Reads a run.json, or that of a folder. @throws UsageError for what is none of this version */
export const readRun = async (given: string): Promise<StoredRun> => {
  const path = (await isFolder(given)) ? join(given, 'run.json') : given;
  const refused = (problem: string): UsageError => new UsageError(`${printable(path)}: ${problem}`);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw refused(error instanceof SyntaxError ? `is no JSON: ${printable(error.message)}` : fileProblem(error));
  }
  const [problem] = await validateRun(value);
  if (problem !== undefined) throw refused(`is no run.json of this version: ${shortened(printable(problem), 300)}`);
  return { path, run: value as RunDocument };
};

/**
 * Paths of the run.json that a path stands for: the file itself, that of a folder, or else all in folders below it, as a
 * CI server unpacks what several jobs kept.
 *
 * @throws UsageError for a folder without any
 */
export const runPathsIn = async (given: string): Promise<readonly string[]> => {
  if (!(await isFolder(given))) return [given];
  try {
    const entries = await readdir(given, { withFileTypes: true });
    if (entries.some((entry) => entry.isFile() && entry.name === 'run.json')) return [join(given, 'run.json')];
    const below = await readdir(given, { recursive: true, withFileTypes: true });
    const found = below
      .filter((entry) => entry.isFile() && entry.name === 'run.json')
      .map((entry) => join(entry.parentPath, entry.name))
      // A trace may be called anything.
      .filter((path) => !/[/\\]traces[/\\]/.test(path.slice(given.length)))
      .sort();
    if (found.length > 0) return found;
  } catch (error) {
    throw new UsageError(`${printable(given)}: ${fileProblem(error)}`);
  }
  throw new UsageError(`${printable(given)}: no run.json in this folder or below it`);
};
