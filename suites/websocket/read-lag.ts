// How far behind the caller a server reads. Octets that it does not read pile up in the buffers of two operating systems,
// minutes of audio before anybody's queue is full; but a Ping waits in line behind the audio, so its answer tells.

import type { FrameEvent } from '../../harness/wire/transcript.ts';
import {
  answerTo,
  closedProperly,
  livedOn,
  pausedBetween,
  stalledBetween,
  unansweredPings,
  undocumentedFrom,
} from './call-course.ts';
import { isToleranceAtStake } from './incident-owner.ts';
import type { CallView, CaseView, Located } from './rule.ts';
import { OPCODE } from './view/frame-law.ts';

/** Half a second of audio: with less, no queue would ever fill. */
const FRAMES_TO_TELL = 25;

/** A second of audio unread is no jitter any more. Aculab Cloud's own limit is not published. */
const LAG_MS = 1000;

export interface ReadLag {
  readonly ping: Located<FrameEvent>;
  /** How long the answer took; undefined where none came at all. */
  readonly lagMs: number | undefined;
  readonly waitedMs: number;
  readonly isTooLong: boolean;
}

/** What each Ping behind at least half a second of audio tells, while the Cloud did nothing to hinder the server. */
export function readLags(view: CaseView, call: CallView): readonly ReadLag[] {
  const { profile } = view.transcript.header;
  if (!call.open || !profile.answersPing) return [];
  const right = undocumentedFrom(call);
  const audio = call.cloudFrames.filter(({ event }) => event.opcode === OPCODE.binary);
  const from = audio[FRAMES_TO_TELL - 1]?.index ?? Number.POSITIVE_INFINITY;
  const isTelling = ({ index }: Located): boolean =>
    index > from && index < right && !isToleranceAtStake(view, call, index) && !pausedBefore(call, index);
  const limitMs = LAG_MS * profile.timeoutScale + 5 * profile.worstRoundTripMs;

  const answered = call.cloudFrames.flatMap((ping): ReadLag[] => {
    if (ping.event.opcode !== OPCODE.ping || !isTelling(ping)) return [];
    const answer = answerTo(call, ping);
    if (answer === undefined || stalledBetween(view, ping.event.ms, answer.event.ms)) return [];
    if (pausedBetween(call, ping.event.ms, answer.event.ms)) return [];
    const lagMs = answer.event.ms - ping.event.ms;
    return [{ ping, lagMs, waitedMs: lagMs, isTooLong: lagMs > limitMs }];
  });
  const never = unansweredPings(view, call, right)
    .filter(({ ping }) => isTelling(ping) && !livedOn(call, ping) && !closedProperly(call, ping) && !isEnded(call))
    .map(({ ping, waitedMs }) => ({ ping, lagMs: undefined, waitedMs, isTooLong: true }));
  return [...answered, ...never];
}

/** A server that does one thing at a time stops reading while it cannot write: then we were the cause. */
function pausedBefore(call: CallView, before: number): boolean {
  return call.events.some(({ index, event }) => index < before && event.kind === 'reading' && event.paused);
}

/** A server that has said Close or ended TCP was there to read. */
function isEnded(call: CallView): boolean {
  return call.serverClose !== undefined || call.serverEnd !== undefined;
}
