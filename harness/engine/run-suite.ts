// A suite from start to end: choose the cases, start the target, preflight, prepare, run the cases, put in order what
// they leave behind, judge, write run.json. What is particular to a suite comes as functions (suite.ts).
import { requirementsOf } from '../../specification/catalogue.ts';
import type { CaseResult, Finding, RunDocument, TargetCrash } from '../run.ts';
import { withoutLogin } from '../target/preflight-url.ts';
import { startTarget } from '../target/start.ts';
import { monotonicClock } from '../wire/clock.ts';
import { marker } from './baseline.ts';
import { checkSuite } from './baseline-file.ts';
import { type CaseHead, unrunCase } from './case.ts';
import { type RunObserver, type RunOptions, type RunOutcome, UsageError } from './options.ts';
import { type RunCasesResult, runCases } from './run-cases.ts';
import { runDocument } from './run-document.ts';
import { openRunFolder } from './run-folder.ts';
import { type Selection, select } from './select.ts';
import { watchForStalls } from './stall-monitor.ts';
import type { PreparedSuite, Reach, RunContext, Suite } from './suite.ts';
import type { JudgedCase } from './verdicts.ts';

/** Rewritten so often while cases run, so that a killed run leaves a readable file. */
const INTERIM_WRITE_MS = 2000;
const NOT_ENDED = 'the run has not ended';

/**
 * Runs a suite against a target and writes the run's files.
 *
 * @throws UsageError for what is no URL, filters that match nothing, an unusable --out and a baseline of another suite.
 */
export async function conductRun<T extends CaseHead>(
  suite: Suite<T>,
  options: RunOptions<T>,
  observe: RunObserver,
): Promise<RunOutcome> {
  const url = suite.program !== undefined ? '' : urlOf(options.url);
  if (options.baseline !== undefined) checkSuite(options.baseline, suite.name);
  const all = options.cases ?? [...(await suite.cases()), ...(options.scenarios ?? [])];
  const requirementIds = requirementsOf(suite.name).map(({ id }) => id);
  const order = all.map(({ id }) => id);
  const plan: Plan<T> = {
    order,
    caseIds: options.cases === undefined ? [...order, ...(suite.extraCases ?? [])] : undefined,
    selection: select(all, requirementIds, options),
    startedAt: new Date(),
    startedMs: monotonicClock.nowMs(),
  };
  if (plan.selection.cases.length === 0) return withoutCases(suite, { ...options, url }, plan);
  if (options.start === undefined) return runOnTarget(suite, options, plan, { url, target: undefined }, observe);

  const { start: command, signal } = options;
  const started = await startTarget({ command, url, ...(signal === undefined ? {} : { signal }) });
  if (started.kind === 'failed') {
    const { reason, output } = started;
    const run = await withoutVerdict(suite, { ...options, url }, plan, `the target did not start: ${reason}`);
    return { kind: 'start-failed', reason, output, run };
  }
  const { target } = started;
  try {
    return await runOnTarget(suite, options, plan, { url, target }, observe);
  } finally {
    await target.stop();
  }
}

function urlOf(text: string): string {
  if (!URL.canParse(text)) throw new UsageError(`'${withoutLogin(text)}' is not a URL`);
  return new URL(text).href;
}

/** A shard to which no case fell: it asks nothing of the target, not even whether it is there. */
async function withoutCases<T extends CaseHead>(
  suite: Suite<T>,
  options: RunOptions<T>,
  plan: Plan<T>,
): Promise<RunOutcome> {
  return { kind: 'judged', run: await withoutVerdict(suite, options, plan, undefined) };
}

/** Writes and returns a run of which no case ran; `incomplete` says why where one should have. */
async function withoutVerdict<T extends CaseHead>(
  { name, program }: Suite<T>,
  options: RunOptions<T>,
  { order, caseIds, selection, startedAt, startedMs }: Plan<T>,
  incomplete: string | undefined,
): Promise<RunDocument> {
  const folder = await openRunFolder(options.out);
  const { baseline: _neverPutToTheTest, ...unlisted } = options;
  const run = runDocument({
    suite: name,
    options: incomplete === undefined ? options : unlisted,
    startedAt,
    durationMs: monotonicClock.nowMs() - startedMs,
    facts: program === undefined ? {} : { program },
    crashes: [],
    order,
    caseIds,
    judged: [],
    notRun: [...notSelected(selection), ...selection.cases.map((trace) => unrunCase(trace, incomplete ?? 'not run'))],
    incomplete,
  });
  await folder.writeRun(run);
  return run;
}

const notSelected = <T extends CaseHead>({ skipped }: Selection<T>): readonly CaseResult[] =>
  skipped.map(({ trace, reason }) => unrunCase(trace, reason));

interface Plan<T extends CaseHead> {
  /** Ids of all cases, the ones that will not run included. */
  readonly order: readonly string[];
  /** The same with those that no trace yields; undefined where the run was given some cases instead of the suite's own. */
  readonly caseIds: readonly string[] | undefined;
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
    if (!report.ok) {
      const why = report.reason ?? 'the target does not answer as it should';
      return {
        kind: 'unreachable',
        report,
        run: await withoutVerdict(suite, { ...options, url: reach.url }, plan, why),
      };
    }

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
  const { order, caseIds, selection, startedAt, startedMs } = plan;
  const skipped = notSelected(selection);
  const document = (judged: readonly JudgedCase[], notRun: readonly T[], incomplete: string | undefined): RunDocument =>
    runDocument({
      suite: suite.name,
      options: { ...options, url },
      startedAt,
      durationMs: monotonicClock.nowMs() - startedMs,
      facts: prepared.targetFacts(),
      crashes,
      order,
      caseIds,
      judged,
      notRun: [...skipped, ...notRun.map((trace) => unrunCase(trace, incomplete ?? 'not run'))],
      incomplete,
    });
  await folder.writeRun(document([], [], NOT_ENDED));
  const ids = [...selection.cases.map(({ id }) => id), ...(prepared.laterCases ?? [])];
  observe({ kind: 'planned', cases: ids.length, ids, seed: options.seed });

  const { baseline } = options;
  const marked = baseline === undefined ? (finding: Finding): Finding => finding : marker(baseline, startedAt);
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
      observe({ kind: 'case-end', result: { ...judged.result, findings: judged.result.findings.map(marked) } });
      if (monotonicClock.nowMs() - writtenMs > INTERIM_WRITE_MS) {
        writtenMs = monotonicClock.nowMs();
        await folder.writeRun(document(soFar, [], NOT_ENDED));
      }
    },
  });
  const conclude = async (): Promise<RunDocument> => {
    const after = (await prepared.afterCases?.(outcome)) ?? {};
    for (const { result } of after.judged ?? []) observe({ kind: 'case-end', result });
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
