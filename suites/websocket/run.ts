// The websocket suite from start to end: start the target, preflight, measure, run the cases, judge, write run.json.
import { createRequire } from 'node:module';
import { type RunObserver, type RunOptions, type RunOutcome, UsageError } from '../../harness/engine/options.ts';
import { type CaseOutcome, runCases } from '../../harness/engine/run-cases.ts';
import { openRunFolder, type RunFolder } from '../../harness/engine/run-folder.ts';
import { select } from '../../harness/engine/select.ts';
import { watchForStalls } from '../../harness/engine/stall-monitor.ts';
import {
  type CaseJudgement,
  caseVerdict,
  type JudgedCase,
  requirementResults,
  summaryOf,
} from '../../harness/engine/verdicts.ts';
import { type CaseResult, RUN_FORMAT, type RunDocument, type TargetCrash } from '../../harness/run.ts';
import { preflight } from '../../harness/target/preflight.ts';
import { type StartedTarget, startTarget } from '../../harness/target/start.ts';
import { type DriveResult, driveTrace } from '../../harness/traces/driver.ts';
import type { Trace } from '../../harness/traces/trace.ts';
import { monotonicClock } from '../../harness/wire/clock.ts';
import type { Recording } from '../../harness/wire/recording.ts';
import type { TargetProfile } from '../../harness/wire/transcript.ts';
import { requirementsOf } from '../../specification/catalogue.ts';
import { calibrate, unmeasuredProfile } from './calibrate.ts';
import { websocketCases } from './cases.ts';
import { judgeTranscript } from './judge.ts';
import { viewOf } from './view.ts';

/** Requirements whose judgement depends on when something happened: doubtful where our own event loop stalled. */
const TIME_SENSITIVE =
  /^ws\.(play\.(underrun|queued-frames|queued-plays)|call\.(close-handshake|quiet-after-end|keeps-reading|pong)|tolerates\..*|survives\..*|isolates\..*)$/;

const WATCH_MS = { smoke: 1200, standard: 2200, full: 3000 } as const;

/** Rewritten so often while cases run, so that a killed run leaves a readable file. */
const INTERIM_WRITE_MS = 2000;

interface Session {
  readonly options: RunOptions;
  readonly folder: RunFolder;
  readonly target: StartedTarget | undefined;
  readonly profile: TargetProfile;
  readonly wanted: ReadonlySet<string>;
  readonly recordings: Set<Recording>;
  readonly crashes: TargetCrash[];
}

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
    observe({ kind: 'planned', cases: selection.cases.length, seed: options.seed });

    const soFar: JudgedCase[] = [];
    let writtenMs = monotonicClock.nowMs();
    const outcome = await runCases({
      cases: selection.cases,
      concurrency: options.concurrency,
      signal: options.signal ?? new AbortController().signal,
      runCase: (trace, how) => runCase(session, trace, how, observe),
      ensureAlive: async () => {
        if (target !== undefined && !target.alive()) await target.restart();
      },
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
    const judged = [...outcome.judged, ...unattributed(outcome.unattributedCrash, session)];
    const notRun = outcome.notRun.map((trace) => unrunCase(trace, 'the run was interrupted'));
    const interrupted = options.signal?.aborted ? 'interrupted' : undefined;
    const run = document(judged, [...skipped, ...notRun], interrupted);
    await folder.writeRun(run);
    return { kind: 'judged', run };
  } finally {
    stopWatching();
    await target?.stop();
  }
}

