// What the Cloud attacked a server with, found on the wire: a case that declares a requirement of ws.survives has only
// kept its word where its attack is really there.

import { cloudEnd } from './call-course.ts';
import { type CloudMessage, cloudMessages } from './cloud-messages.ts';
import type { CallView, CaseView, Located } from './rule.ts';

/** A message of this size is oversized, in bytes: the guide's own limit for frames is 1600. */
const OVERSIZED_BYTES = 32 * 1024;

type FindStimulus = (call: CallView) => Located | undefined;

/** The requirements of ws.survives, each with the first event of a call that tests it. */
export const SURVIVES_STIMULI = {
  'ws.survives.connection-loss': (call) => stepOf(call, 'go-silent') ?? brokenOff(call),
  'ws.survives.malformed-json': (call) => cloudMessages(call).find(isNoPlainMessage)?.at,
  'ws.survives.malformed-frame': (call) => octetsOf(call) ?? illegalFrame(call),
  'ws.survives.invalid-utf8': (call) =>
    cloudMessages(call).find(isInvalidUtf8)?.at ?? illegalFrame(call) ?? octetsOf(call),
  'ws.survives.oversized-message': (call) =>
    call.cloudFrames.find(({ event }) => event.payloadBytes >= OVERSIZED_BYTES) ??
    cloudMessages(call).find(({ payloadBytes }) => payloadBytes >= OVERSIZED_BYTES)?.at ??
    octetsOf(call),
  'ws.survives.bad-handshake': (call) =>
    call.events.find(({ event }) => event.kind === 'request' && event.deviant === true) ??
    (call.open ? undefined : octetsOf(call)),
} as const satisfies Readonly<Record<string, FindStimulus>>;

export type SurvivesRequirement = keyof typeof SURVIVES_STIMULI;

export function isSurvivesRequirement(id: string): id is SurvivesRequirement {
  return Object.hasOwn(SURVIVES_STIMULI, id);
}

/** The first event of the case that tests a requirement of ws.survives. */
export function hostileStimulus(view: CaseView, requirement: SurvivesRequirement): Located | undefined {
  const find: FindStimulus = SURVIVES_STIMULI[requirement];
  return view.calls
    .flatMap((call) => find(call) ?? [])
    .reduce<Located | undefined>(
      (first, next) => (first === undefined || next.index < first.index ? next : first),
      undefined,
    );
}

const octetsOf = (call: CallView): Located | undefined =>
  call.events.find(({ event }) => event.kind === 'octets' && event.from === 'cloud');

/** The first frame that RFC 6455 does not allow. */
const illegalFrame = ({ spoiledAt }: CallView): Located | undefined =>
  spoiledAt?.event.kind === 'frame' ? spoiledAt : undefined;

/** Where the Cloud ended TCP although neither side had closed the connection. */
function brokenOff(call: CallView): Located | undefined {
  const end = cloudEnd(call);
  if (end === undefined) return undefined;
  const isOver = [call.cloudClose, call.serverEnd].some((before) => before !== undefined && before.index < end.index);
  return isOver ? undefined : end;
}

const stepOf = (call: CallView, what: string): Located | undefined =>
  call.events.find(({ event }) => event.kind === 'step' && event.do === what);

/**
 * Anything but a documented message in its plain spelling: the same text parsed and written again. Duplicate keys and
 * lone surrogates parse well and are hostile all the same.
 */
function isNoPlainMessage({ kind, meaning, text, object }: CloudMessage): boolean {
  if (meaning !== 'documented') return true;
  if (kind === 'binary' || text === undefined || object === undefined) return false;
  return JSON.stringify(object) !== text || /\\ud[89a-f]/i.test(text);
}

const isInvalidUtf8 = ({ kind, text, octets }: CloudMessage): boolean =>
  kind === 'text' && text === undefined && octets !== undefined;
