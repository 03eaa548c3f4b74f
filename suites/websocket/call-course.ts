// How a call went: until when the Cloud itself was right, how the server ended the call, whether it lived on after a
// moment. Shared by the rules that judge endings, so that all of them draw the line in the same place.
import { tellingLines } from '../../harness/target/telling-lines.ts';
import type { EndEvent, FrameEvent, OctetsEvent, ProcessEvent, TargetProfile } from '../../harness/wire/transcript.ts';
import { cloudMessages } from './cloud-messages.ts';
import type { CallView, CaseView, Located } from './rule.ts';
import { closeCodeOf, OPCODE } from './view/frame-law.ts';

/**
 * How long what the server sent before it could know may still arrive, in milliseconds: it was on the wire, or in the
 * hands of a server that does one thing at a time.
 */
export function inFlightMs(profile: TargetProfile): number {
  return Math.max(250 * profile.timeoutScale, 5 * profile.worstRoundTripMs + 100);
}

/** Stalls that took up this share of a wait may have decided it: waits are several times what they need to be. */
const DECIDING_SHARE = 0.5;

/**
 * Our own event loop stood still for a good part of the time between two moments of the case: what came late then, or
 * not at all, may be our own doing.
 */
export function stalledBetween(view: CaseView, fromMs: number, toMs: number): boolean {
  let lateMs = 0;
  for (const event of view.transcript.events) {
    if (event.kind === 'stall' && event.ms >= fromMs && event.ms - event.lateMs <= toMs) lateMs += event.lateMs;
  }
  return lateMs > 0 && lateMs >= (toMs - fromMs) * DECIDING_SHARE;
}

/** The Cloud did not read from the socket at some moment between the two. */
export function pausedBetween(call: CallView, fromMs: number, toMs: number): boolean {
  let paused = false;
  for (const { event } of call.events) {
    if (event.kind !== 'reading') continue;
    if (event.ms > toMs) break;
    if (event.ms > fromMs && (paused || event.paused)) return true;
    paused = event.paused;
  }
  return paused;
}

/** The ends of the target's process that the case saw. */
export function processExits(view: CaseView): ReadonlyArray<Located<ProcessEvent>> {
  return view.transcript.events.flatMap((event, index) =>
    event.kind === 'process' && event.event === 'exit' ? [{ index, event }] : [],
  );
}

/** One line about a process that ended. */
export function describeExit({ event }: Located<ProcessEvent>): string {
  const how = event.signal ? `signal ${event.signal}` : `exit code ${event.exitCode ?? 'unknown'}`;
  const said = tellingLines(event.output ?? []).join(', ');
  return said === '' ? `the server's process ended (${how})` : `the server's process ended (${how}), saying: ${said}`;
}

/** Index of the first event from which the Cloud sent what no Cloud sends, broke the connection or fell silent. */
export function hostileFrom(call: CallView): number {
  return Math.min(
    call.spoiledAt?.index ?? Number.POSITIVE_INFINITY,
    call.events.find(({ event }) => event.kind === 'step' && event.do === 'go-silent')?.index ??
      Number.POSITIVE_INFINITY,
    cloudMessages(call).find(({ meaning }) => meaning === 'hostile')?.at.index ?? Number.POSITIVE_INFINITY,
  );
}

/** As hostileFrom, and what only a later edition of the guide could send counts too. */
export function undocumentedFrom(call: CallView): number {
  const future = cloudMessages(call).find(({ meaning }) => meaning === 'future');
  return Math.min(hostileFrom(call), future?.at.index ?? Number.POSITIVE_INFINITY);
}

/** Where the Cloud ended its side of TCP. */
export function cloudEnd(call: CallView): Located<EndEvent> | undefined {
  for (const { index, event } of call.events) {
    if (event.kind === 'end' && event.from === 'cloud') return { index, event };
  }
  return undefined;
}

/** Index of the event with which the Cloud began to end the call; infinity where it never did. */
export function endedByCloudFrom(call: CallView): number {
  return Math.min(
    call.callEnd?.index ?? Number.POSITIVE_INFINITY,
    call.cloudClose?.index ?? Number.POSITIVE_INFINITY,
    cloudEnd(call)?.index ?? Number.POSITIVE_INFINITY,
  );
}

/**
 * The Close frame tells of trouble: a code of RFC 6455 section 7.4.1 other than normal closure and going away. The codes
 * from 3000 are an application's own: Aculab Cloud hands them on as raw cause, so a server may end a call with them.
 */
