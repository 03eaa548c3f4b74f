import type { Step, Trace } from '../../../harness/traces/trace.ts';
import {
  audioOn,
  audioStart,
  awaitClose,
  callEnd,
  callStart,
  callWithAudio,
  close,
  goesOn,
  send,
  tone,
} from '../steps.ts';
import { callCase } from './call-case.ts';
import { POINTS } from './points.ts';

const requirements = ['ws.tolerates.future', 'ws.call.pong'];

/** What a later edition might add: names that no edition uses, values of every JSON type. */
const ADDITION = { x_future: { since: 3, notes: ['new', null, true] }, x_trace_id: '7f3a', x_ratio: 0.5 } as const;

/** A documented message with properties that are not. */
function extended(step: Step): Step {
  return step.do === 'send' ? send({ ...step.message, ...ADDITION }) : step;
}

const KNOWN_MESSAGES: ReadonlyArray<{ readonly name: string; readonly message: Readonly<Record<string, unknown>> }> = [
  { name: 'error', message: { type: 'error', reason: 'The message was not understood' } },
  { name: 'audio-overflow-warning', message: { type: 'audio_overflow_warning' } },
  { name: 'audio-play-finished', message: { type: 'audio_play_finished', id: 'no-such-play' } },
];

export const futureCases: readonly Trace[] = [
  ...POINTS.map((point) =>
    callCase(`future/unknown-type/${point.name}`, {
      title: `A message of an unknown type arrives ${point.when}`,
      requirements,
      ...(point.name === 'during-audio' ? { profile: 'smoke' } : {}),
      steps: [point.reach, send({ type: 'x_future_notice', level: 3, detail: { code: 'later' } }), point.onward],
    }),
  ),
  callCase('future/unknown-type/without-properties', {
    title: 'A message of an unknown type with nothing but its type',
    requirements,
    steps: [callWithAudio(), send({ type: 'x_keep_alive' }), goesOn()],
  }),
  callCase('future/unknown-property/call-set-up', {
    title: 'call_start and audio_start carry properties that are not documented',
    requirements,
    profile: 'smoke',
    steps: [extended(callStart()), extended(audioStart()), audioOn(tone(440)), goesOn()],
  }),
  callCase('future/unknown-property/call-end', {
    title: 'call_end carries properties that are not documented',
    requirements: ['ws.tolerates.future', 'ws.call.close-handshake'],
    steps: [callWithAudio(), goesOn(), extended(callEnd()), close(1000), awaitClose()],
  }),
  ...KNOWN_MESSAGES.map(({ name, message }) =>
    callCase(`future/unknown-property/${name}`, {
      title: `${message.type} carries properties that are not documented`,
      requirements,
      // Without them first, so that it is the properties that are put to the test.
      steps: [callWithAudio(), send(message), goesOn(), send({ ...message, ...ADDITION }), goesOn()],
    }),
  ),
];
