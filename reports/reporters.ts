// One reporter must not be able to spoil the run or the other reporters: a crash costs its own document and no more.
import type { RunDocument } from '../harness/run.ts';

/** Watches a run, makes a document of it, or both. `E` is what the run tells while it goes on. */
export interface Reporter<E> {
  readonly name: string;
  readonly observe?: (event: E) => void;
  /** Called once, after the run. Returns the path of the file that it wrote, if any. */
  readonly finish?: (run: RunDocument) => string | undefined | Promise<string | undefined>;
}

export interface ReporterCrash {
  readonly reporter: string;
  readonly error: unknown;
}

export interface Reporters<E> {
  readonly observe: (event: E) => void;
  /** Paths of the files written, in the order of the reporters. */
  readonly finish: (run: RunDocument) => Promise<readonly string[]>;
  /** What went wrong so far, each reporter at most once. */
  readonly crashes: () => readonly ReporterCrash[];
}

/** All reporters as one. A reporter that threw is told of once through `onCrash` and asked nothing more. */
export const reporters = <E>(
  all: ReadonlyArray<Reporter<E>>,
  onCrash: (crash: ReporterCrash) => void,
): Reporters<E> => {
  const crashed: ReporterCrash[] = [];
  const alive = new Set(all);
  const drop = (reporter: Reporter<E>, error: unknown): void => {
    alive.delete(reporter);
    const crash = { reporter: reporter.name, error };
    crashed.push(crash);
    onCrash(crash);
  };
  return {
    observe: (event) => {
      for (const reporter of [...alive]) {
        try {
          reporter.observe?.(event);
        } catch (error) {
          drop(reporter, error);
        }
      }
    },
    finish: async (run) => {
      const files: string[] = [];
      for (const reporter of [...alive]) {
        try {
          const file = await reporter.finish?.(run);
          if (file !== undefined) files.push(file);
        } catch (error) {
          drop(reporter, error);
        }
      }
      return files;
    },
    crashes: () => crashed,
  };
};