export function isErrorClose(frame: Located<FrameEvent>): boolean {
  const code = closeCodeOf(frame.event);
  // A code that must not be on the wire at all says nothing; ws.frame.control reports it.
  return code !== undefined && (code === 1002 || code === 1003 || (code >= 1007 && code <= 1014));
}

export interface ServerEnding {
  readonly at: Located;
  readonly how: 'hangup' | 'close' | 'error-close' | 'dropped' | 'garbage';
  /** What came over the wire, in words. */
  readonly observed: string;
}

/** How the server ended an open call before the Cloud did and while the Cloud was right; undefined where it did not. */
export function serverEnding(call: CallView, rightUntil = hostileFrom(call)): ServerEnding | undefined {
  const limit = Math.min(endedByCloudFrom(call), rightUntil);
  const endings: ServerEnding[] = [];
  const { hangup, serverClose, serverEnd } = call;
  if (hangup !== undefined) endings.push({ at: hangup.at, how: 'hangup', observed: 'call_hangup' });
  if (serverClose !== undefined) endings.push(closeEnding(serverClose));
  if (serverEnd !== undefined) endings.push({ at: serverEnd, how: 'dropped', observed: describeDrop(serverEnd) });
  const garbage = serverGarbage(call);
  if (garbage !== undefined) endings.push({ at: garbage, how: 'garbage', observed: describeGarbage(garbage) });
  return endings.filter(({ at }) => at.index < limit).sort((a, b) => a.at.index - b.at.index)[0];
}

/**
 * Where the server's stream stopped being frames. Octets that the harness only refused to take, and then reset the
 * connection for, are none of that.
 */
export function serverGarbage(call: CallView): Located<OctetsEvent> | undefined {
  for (const [i, { index, event }] of call.events.entries()) {
    if (event.kind !== 'octets' || event.from !== 'server' || event.bytes === 0) continue;
    const next = call.events[i + 1]?.event;
    if (next?.kind !== 'end' || next.from !== 'cloud') return { index, event };
  }
  return undefined;
}

function closeEnding(close: Located<FrameEvent>): ServerEnding {
  const code = closeCodeOf(close.event);
  return {
    at: close,
    how: isErrorClose(close) ? 'error-close' : 'close',
    observed: code === undefined ? 'a Close frame without a status code' : `a Close frame with status ${code}`,
  };
}

/** In words, how TCP ended from the server's side. */
export function describeDrop({ event }: Located): string {
  const how = event.kind === 'end' && event.how === 'reset' ? 'RST' : 'FIN';
  return `TCP ended by the server (${how}) without a Close frame`;
}

function describeGarbage({ event: { reason } }: Located<OctetsEvent>): string {
  return reason === undefined ? 'octets that are no frame' : `octets that are no frame: ${reason}`;
}

/** A Ping that the driver waited for in vain. */
export interface UnansweredPing {
  readonly ping: Located<FrameEvent>;
  /** The end of the waiting. */
  readonly end: Located;
  readonly waitedMs: number;
}

/**
 * Legal Pings without a Pong although the driver waited, the call was up all the time and our own side can be trusted.
 * A connection that was ending meanwhile owes no answer (RFC 6455 section 5.5.2).
 */
export function unansweredPings(view: CaseView, call: CallView, rightUntil: number): readonly UnansweredPing[] {
  const found: UnansweredPing[] = [];
  const upUntil = Math.min(
    rightUntil,
    endedByCloudFrom(call),
    call.serverClose?.index ?? Number.POSITIVE_INFINITY,
    call.serverEnd?.index ?? Number.POSITIVE_INFINITY,
  );
  for (const end of call.events) {
    const { event } = end;
    if (event.kind !== 'step' || event.do !== 'ping' || event.phase !== 'end' || event.unmet === undefined) continue;
    if (end.index > upUntil) break;
    const ping = call.cloudFrames.findLast((frame) => frame.index < end.index && frame.event.opcode === OPCODE.ping);
    if (ping === undefined || !isLegalPing(ping.event) || answerTo(call, ping) !== undefined) continue;
    if (stalledBetween(view, ping.event.ms, event.ms) || pausedBetween(call, ping.event.ms, event.ms)) continue;
    found.push({ ping, end, waitedMs: event.ms - ping.event.ms });
  }
  return found;
}

