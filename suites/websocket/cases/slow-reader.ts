import type { Trace } from '../../../harness/traces/trace.ts';
import { callStart, callWithAudio, elapsed, goesOn, untilPlaying } from '../steps.ts';
import { callCase } from './call-case.ts';

const requirements = ['ws.tolerates.slow-reader', 'ws.frame.sequence', 'ws.frame.length', 'ws.call.pong'];

export const slowReaderCases: readonly Trace[] = [
  callCase('slow-reader/while-playing', {
    title: 'Aculab Cloud stops reading for 1.5 s while the server plays',
    requirements,
    profile: 'smoke',
    steps: [callWithAudio(), untilPlaying(), { do: 'stall', ms: 1500 }, goesOn()],
  }),
  callCase('slow-reader/from-the-start', {
    title: 'Aculab Cloud does not read for 1.5 s after call_start',
    requirements,
    steps: [callWithAudio(), { do: 'stall', ms: 1500 }, goesOn()],
  }),
  callCase('slow-reader/hesitating', {
    title: 'Aculab Cloud stops reading five times for 200 ms',
    requirements,
    steps: [
      callWithAudio(),
      Array.from({ length: 5 }, () => [{ do: 'stall', ms: 200 } as const, elapsed(100)]).flat(),
      goesOn(),
    ],
  }),
  callCase('slow-reader/before-audio', {
    title: 'Aculab Cloud reads slowly and sends no audio',
    requirements,
    profile: 'full',
    steps: [callStart(), { do: 'stall', ms: 1500 }, elapsed(100)],
  }),
];
