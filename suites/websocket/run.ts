// The websocket suite from start to end: start the target, preflight, measure, run the cases, judge, write run.json.
import { createRequire } from 'node:module';
import { type RunObserver, type RunOptions, type RunOutcome, UsageError } from '../../harness/engine/options.ts';
import { runCases } from '../../harness/engine/run-cases.ts';
import { openRunFolder } from '../../harness/engine/run-folder.ts';
import { select } from '../../harness/engine/select.ts';
import { watchForStalls } from '../../harness/engine/stall-monitor.ts';
import { turns } from '../../harness/engine/turns.ts';
import { type JudgedCase, requirementResults, summaryOf } from '../../harness/engine/verdicts.ts';
import { type CaseResult, RUN_FORMAT, type RunDocument } from '../../harness/run.ts';
import { preflight } from '../../harness/target/preflight.ts';
import { type StartedTarget, startTarget } from '../../harness/target/start.ts';
import type { Trace } from '../../harness/traces/trace.ts';
import { monotonicClock } from '../../harness/wire/clock.ts';
import type { Recording } from '../../harness/wire/recording.ts';
import { requirementsOf } from '../../specification/catalogue.ts';
import { calibrate, unmeasuredProfile } from './calibrate.ts';
import { websocketCases } from './cases.ts';
import { runCase } from './run-case.ts';
import type { Session } from './session.ts';
import { droppedInCompany, mergeLooks, unattributed, unrunCase } from './special-cases.ts';
import { ensureAlive } from './target-life.ts';

const WATCH_MS = { smoke: 1200, standard: 2200, full: 3000 } as const;

/** Rewritten so often while cases run, so that a killed run leaves a readable file. */
const INTERIM_WRITE_MS = 2000;

/**
 * Runs the suite against a server and writes the run's files.
 *
 * @throws UsageError for filters that match nothing and an unusable --out.
 */
export async function runWebsocketSuite(options: RunOptions, observe: RunObserver): Promise<RunOutcome> {
  if (!URL.canParse(options.url)) throw new UsageError(`'${options.url}' is not a URL`);
  const catalogue = requirementsOf('websocket');
  const all = options.cases ?? [...(await websocketCases({ seed: options.seed })), ...(options.scenarios ?? [])];
  const selection = select(
    all,
    catalogue.map(({ id }) => id),
    options,
  );
  const startedAt = new Date();
  const clockStart = monotonicClock.nowMs();
  const url = new URL(options.url).href;

  let target: StartedTarget | undefined;
  if (options.start !== undefined) {
    const started = await startTarget({
      command: options.start,
      url,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (started.kind === 'failed') return { kind: 'start-failed', reason: started.reason, output: started.output };
    target = started.target;
  }
  const recordings = new Set<Recording>();
  const stopWatching = watchForStalls((lateMs) => {
    for (const recording of recordings) recording.add({ kind: 'stall', call: 0, ms: recording.nowMs(), lateMs });
  });
  try {
    const report = await preflight({
      url,
      ...(options.tls === undefined ? {} : { tls: options.tls }),
      ...(options.headers === undefined ? {} : { headers: options.headers }),
      timeoutMs: 5000 * options.timeoutScale,
    });
    observe({ kind: 'preflight', report });
    if (!report.ok) return { kind: 'unreachable', report };

    const folder = await openRunFolder(options.out);
    const measured = await calibrate(
      {
        url,
        ...(options.tls === undefined ? {} : { tls: options.tls }),
        ...(options.headers === undefined ? {} : { headers: options.headers }),
        seed: options.seed,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
        profile: unmeasuredProfile({
          timeoutScale: options.timeoutScale,
          started: target !== undefined,
          secure: url.startsWith('wss:'),
          insecure: options.tls?.insecure ?? false,
        }),
      },
      WATCH_MS[options.profile],
    );
    const session: Session = {
      options,
      folder,
      target,
      profile: measured.profile,
      wanted: selection.requirements,
      recordings,
      crashes: [],
      judging: turns(),
    };
    const document = (cases: readonly JudgedCase[], rest: readonly CaseResult[], incomplete?: string): RunDocument => {
      const requirements = requirementResults(catalogue, cases);
      const results = sortLike(all, [...cases.map(({ result }) => result), ...rest]);
      return {
        format: RUN_FORMAT,
        tool: { name: 'aculab-conformance', version: toolVersion() },
        startedAt: startedAt.toISOString(),
        durationMs: Math.round(monotonicClock.nowMs() - clockStart),
        seed: options.seed,
        profile: options.profile,
        command: options.command,
        complete: incomplete === undefined,
        ...(incomplete === undefined ? {} : { incompleteReason: incomplete }),
        target: {
          suite: 'websocket',
          url,
          ...(report.subprotocol === undefined ? {} : { subprotocol: report.subprotocol }),
          ...(options.start === undefined ? {} : { started: options.start }),
          ...(session.crashes.length === 0 ? {} : { crashes: session.crashes }),
          roundTripMs: round(measured.profile.roundTripMs),
        },
        summary: summaryOf(requirements, results),
        requirements,
        cases: results,
      };
    };
    const skipped = selection.skipped.map(({ trace, reason }) => unrunCase(trace, reason));
    await folder.writeRun(document([], skipped, 'the run has not ended'));
    observe({
      kind: 'planned',
      cases: selection.cases.length,
      ids: selection.cases.map(({ id }) => id),
      seed: options.seed,
    });

    const soFar: JudgedCase[] = [];
    let writtenMs = monotonicClock.nowMs();
    const outcome = await runCases({
      cases: selection.cases,
      concurrency: options.concurrency,
      signal: options.signal ?? new AbortController().signal,
      runCase: (trace, how) => runCase(session, trace, how, observe),
      ensureAlive: (suspect) => ensureAlive(session, suspect),
      mergeLooks,
      onBegin: (trace) => observe({ kind: 'case-begin', id: trace.id, title: trace.title }),
      onEnd: async (judged) => {
        soFar.push(judged);
        observe({ kind: 'case-end', result: judged.result });
        if (monotonicClock.nowMs() - writtenMs > INTERIM_WRITE_MS) {
          writtenMs = monotonicClock.nowMs();
          await folder.writeRun(document(soFar, skipped, 'the run has not ended'));
        }
      },
    });
    const judged = [
      ...outcome.judged,
      ...(session.wanted.has('ws.isolates.calls')
        ? [...unattributed(outcome.unattributedCrash), ...droppedInCompany(outcome.unattributedDrops)]
        : []),
    ];
    const interrupted = options.signal?.aborted
      ? 'the run was interrupted'
      : outcome.gone
        ? 'the target takes no calls any more'
        : undefined;
    const notRun = outcome.notRun.map((trace) => unrunCase(trace, interrupted ?? 'not run'));
    const run = document(judged, [...skipped, ...notRun], interrupted);
    await folder.writeRun(run);
    return { kind: 'judged', run };
  } finally {
    stopWatching();
    await target?.stop();
  }
}

function sortLike(order: readonly Trace[], results: readonly CaseResult[]): readonly CaseResult[] {
  const place = new Map(order.map((trace, index) => [trace.id, index]));
  return [...results].sort((a, b) => (place.get(a.id) ?? order.length) - (place.get(b.id) ?? order.length));
}

function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

function toolVersion(): string {
  const require = createRequire(import.meta.url);
  // From the sources the package is two folders up, from dist three.
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      const { name, version } = require(path) as { name: string; version: string };
      if (name === 'aculab-conformance') return version;
    } catch {
      // Not this one.
    }
  }
  return 'unknown';
}
