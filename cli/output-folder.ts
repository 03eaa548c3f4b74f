import { accessSync, constants, statSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { UsageError } from '../harness/engine/options.ts';
import { printable } from '../reports/printable.ts';
import { fileProblem } from './file-problem.ts';

/**
 * Refuses a folder for results that cannot become one, before the target is called for nothing.
 *
 * @throws UsageError
 */
export const checkOutputFolder = (path: string): string => {
  let existing = resolve(path);
  for (;;) {
    try {
      const found = statSync(existing);
      if (!found.isDirectory()) {
        throw new UsageError(`--out ${printable(path)}: ${printable(existing)} is a file; name a folder`);
      }
      accessSync(existing, constants.W_OK | constants.X_OK);
      return path;
    } catch (error) {
      if (error instanceof UsageError) throw error;
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      const parent = dirname(existing);
      // ENOTDIR: a part of the path is a file; the walk upwards finds and names it.
      if ((code !== 'ENOENT' && code !== 'ENOTDIR') || parent === existing) {
        throw new UsageError(`--out ${printable(path)} cannot be written: ${fileProblem(error)}`);
      }
      existing = parent;
    }
  }
};

/**
 * Refuses input that lies in the folder for results: the run would remove it there.
 *
 * @throws UsageError
 */
export const checkNotInside = (option: string, paths: readonly string[], out: string): void => {
  for (const path of paths) {
    const way = relative(resolve(out), resolve(path));
    if (!way.startsWith('..') && !isAbsolute(way)) {
      throw new UsageError(
        `${option} ${printable(path)} lies in --out ${printable(out)}, which is cleared: name another --out`,
      );
    }
  }
};
