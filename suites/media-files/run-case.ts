// One case from its steps to its verdict, with its files written.
import { judgedCase } from '../../harness/engine/case.ts';
import { weigh } from '../../harness/engine/doubt.ts';
import type { CaseOutcome, Look } from '../../harness/engine/run-cases.ts';
import type { CaseJudgement } from '../../harness/engine/verdicts.ts';
import { type DriveNamesResult, driveNamesTrace } from '../../harness/roles/file-client/driver.ts';
import type { ProbeTranscript } from '../../harness/roles/file-client/probe.ts';
import { writeProbes } from '../../harness/roles/file-client/probes-file.ts';
import type { Finding } from '../../harness/run.ts';
import type { NamesTrace } from '../../harness/traces/names-trace.ts';
import { monotonicClock } from '../../harness/wire/clock.ts';
import { type NamesCase, traceOf } from './case.ts';
import { judgeTranscript, strangeAnswers, whyInconclusive } from './judge.ts';
import { observationsIn, takesCaseForOne } from './observations.ts';
import { reduceCase } from './reduce-case.ts';
import type { Session } from './session.ts';

/** A case that was asked and judged. */
export interface Asked {
  readonly trace: NamesTrace;
  readonly driven: DriveNamesResult;
  readonly judgements: readonly CaseJudgement[];
  /** Most by which our own event loop was late meanwhile. */
  readonly lateMs: number;
}

/** Asks and judges a case; of a generated one that fails, the shortest names that show it are added. */
export async function runCase(session: Session, head: NamesCase, look: Look): Promise<CaseOutcome> {
  const beganMs = monotonicClock.nowMs();
  if (head.only !== undefined && head.only !== session.known.binding) {
    const leftOut = `it is about ${head.only === 'store' ? 'stores' : 'validators'}`;
    return { judged: judgedCase(head, [], { leftOut }), crashed: false, lostTarget: false, doubtful: false };
  }
  const isLimited = session.known.binding === 'store' && head.generated === true && !look.again;
  const spent = isLimited ? session.timeBudget.isSpent(beganMs) : undefined;
  if (spent !== undefined) {
    return { judged: judgedCase(head, [], { leftOut: spent }), crashed: false, lostTarget: false, doubtful: false };
  }
  const first = await ask(session, traceOf(head, session.known));
  const asked = await reduceCase(session, head, first, (trace) => ask(session, trace));
  const release = await session.judging();
  try {
    return await concluded(session, asked, look, beganMs);
  } finally {
    release();
  }
}

async function ask(session: Session, trace: NamesTrace): Promise<Asked> {
  const { binding, journal, options } = session;
  let lateMs = 0;
  const stopNoting = session.onStall((ms) => {
    lateMs = Math.max(lateMs, ms);
  });
  try {
    const driven = await driveNamesTrace({
      trace,
      binding,
      namePrefix: session.nextPrefix(),
      ...(journal === undefined ? {} : { journal }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    return { trace, driven, judgements: judgeTranscript(driven.transcript, session.wanted), lateMs };
  } finally {
    stopNoting();
  }
}

async function concluded(
  session: Session,
  { trace, driven, judgements: all, lateMs }: Asked,
  look: Look,
  beganMs: number,
): Promise<CaseOutcome> {
  const { transcript } = driven;
  const { folder, options } = session;
  session.observations.push(...observationsIn(transcript));
  session.spared += driven.spared;
  session.strange += strangeAnswers(transcript).length;
  session.caseIsOne ??= takesCaseForOne(transcript);
  const { judgements, doubtful, dropped } = weigh(all, look, (finding) =>
    mayBeOurStall(finding, transcript, lateMs, session),
  );
  const hasFindings = judgements.some(({ findings }) => findings.length > 0);
  const judged = judgedCase(trace, judgements, {
    durationMs: Math.round(monotonicClock.nowMs() - beganMs),
    notJudged: whyNotJudged(driven, dropped ? lateMs : 0, options.signal),
    leftOut: whatWasSpared(driven, trace),
    transcript: await folder.writeTranscript(trace.id, (file) => writeProbes(file, transcript)),
    trace: hasFindings ? await folder.writeTrace(trace) : undefined,
    startedAt: transcript.header.startedAt,
  });
  return { judged, crashed: false, lostTarget: driven.lostTarget, doubtful: doubtful && !look.again };
}

/**
 * The time that the first answer has, unscaled. Once a target has hung, others are given less: that we were late for a part
 * of that little excuses nothing.
 */
const FIRST_LIMIT_MS = { store: 5000, validator: 2000 } as const;

/** Time is only ever judged as an answer that did not come: ours where we were late for half of the time it had. */
function mayBeOurStall(
  { at }: Finding,
  { events }: ProbeTranscript,
  lateMs: number,
  { known, options }: Session,
): boolean {
  const event = at === undefined ? undefined : events[at.event];
  const hasTimedOut = event?.kind === 'probe' && event.failure?.kind === 'timeout';
  return hasTimedOut && lateMs >= (FIRST_LIMIT_MS[known.binding] * options.timeoutScale) / 2;
}

function whatWasSpared({ spared }: DriveNamesResult, { steps }: NamesTrace): string | undefined {
  if (spared === 0) return undefined;
  return `${spared} of ${steps.length} steps left out: names like theirs were never answered`;
}

function whyNotJudged(driven: DriveNamesResult, lateMs: number, signal: AbortSignal | undefined): string | undefined {
  if (signal?.aborted) return 'the run was interrupted';
  if (driven.unusable !== undefined) return driven.unusable.reason;
  if (driven.timedOut) return 'the case ran into its time limit';
  if (lateMs > 0) return `this machine was too busy to judge time: the event loop was ${Math.round(lateMs)} ms late`;
  return whyInconclusive(driven.transcript);
}
