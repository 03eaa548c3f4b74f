// One case from its steps to its verdict, with its files written.
import { judgedCase } from '../../harness/engine/case.ts';
import { crashesIn } from '../../harness/engine/crashes.ts';
import { weigh } from '../../harness/engine/doubt.ts';
import type { CaseOutcome, Look } from '../../harness/engine/run-cases.ts';
import type { CaseJudgement } from '../../harness/engine/verdicts.ts';
import type { ExchangeTranscript } from '../../harness/http/exchange.ts';
import { writeExchanges } from '../../harness/http/exchanges-file.ts';
import type { Finding } from '../../harness/run.ts';
import type { ServicesTrace } from '../../harness/traces/services-trace.ts';
import { monotonicClock } from '../../harness/wire/clock.ts';
import { type ServicesCase, traceOf } from './case.ts';
import { type Driven, drive } from './drive.ts';
import { judgeServicesView } from './judge.ts';
import { noteKeywords } from './note-keywords.ts';
import { reduceCase } from './reduce-case.ts';
import type { Session } from './session.ts';
import { CRASH_REQUIREMENT, crashFinding } from './special-cases.ts';
import { viewWith } from './view.ts';

/** Requirements that a whole List is judged by, entries of other cases included. */
const ABOUT_WHOLE_LIST = /^services\.(response\.json|list\.shape)$/;

/** A case that was sent and judged. */
export interface Sent {
  readonly trace: ServicesTrace;
  readonly driven: Driven;
  readonly judgements: readonly CaseJudgement[];
}

/** Sends and judges a case; a generated one that fails is reduced to the fewest requests that show it. */
export async function runCase(session: Session, head: ServicesCase, look: Look): Promise<CaseOutcome> {
  const beganMs = monotonicClock.nowMs();
  const made = traceOf(head, session.known);
  if ('notApplicable' in made) {
    const judged = judgedCase(head, [], { leftOut: made.notApplicable });
    return { judged, crashed: false, lostTarget: false, doubtful: false };
  }
  const first = await send(session, made.trace);
  const { sent, note } = await reduceCase(session, head, first, (trace) => send(session, trace));
  const release = await session.judging();
  try {
    return await concluded(session, sent, note, look, beganMs);
  } finally {
    release();
  }
}

async function send(session: Session, trace: ServicesTrace): Promise<Sent> {
  const driven = await drive(session, session, session.options, trace, session.roundTripMs);
  const view = viewWith(driven.transcript, session.known.model);
  noteKeywords(session.keywords, view);
  const judgements = judgeServicesView(view, session.wanted);
  return { trace, driven, judgements: withCrash(trace, driven, judgements, session.wanted) };
}

/** A process that ends is a violation also where every request before it was answered as it should be. */
function withCrash(
  trace: ServicesTrace,
  { crashed }: Driven,
  judgements: readonly CaseJudgement[],
  wanted: ReadonlySet<string>,
): readonly CaseJudgement[] {
  if (!crashed || !wanted.has(CRASH_REQUIREMENT)) return judgements;
  if (judgements.some(({ findings }) => findings.some(({ verdict }) => verdict === 'fail'))) return judgements;
  return judgements.map((judgement) =>
    judgement.requirement === CRASH_REQUIREMENT
      ? { ...judgement, exercised: judgement.exercised + 1, findings: [...judgement.findings, crashFinding(trace.id)] }
      : judgement,
  );
}

async function concluded(
  session: Session,
  { trace, driven, judgements: all }: Sent,
  note: string | undefined,
  look: Look,
  beganMs: number,
): Promise<CaseOutcome> {
  const { transcript } = driven;
  const { folder, options, target } = session;
  const lateMs = Math.max(0, ...transcript.events.map((event) => (event.kind === 'stall' ? event.lateMs : 0)));
  // What a List says of services of other cases is theirs: what is wrong with them is looked for again without them.
  const isOthers = !look.alone && all.some(({ findings }) => findings.some((finding) => isOfList(finding, transcript)));
  const { judgements, doubtful, dropped } = weigh(all, look, (finding) => mayBeOurStall(finding, transcript));
  const hasFindings = judgements.some(({ findings }) => findings.length > 0);
  const judged = judgedCase(trace, judgements, {
    durationMs: Math.round(monotonicClock.nowMs() - beganMs),
    notJudged: whyNotJudged(driven, dropped ? lateMs : 0, options.signal),
    leftOut: note ?? tooLong(transcript),
    transcript: await folder.writeTranscript(trace.id, (file) => writeExchanges(file, transcript)),
    trace: hasFindings ? await folder.writeTrace(trace) : undefined,
    startedAt: transcript.header.startedAt,
  });
  const isNoted = !look.alone && session.crashes.some((crash) => crash.case === trace.id);
  if (driven.crashed && target !== undefined && !isNoted) {
    for (const crash of crashesIn(trace.id, transcript.events)) session.noteCrash(crash);
  }
  return {
    judged,
    crashed: driven.crashed,
    lostTarget: driven.lostTarget,
    doubtful: (doubtful || isOthers) && !look.again,
  };
}

function isOfList({ at, requirement }: Finding, { events }: ExchangeTranscript): boolean {
  const event = at === undefined ? undefined : events[at.event];
  return event?.kind === 'exchange' && event.operation.do === 'list' && ABOUT_WHOLE_LIST.test(requirement);
}

/** Time is only ever judged as an answer that did not come: ours where we were late for half of the time it had. */
function mayBeOurStall({ at }: Finding, { events }: ExchangeTranscript): boolean {
  const event = at === undefined ? undefined : events[at.event];
  if (event?.kind !== 'exchange' || event.failure?.kind !== 'timeout') return false;
  const stalls = events.filter((each) => each.kind === 'stall');
  const during = stalls.filter(({ ms, lateMs }) => ms >= event.ms && ms - lateMs <= event.ms + event.durationMs);
  return during.reduce((sum, { lateMs }) => sum + lateMs, 0) >= event.durationMs / 2;
}

function whyNotJudged({ transcript }: Driven, lateMs: number, signal: AbortSignal | undefined): string | undefined {
  if (signal?.aborted) return 'the run was interrupted';
  if (lateMs > 0) return `this machine was too busy to judge time: the event loop was ${Math.round(lateMs)} ms late`;
  for (const event of transcript.events) {
    if (event.kind !== 'exchange' || event.purpose !== 'step') continue;
    const { method, target } = event.request;
    if (event.failure !== undefined) return `${method} ${target}: ${event.failure.message}`;
    const status = event.response?.status;
    if (event.waits !== undefined && event.waits > 0 && (status === 429 || status === 503)) {
      return `${method} ${target}: ${status} also after ${event.waits} more tries`;
    }
  }
  return undefined;
}

/** An account with thousands of services has a list of which only the beginning is kept. */
function tooLong({ events }: ExchangeTranscript): string | undefined {
  for (const event of events) {
    if (event.kind !== 'exchange' || (event.operation.do !== 'list' && event.operation.do !== 'schema')) continue;
    const body = event.response?.body;
    if (body?.truncated !== true || event.failure !== undefined) continue;
    return `${event.request.method} ${event.request.target}: an answer of ${body.bytes} bytes is too long to be judged`;
  }
  return undefined;
}