async function runCase(
  session: Session,
  trace: Trace,
  how: { readonly alone: boolean; readonly again: boolean },
  observe: RunObserver,
): Promise<CaseOutcome> {
  const { options, target, profile, folder, wanted, recordings } = session;
  const beganMs = monotonicClock.nowMs();
  let recording: Recording | undefined;
  const driven = await driveTrace({
    trace,
    url: options.url,
    ...(options.tls === undefined ? {} : { tls: options.tls }),
    ...(options.headers === undefined ? {} : { headers: options.headers }),
    profile,
    seed: options.seed,
    ...(target === undefined ? {} : { target }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    onRecording: (begun) => {
      recording = begun;
      recordings.add(begun);
    },
  });
  if (recording !== undefined) recordings.delete(recording);
  const { transcript } = driven;
  let judgements = judgeTranscript(transcript, wanted);

  const lateMs = transcript.events.reduce(
    (worst, event) => (event.kind === 'stall' ? Math.max(worst, event.lateMs) : worst),
    0,
  );
  const suspect = lateMs > 0 && judgements.some(isTimeSensitiveFinding);
  if (suspect && how.again)
    judgements = judgements.map((one) => (isTimeSensitiveFinding(one) ? { ...one, exercised: 0, findings: [] } : one));
  const reason = whyNotJudged(driven, suspect && how.again ? lateMs : 0, options.signal);

  const findings = judgements.flatMap((judgement) => judgement.findings);
  const verdict = caseVerdict(trace.requirements, judgements, reason !== undefined);
  const result: CaseResult = {
    id: trace.id,
    title: trace.title,
    suite: trace.suite,
    verdict,
    durationMs: Math.round(monotonicClock.nowMs() - beganMs),
    requirements: trace.requirements,
    findings,
    ...(reason === undefined ? {} : { reason }),
    transcript: await folder.writeTranscript(transcript),
    ...(findings.length > 0 ? { trace: await folder.writeTrace(trace) } : {}),
    startedAt: transcript.header.startedAt,
  };
  if (
    driven.crashed &&
    target !== undefined &&
    (how.alone || !session.crashes.some((crash) => crash.case === trace.id))
  ) {
    noteCrash(session, trace, driven, observe);
  }
  const drop = how.alone ? undefined : unexplainedDropMs(driven);
  return {
    judged: { result, judgements },
    crashed: driven.crashed,
    ...(drop === undefined ? {} : { droppedAtMs: beganMs + drop }),
    doubtful: suspect && !how.again,
  };
}

function isTimeSensitiveFinding({ requirement, findings }: CaseJudgement): boolean {
  return findings.length > 0 && TIME_SENSITIVE.test(requirement);
}

function whyNotJudged(driven: DriveResult, lateMs: number, signal: AbortSignal | undefined): string | undefined {
  if (signal?.aborted) return 'the run was interrupted';
  if (driven.timedOut) return 'the case ran into its time limit';
  if (lateMs > 0) return `this machine was too busy to judge time: the event loop was ${Math.round(lateMs)} ms late`;
  const [failure] = driven.setupFailures;
  return failure === undefined ? undefined : `no call could be set up: ${failure}`;
}

function noteCrash(session: Session, trace: Trace, driven: DriveResult, observe: RunObserver): void {
  for (const event of driven.transcript.events) {
    if (event.kind !== 'process' || event.event !== 'exit') continue;
    const crash: TargetCrash = {
      case: trace.id,
      exitCode: event.exitCode ?? null,
      signal: event.signal ?? null,
      output: event.output ?? [],
    };
    session.crashes.push(crash);
    observe({ kind: 'crash', crash });
  }
}

/** When the server dropped a call that the case had not disturbed; several at once point at one cause. */
function unexplainedDropMs({ transcript }: DriveResult): number | undefined {
  for (const call of viewOf(transcript).calls) {
    const end = call.serverEnd?.event.ms;
    const before = (ms: number | undefined): boolean => ms !== undefined && end !== undefined && ms < end;
    if (end === undefined || !call.open || call.spoiledAt !== undefined) continue;
    if (!before(call.serverClose?.event.ms) && !before(call.cloudClose?.event.ms)) return end;
  }
  return undefined;
}

/** The process ended while several calls ran, and no case alone makes it end: then it is their company that does. */
function unattributed(together: readonly Trace[], session: Session): readonly JudgedCase[] {
  if (together.length === 0 || !session.wanted.has('ws.isolates.calls')) return [];
  const id = 'concurrent-calls';
  const finding = {
    requirement: 'ws.isolates.calls',
    verdict: 'fail' as const,
    message: 'The process ended while several calls ran at once; none of them alone makes it end',
    expected: 'calls at the same time go on as they would alone',
    observed: `the process ended while these ran: ${together.map((trace) => trace.id).join(', ')}`,
    case: id,
  };
  const result: CaseResult = {
    id,
    title: 'Several cases at once',
    suite: 'websocket',
    verdict: 'fail',
    durationMs: 0,
    requirements: ['ws.isolates.calls'],
    findings: [finding],
  };
  return [{ result, judgements: [{ requirement: 'ws.isolates.calls', exercised: 1, findings: [finding] }] }];
}

function unrunCase(trace: Trace, reason: string): CaseResult {
  return {
    id: trace.id,
    title: trace.title,
    suite: trace.suite,
    verdict: 'skipped',
    durationMs: 0,
    requirements: trace.requirements,
    findings: [],
    reason,
  };
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
