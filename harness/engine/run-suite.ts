// A suite from start to end: choose the cases, start the target, preflight, prepare, run the cases, put in order what
// they leave behind, judge, write run.json. What is particular to a suite it is given as functions.
import { requirementsOf } from '../../specification/catalogue.ts';
import type { SuiteName } from '../../specification/types.ts';
import type { RunDocument, TargetCrash } from '../run.ts';
import type { PreflightReport } from '../target/preflight.ts';
import { type StartedTarget, startTarget } from '../target/start.ts';
import { monotonicClock } from '../wire/clock.ts';
import { type CaseHead, unrunCase } from './case.ts';
import { type RunObserver, type RunOptions, type RunOutcome, UsageError } from './options.ts';
import { type CaseOutcome, type Look, type RunCasesResult, runCases } from './run-cases.ts';
import { runDocument, type TargetFacts } from './run-document.ts';
import { openRunFolder, type RunFolder } from './run-folder.ts';
import { type Selection, select } from './select.ts';
import { watchForStalls } from './stall-monitor.ts';
import type { JudgedCase } from './verdicts.ts';

/** Rewritten so often while cases run, so that a killed run leaves a readable file. */
const INTERIM_WRITE_MS = 2000;
const NOT_ENDED = 'the run has not ended';

/** What the engine is told of a suite. */
export interface Suite<T extends CaseHead> {
  readonly name: SuiteName;
  /** The suite's own cases. Not asked for where the run is given others (`options.cases`). */
  readonly cases: () => Promise<readonly T[]>;
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

/**
 * Runs a suite against a target and writes the run's files.
 *
 * @throws UsageError for what is no URL, filters that match nothing and an unusable --out.
 */
export async function conductRun<T extends CaseHead>(
  suite: Suite<T>,
  options: RunOptions<T>,
  observe: RunObserver,
): Promise<RunOutcome> {
  if (!URL.canParse(options.url)) throw new UsageError(`'${options.url}' is not a URL`);
  const url = new URL(options.url).href;
  const all = options.cases ?? [...(await suite.cases()), ...(options.scenarios ?? [])];
  const requirementIds = requirementsOf(suite.name).map(({ id }) => id);
  const plan: Plan<T> = {
    order: all.map(({ id }) => id),
    selection: select(all, requirementIds, options),
    startedAt: new Date(),
    startedMs: monotonicClock.nowMs(),
  };
  if (options.start === undefined) return runOnTarget(suite, options, plan, { url, target: undefined }, observe);

  const { start: command, signal } = options;
  const started = await startTarget({ command, url, ...(signal === undefined ? {} : { signal }) });
  if (started.kind === 'failed') return { kind: 'start-failed', reason: started.reason, output: started.output };
  const { target } = started;
  try {
    return await runOnTarget(suite, options, plan, { url, target }, observe);
  } finally {
    await target.stop();
  }
}

interface Plan<T extends CaseHead> {
  /** Ids of all cases, the ones that will not run included. */
  readonly order: readonly string[];
  readonly selection: Selection<T>;
  readonly startedAt: Date;
  readonly startedMs: number;
}

async function runOnTarget<T extends CaseHead>(
  suite: Suite<T>,
  options: RunOptions<T>,
  plan: Plan<T>,
  reach: Reach,
  observe: RunObserver,
): Promise<RunOutcome> {
  const stallListeners = new Set<(lateMs: number) => void>();
  const stopWatching = watchForStalls((lateMs) => {
    for (const listener of stallListeners) listener(lateMs);
  });
  let prepared: PreparedSuite<T> | undefined;
  try {
    const report = await suite.preflight(reach);
    observe({ kind: 'preflight', report });
    if (!report.ok) return { kind: 'unreachable', report };

    const crashes: TargetCrash[] = [];
    const context: RunContext = {
      ...reach,
      report,
      folder: await openRunFolder(options.out),
      wanted: plan.selection.requirements,
      onStall: (listener) => {
        stallListeners.add(listener);
        return () => stallListeners.delete(listener);
      },
      crashes,
      noteCrash: (crash) => {
        crashes.push(crash);
        observe({ kind: 'crash', crash });
      },
    };
    prepared = await suite.prepare(context);
    return { kind: 'judged', run: await runPrepared(suite, prepared, options, plan, context, observe) };
  } finally {
    stopWatching();
    await prepared?.dispose?.();
  }
}

async function runPrepared<T extends CaseHead>(
  suite: Suite<T>,
  prepared: PreparedSuite<T>,
  options: RunOptions<T>,
  plan: Plan<T>,
  { url, folder, crashes }: RunContext,
  observe: RunObserver,
): Promise<RunDocument> {
  const { order, selection, startedAt, startedMs } = plan;
  const skipped = selection.skipped.map(({ trace, reason }) => unrunCase(trace, reason));
  const document = (judged: readonly JudgedCase[], notRun: readonly T[], incomplete: string | undefined): RunDocument =>
    runDocument({
      suite: suite.name,
      options: { ...options, url },
      startedAt,
      durationMs: monotonicClock.nowMs() - startedMs,
      facts: prepared.targetFacts(),
      crashes,
      order,
      judged,
      notRun: [...skipped, ...notRun.map((trace) => unrunCase(trace, incomplete ?? 'not run'))],
      incomplete,
    });
  await folder.writeRun(document([], [], NOT_ENDED));
  const ids = selection.cases.map(({ id }) => id);
  observe({ kind: 'planned', cases: ids.length, ids, seed: options.seed });

  const soFar: JudgedCase[] = [];
  let writtenMs = monotonicClock.nowMs();
  const outcome = await runCases<T>({
    cases: selection.cases,
    concurrency: options.concurrency,
    signal: options.signal ?? new AbortController().signal,
    runCase: prepared.runCase,
    ensureAlive: prepared.ensureAlive,
    mergeLooks: prepared.mergeLooks ?? ((_first, again) => again),
    onBegin: ({ id, title }) => observe({ kind: 'case-begin', id, title }),
    onEnd: async (judged) => {
      soFar.push(judged);
      observe({ kind: 'case-end', result: judged.result });
      if (monotonicClock.nowMs() - writtenMs > INTERIM_WRITE_MS) {
        writtenMs = monotonicClock.nowMs();
        await folder.writeRun(document(soFar, [], NOT_ENDED));
      }
    },
  });
  const conclude = async (): Promise<RunDocument> => {
    const after = (await prepared.afterCases?.(outcome)) ?? {};
    const incomplete = whyCutShort(outcome, options.signal, suite.whenGone) ?? after.incomplete;
    const run = document([...outcome.judged, ...(after.judged ?? [])], outcome.notRun, incomplete);
    await folder.writeRun(run);
    return run;
  };
  const concluded = conclude();
  if (outcome.failure === undefined) return await concluded;
  // What ended the run is what to tell, whatever goes wrong because of it.
  await concluded.catch(() => {});
  throw outcome.failure.error;
}

function whyCutShort<T extends CaseHead>(
  { gone, failure }: RunCasesResult<T>,
  signal: AbortSignal | undefined,
  whenGone: string,
): string | undefined {
  if (failure !== undefined) return 'this program failed';
  if (signal?.aborted) return 'the run was interrupted';
  return gone ? whenGone : undefined;
}