function isLegalPing(frame: FrameEvent): boolean {
  return frame.fin && frame.rsv === 0 && frame.masked && frame.payloadBytes <= 125;
}

/** The Pong with a Ping's payload. */
export function answerTo(call: CallView, ping: Located<FrameEvent>): Located<FrameEvent> | undefined {
  return call.serverFrames.find(
    (frame) => frame.index > ping.index && frame.event.opcode === OPCODE.pong && samePayload(frame.event, ping.event),
  );
}

/** Payloads that the transcript no longer holds are taken to be the same where their lengths are. */
function samePayload(a: FrameEvent, b: FrameEvent): boolean {
  if (a.payloadBytes !== b.payloadBytes) return false;
  if (a.payload === undefined || b.payload === undefined) return true;
  return Buffer.compare(a.payload, b.payload) === 0;
}

/** A server that still says something so long after an event has lived through it, in milliseconds. */
const LIFE_AFTER_MS = 100;

/**
 * Proof that the call went on after an event: the Pong to a later Ping, a frame a good while later, or a proper closing
 * handshake after the Cloud ended the call.
 */
export function livedOn(call: CallView, after: Located, rightUntil = hostileFrom(call)): boolean {
  const isLater = (frame: Located): boolean => frame.index > after.index && frame.index < rightUntil;
  const ponged = call.cloudFrames.some((frame) => {
    if (!isLater(frame) || frame.event.opcode !== OPCODE.ping) return false;
    return answerTo(call, frame) !== undefined;
  });
  if (ponged) return true;
  const lastWord = call.hangup?.at.index ?? Number.POSITIVE_INFINITY;
  const spoke = call.serverFrames.some(
    (frame) =>
      isLater(frame) &&
      frame.index < lastWord &&
      frame.event.opcode !== OPCODE.close &&
      frame.event.ms >= after.event.ms + LIFE_AFTER_MS,
  );
  return spoke || closedProperly(call, after, rightUntil);
}

/** The Cloud's Close frame, sent after an event, was answered with a Close frame. */
export function closedProperly(call: CallView, after: Located, rightUntil = hostileFrom(call)): boolean {
  const { cloudClose, serverClose } = call;
  if (cloudClose === undefined || serverClose === undefined) return false;
  return (
    cloudClose.index > after.index &&
    cloudClose.index < rightUntil &&
    serverClose.index > cloudClose.index &&
    (!isErrorClose(serverClose) || closeCodeOf(serverClose.event) === closeCodeOf(cloudClose.event))
  );
}

/** Milliseconds of a moment since call_start, or since the upgrade where there was none. */
function sinceCallStart(call: CallView, ms: number): number {
  return ms - (call.callStart?.event.ms ?? call.response?.event.ms ?? 0);
}

/**
 * The server ends undisturbed calls at about this age too, so an ending then says nothing about what came before it.
 * A fifth and a quarter of a second are granted: an application acts on what it hears, not on the clock.
 */
export function mayEndByItself(call: CallView, profile: TargetProfile, ms: number): boolean {
  if (profile.endsByItselfMs === undefined) return false;
  return sinceCallStart(call, ms) >= 0.8 * profile.endsByItselfMs - 250 * profile.timeoutScale;
}

/** The Cloud had sent audio_end by then: the caller will say no more, and many a server then says good-bye. */
function isAudioOver(call: CallView, by: Located): boolean {
  return cloudMessages(call).some(({ type, at }) => type === 'audio_end' && at.index < by.index);
}

/**
 * The server ended the call in an orderly way at an age at which undisturbed calls were still going on, and before the
 * caller had finished: something made it do so.
 */
export function endsUnlikeUndisturbed(call: CallView, profile: TargetProfile, at: Located): boolean {
  return (
    profile.endsByItselfMs === undefined &&
    sinceCallStart(call, at.event.ms) < profile.watchedMs &&
    !isAudioOver(call, at)
  );
}

/**
 * A call came to a bad end at an age at which undisturbed calls do not end: while those were watched, or right after the
 * latest stimulus, where they were not watched for so long.
 */
export function isUnlikeUndisturbed(
  call: CallView,
  profile: TargetProfile,
  at: Located,
  latest: Located | undefined,
): boolean {
  if (mayEndByItself(call, profile, at.event.ms)) return false;
  if (sinceCallStart(call, at.event.ms) < profile.watchedMs) return true;
  return latest !== undefined && at.event.ms - latest.event.ms <= inFlightMs(profile);
}
