// What a suite is to the engine: the functions that it gives, and what they are given.
import type { SuiteName } from '../../specification/types.ts';
import type { TargetCrash } from '../run.ts';
import type { PreflightReport } from '../target/preflight.ts';
import type { StartedTarget } from '../target/start.ts';
import type { CaseHead } from './case.ts';
import type { CaseOutcome, Look, RunCasesResult } from './run-cases.ts';
import type { TargetFacts } from './run-document.ts';
import type { RunFolder } from './run-folder.ts';
import type { JudgedCase } from './verdicts.ts';

/** What the engine is told of a suite. */
export interface Suite<T extends CaseHead> {
  readonly name: SuiteName;
  /** The target where it is no URL but a command, or the path of a module: `options.url` is empty then. */
  readonly program?: string;
  /** The suite's own cases. Not asked for where the run is given others (`options.cases`). */
  readonly cases: () => Promise<readonly T[]>;
  /** Ids of cases that no trace yields: they are there in some runs and not in others. */
  readonly extraCases?: readonly string[];
  /** Finds out whether there is anything to judge. A report that is not ok ends the run without a verdict. */
  readonly preflight: (reach: Reach) => Promise<PreflightReport>;
  /**
   * Measures the target, and learns what the cases need to know of it. What it changes on the target it must undo itself
   * where it throws: only what it returns is disposed of. Called also where the run was interrupted meanwhile.
   */
  readonly prepare: (context: RunContext) => Promise<PreparedSuite<T>>;
  /** The run's reason to be incomplete where the target does not come back. */
  readonly whenGone: string;
}

/** The way to the target. */
export interface Reach {
  readonly url: string;
  /** Absent where the harness did not start it. */
  readonly target: StartedTarget | undefined;
}

/** What the parts of a run share once the target is there. */
export interface RunContext extends Reach {
  readonly report: PreflightReport;
  readonly folder: RunFolder;
  /** Ids of the requirements to judge. */
  readonly wanted: ReadonlySet<string>;
  /** Tells by how much our own event loop was late, from now on. Returns what ends it. */
  readonly onStall: (listener: (lateMs: number) => void) => () => void;
  /** The target's process ended by itself: so far, and now. */
  readonly crashes: readonly TargetCrash[];
  readonly noteCrash: (crash: TargetCrash) => void;
}

/** A suite that is ready to run cases. */
export interface PreparedSuite<T extends CaseHead> {
  /** Asked again each time that run.json is written. */
  readonly targetFacts: () => TargetFacts;
  readonly runCase: (trace: T, look: Look) => Promise<CaseOutcome>;
  /** As in RunCasesOptions; `ensureAlive` of target-life.ts does it for most. */
  readonly ensureAlive: (suspect: boolean) => Promise<boolean>;
  /** As in RunCasesOptions; the second look alone where absent. */
  readonly mergeLooks?: (first: JudgedCase, again: JudgedCase) => JudgedCase;
  /** Ids of results that `afterCases` will have, as far as that is known: they are counted with the cases. */
  readonly laterCases?: readonly string[];
  /**
   * Work after the last case, also where an interruption, a lost target or a bug of ours ended the cases early: so it
   * must not obey the run's signal. Resolves with results that no case yields.
   */
  readonly afterCases?: (outcome: RunCasesResult<T>) => Promise<AfterCases>;
  /** Called last, exactly once, whatever happened, while a started target still runs. */
  readonly dispose?: () => Promise<void>;
}

export interface AfterCases {
  readonly judged?: readonly JudgedCase[];
  /** Why the run is incomplete although every case ran. */
  readonly incomplete?: string;
}
