// What the Cloud put a server to the test with, found on the wire: a case that declares a requirement of ws.tolerates
// has only kept its word where its stimulus is really there.

import { type CloudMessage, cloudMessages } from './cloud-messages.ts';
import type { CallView, Located } from './rule.ts';

/** A frame of calls to WebSockets normally holds 20 ms: 160 samples of 2 bytes. */
const NORMAL_FRAME_BYTES = 320;

/** Two frames further apart, or closer together, than this are late, paused or bursty, in milliseconds. */
const LATE_MS = 35;
const BURST_MS = 5;

/** All moments of a call at which it was put to this test, in order. */
type FindStimuli = (call: CallView) => readonly Located[];

/** The requirements of ws.tolerates, each with what tests it. */
export const TOLERATES_STIMULI = {
  'ws.tolerates.any-caller': (call) =>
    messagesWhere(call, ({ type, object }) => type === 'call_start' && typeof object?.from === 'string'),
  'ws.tolerates.no-audio': (call) => (call.callStart !== undefined && lacksAudio(call) ? [call.callStart] : []),
  'ws.tolerates.frame-duration': (call) =>
    messagesWhere(call, (message) => isAudio(message) && message.payloadBytes !== NORMAL_FRAME_BYTES),
  'ws.tolerates.jitter': unevenAudio,
  'ws.tolerates.call-end': (call) => (call.callEnd === undefined ? [] : [call.callEnd]),
  'ws.tolerates.error': (call) => messagesWhere(call, ({ type }) => type === 'error'),
  'ws.tolerates.overflow-warning': (call) => messagesWhere(call, ({ type }) => type === 'audio_overflow_warning'),
  'ws.tolerates.play-finished': (call) => messagesWhere(call, ({ type }) => type === 'audio_play_finished'),
  'ws.tolerates.json-forms': (call) => messagesWhere(call, isSpelledOtherwise),
  'ws.tolerates.fragmentation': (call) =>
    call.cloudFrames.filter(({ event }) => !event.fin && (event.opcode === 1 || event.opcode === 2)),
  'ws.tolerates.slow-reader': (call) => call.events.filter(({ event }) => event.kind === 'reading' && event.paused),
  'ws.tolerates.future': (call) =>
    cloudMessages(call)
      .filter(({ meaning }) => meaning === 'future')
      .map(({ at }) => at),
} as const satisfies Readonly<Record<string, FindStimuli>>;

export type ToleratesRequirement = keyof typeof TOLERATES_STIMULI;

/** The last moment before an event at which the call was put to this test: for a stall, the end of it counts too. */
export function latestStimulus(
  call: CallView,
  requirement: ToleratesRequirement,
  before: Located,
): Located | undefined {
  const stimuli =
    requirement === 'ws.tolerates.slow-reader'
      ? call.events.filter(({ event }) => event.kind === 'reading')
      : TOLERATES_STIMULI[requirement](call);
  return stimuli.findLast(({ index }) => index < before.index);
}

export function isToleratesRequirement(id: string): id is ToleratesRequirement {
  return Object.hasOwn(TOLERATES_STIMULI, id);
}

function messagesWhere(call: CallView, matches: (message: CloudMessage) => boolean): readonly Located[] {
  return cloudMessages(call)
    .filter((message) => message.meaning === 'documented' && matches(message))
    .map(({ at }) => at);
}

const isAudio = ({ kind, meaning }: CloudMessage): boolean => kind === 'binary' && meaning === 'documented';

function lacksAudio(call: CallView): boolean {
  const messages = cloudMessages(call);
  return !messages.some(isAudio) || !messages.some(({ type }) => type === 'audio_start');
}

function unevenAudio(call: CallView): readonly Located[] {
  const audio = cloudMessages(call).filter(isAudio);
  return audio
    .filter(({ at }, i) => {
      const before = audio[i - 1];
      if (before === undefined) return false;
      const gapMs = at.event.ms - before.at.event.ms;
      return gapMs > LATE_MS || gapMs < BURST_MS;
    })
    .map(({ at }) => at);
}

/** Legal JSON, but not spelled as JSON.stringify spells it, or with `type` in another place than the first. */
function isSpelledOtherwise({ text, object }: CloudMessage): boolean {
  if (text === undefined || object === undefined) return false;
  return JSON.stringify(object) !== text || Object.keys(object)[0] !== 'type';
}
