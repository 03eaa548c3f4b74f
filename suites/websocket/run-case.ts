// One case from its trace to its verdict, with its files written.
import type { RunObserver } from '../../harness/engine/options.ts';
import type { CaseOutcome } from '../../harness/engine/run-cases.ts';
import { type CaseJudgement, caseVerdict } from '../../harness/engine/verdicts.ts';
import type { CaseResult, Finding, TargetCrash } from '../../harness/run.ts';
import { type DriveResult, driveTrace } from '../../harness/traces/driver.ts';
import type { Trace } from '../../harness/traces/trace.ts';
import { monotonicClock } from '../../harness/wire/clock.ts';
import type { Recording } from '../../harness/wire/recording.ts';
import type { StallEvent } from '../../harness/wire/transcript.ts';
import { judgeTranscript } from './judge.ts';
import type { Session } from './session.ts';
import { viewOf } from './view.ts';

/** Findings that may come of frames being read late, and so all at once: doubtful near any stall of our own event loop. */
const READ_LATE = /^ws\.play\.(queued-frames|queued-plays)$/;

/** Findings that come of time. Their rules allow for short stalls, a long one is another matter. */
const WAITED_FOR =
  /^ws\.(play\.underrun|call\.(close-handshake|pong|quiet-after-end|keeps-reading)|tolerates\..*|survives\..*|isolates\..*)$/;

/** A stall that may have upset any wait of a case, and the time around a shorter one in which frames were read late. */
const LONG_STALL_MS = 500;
const NEAR_MS = 300;

/** Drives and judges a case. `alone` says that nothing else runs meanwhile, `again` that this is the second look. */
export async function runCase(
  session: Session,
  trace: Trace,
  how: { readonly alone: boolean; readonly again: boolean },
  observe: RunObserver,
): Promise<CaseOutcome> {
  const { options, target, profile, recordings } = session;
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
  const release = await session.judging();
  try {
    return await judgeDriven(session, trace, how, driven, beganMs, observe);
  } finally {
    release();
  }
}

async function judgeDriven(
  session: Session,
  trace: Trace,
  how: { readonly alone: boolean; readonly again: boolean },
  driven: DriveResult,
  beganMs: number,
  observe: RunObserver,
): Promise<CaseOutcome> {
  const { options, target, folder, wanted } = session;
  const { transcript } = driven;
  let judgements = judgeTranscript(transcript, wanted);

  const stalls = transcript.events.filter((event) => event.kind === 'stall');
  const lateMs = Math.max(0, ...stalls.map((stall) => stall.lateMs));
  const isDoubtful = (judgement: CaseJudgement): boolean =>
    judgement.findings.some((finding) => mayBeOurStall(finding, stalls));
  const suspect = judgements.some(isDoubtful);
  if (suspect && how.again) {
    judgements = judgements.map((one) => (isDoubtful(one) ? { ...one, exercised: 0, findings: [] } : one));
  }
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
    ...withReason(reason ?? whatWasLeftOut(trace, driven)),
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
  const drop = unexplainedDropMs(driven);
  return {
    judged: { result, judgements },
    crashed: driven.crashed,
    lostTarget: driven.lostTarget,
    ...(drop === undefined ? {} : { droppedAtMs: beganMs + drop }),
    doubtful: suspect && !how.again,
  };
}

function mayBeOurStall({ requirement, at }: Finding, stalls: readonly StallEvent[]): boolean {
  const isLate = READ_LATE.test(requirement);
  if (!isLate && !WAITED_FOR.test(requirement)) return false;
  return stalls.some(
    ({ ms, lateMs }) =>
      lateMs >= LONG_STALL_MS ||
      (isLate && at !== undefined && at.ms >= ms - lateMs - NEAR_MS && at.ms <= ms + NEAR_MS),
  );
}

function withReason(reason: string | undefined): { readonly reason?: string } {
  return reason === undefined ? {} : { reason };
}

function whatWasLeftOut(trace: Trace, { leftOutFrom, transcript }: DriveResult): string | undefined {
  const { droppedEvents } = transcript.header;
  if (droppedEvents !== undefined) return `${droppedEvents} audio frames beyond the recording's limit were not judged`;
  if (leftOutFrom === undefined) return undefined;
  return `the server ended the call: the steps from ${leftOutFrom + 1} on, of ${trace.steps.length}, were left out`;
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
