import type { Trace } from '../../../harness/traces/trace.ts';
import {
  audio,
  audioEnd,
  audioStart,
  callStart,
  callWithAudio,
  elapsed,
  errorMessage,
  goesOn,
  ms,
  ping,
  tone,
} from '../steps.ts';
import { callCase } from './call-case.ts';
import { POINTS } from './points.ts';

const requirements = ['ws.tolerates.error', 'ws.call.pong'];

const REASONS: ReadonlyArray<{ readonly name: string; readonly reason: string }> = [
  { name: 'empty', reason: '' },
  { name: 'long', reason: 'The message could not be processed. '.repeat(40) },
  { name: 'utf-8', reason: 'Nicht verstanden: „äöü“ 漢字 😀' },
  { name: 'quotes', reason: 'Unexpected token "}" in {"type": "audio_start"}\n\tat line 1 \\ column 2' },
];

export const errorMessageCases: readonly Trace[] = [
  ...POINTS.map((point) =>
    callCase(`error-messages/${point.name}`, {
      title: `An error message arrives ${point.when}`,
      requirements,
      ...(point.name === 'right-after-play-start' ? {} : { profile: 'smoke' }),
      steps: [point.reach, errorMessage('The message could not be processed at this point'), point.onward],
    }),
  ),
  callCase('error-messages/after-audio-end', {
    title: 'An error message arrives after the last audio',
    requirements,
    steps: [
      callStart(),
      audioStart(),
      audio(tone(440), ms(100)),
      audioEnd(),
      errorMessage('The message could not be processed at this point'),
      ping(),
      elapsed(150),
      ping(),
    ],
  }),
  callCase('error-messages/repeated', {
    title: 'Ten error messages in a row',
    requirements,
    steps: [
      callWithAudio(),
      Array.from({ length: 10 }, (_, i) => errorMessage(`The message was not understood (${i + 1})`)),
      goesOn(),
    ],
  }),
  ...REASONS.map(({ name, reason }) =>
    callCase(`error-messages/reason/${name}`, {
      title: `An error message whose reason is ${name === 'utf-8' ? 'not ASCII' : name === 'quotes' ? 'full of quotes' : name}`,
      requirements,
      steps: [callWithAudio(), errorMessage(reason), goesOn()],
    }),
  ),
];
