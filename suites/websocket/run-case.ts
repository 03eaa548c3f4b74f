// One case from its trace to its verdict, with its files written.
import { judgedCase } from '../../harness/engine/case.ts';
import { crashesIn } from '../../harness/engine/crashes.ts';
import { weigh } from '../../harness/engine/doubt.ts';
import type { CaseOutcome, Look } from '../../harness/engine/run-cases.ts';
import type { Finding } from '../../harness/run.ts';
import { type DriveResult, driveTrace } from '../../harness/traces/driver.ts';
import type { Trace } from '../../harness/traces/trace.ts';
import { monotonicClock } from '../../harness/wire/clock.ts';
import type { StallEvent } from '../../harness/wire/transcript.ts';
import { writeTranscript } from '../../harness/wire/transcript-file.ts';
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

/** Drives and judges a case. */
export async function runCase(session: Session, trace: Trace, look: Look): Promise<CaseOutcome> {
  const { options, target, profile } = session;
  const beganMs = monotonicClock.nowMs();
  let stopNoting = (): void => {};
  const driven = await driveTrace({
    trace,
    url: options.url,
    ...(options.tls === undefined ? {} : { tls: options.tls }),
    ...(options.headers === undefined ? {} : { headers: options.headers }),
    profile,
    seed: options.seed,
    ...(target === undefined ? {} : { target }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
    onRecording: (recording) => {
      stopNoting = session.onStall((lateMs) =>
        recording.add({ kind: 'stall', call: 0, ms: recording.nowMs(), lateMs }),
      );
    },
  }).finally(() => stopNoting());
  const release = await session.judging();
  try {
    return await judgeDriven(session, trace, look, driven, beganMs);
  } finally {
    release();
  }
}

async function judgeDriven(
  session: Session,
  trace: Trace,
  look: Look,
  driven: DriveResult,
  beganMs: number,
): Promise<CaseOutcome> {
  const { options, target, folder, wanted } = session;
  const { transcript } = driven;
  const stalls = transcript.events.filter((event) => event.kind === 'stall');
  const lateMs = Math.max(0, ...stalls.map((stall) => stall.lateMs));
  const { judgements, doubtful, dropped } = weigh(judgeTranscript(transcript, wanted), look, (finding) =>
    mayBeOurStall(finding, stalls),
  );
  const hasFindings = judgements.some(({ findings }) => findings.length > 0);
  const judged = judgedCase(trace, judgements, {
    durationMs: Math.round(monotonicClock.nowMs() - beganMs),
    notJudged: whyNotJudged(driven, dropped ? lateMs : 0, options.signal),
    leftOut: whatWasLeftOut(trace, driven),
    transcript: await folder.writeTranscript(trace.id, (file) => writeTranscript(file, transcript)),
    trace: hasFindings ? await folder.writeTrace(trace) : undefined,
    startedAt: transcript.header.startedAt,
  });
  const isNoted = !look.alone && session.crashes.some((crash) => crash.case === trace.id);
  if (driven.crashed && target !== undefined && !isNoted) {
    for (const crash of crashesIn(trace.id, transcript.events)) session.noteCrash(crash);
  }
  const drop = unexplainedDropMs(driven);
  return {
    judged,
    crashed: driven.crashed,
    lostTarget: driven.lostTarget,
    ...(drop === undefined ? {} : { droppedAtMs: beganMs + drop }),
    doubtful: doubtful && !look.again,
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
