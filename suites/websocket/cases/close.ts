import type { Trace } from '../../../harness/traces/trace.ts';
import {
  audio,
  audioStart,
  awaitClose,
  callEnd,
  callStart,
  callWithAudio,
  close,
  ms,
  ping,
  tone,
  untilPlaying,
} from '../steps.ts';
import { callCase } from './call-case.ts';

const requirements = ['ws.call.close-handshake', 'ws.frame.control'];

const CLOSES: ReadonlyArray<{ readonly name: string; readonly how: string; readonly code?: number }> = [
  { name: '1000', how: 'with status 1000', code: 1000 },
  { name: '1001', how: 'with status 1001', code: 1001 },
  { name: 'without-status', how: 'without a status' },
];

export const closeCases: readonly Trace[] = [
  ...CLOSES.map(({ name, how, code }) =>
    callCase(`close/${name}`, {
      title: `Aculab Cloud closes ${how}`,
      requirements,
      profile: 'smoke',
      steps: [callStart(), audioStart(), audio(tone(440), ms(200)), ping(), close(code), awaitClose()],
    }),
  ),
  callCase('close/right-after-upgrade', {
    title: 'Aculab Cloud closes before any message',
    requirements,
    steps: [{ do: 'connect' }, close(1000), awaitClose()],
  }),
  callCase('close/while-playing', {
    title: 'Aculab Cloud closes while the server plays',
    requirements,
    steps: [callWithAudio(), untilPlaying(), close(1000), awaitClose()],
  }),
  callCase('close/right-after-call-end', {
    title: 'Close follows call_end at once',
    requirements: [...requirements, 'ws.call.quiet-after-end', 'ws.call.close-frame'],
    profile: 'smoke',
    steps: [callStart(), audioStart(), audio(tone(440), ms(200)), callEnd(), close(1000), awaitClose()],
  }),
];
