import type { Trace } from '../../../harness/traces/trace.ts';
import { audio, audioStart, callStart, goesOnHearing, ms, tone } from '../steps.ts';
import { callCase } from './call-case.ts';

// The guide says "normally" 20 ms, so every other length is legal. 100 ms is 1600 bytes, which is as long as the
// guide's own limit for the other direction.
const LENGTHS: ReadonlyArray<{ readonly name: string; readonly frameSamples: number; readonly durationMs: number }> = [
  { name: 'one-sample', frameSamples: 1, durationMs: ms(60) },
  { name: '10-ms', frameSamples: 80, durationMs: ms(400) },
  { name: '20-ms', frameSamples: 160, durationMs: ms(400) },
  { name: '30-ms', frameSamples: 240, durationMs: ms(600) },
  { name: '100-ms', frameSamples: 800, durationMs: ms(600) },
  { name: 'odd', frameSamples: 37, durationMs: ms(400) },
];

export const frameDurationCases: readonly Trace[] = [
  ...LENGTHS.map(({ name, frameSamples, durationMs }) =>
    callCase(`frame-duration/${name}`, {
      title: `Audio in frames of ${frameSamples === 1 ? '1 sample' : `${frameSamples} samples`}`,
      // 20 ms is what the guide calls normal: the control among the others.
      requirements:
        name === '20-ms' ? ['ws.call.keeps-reading'] : ['ws.tolerates.frame-duration', 'ws.call.keeps-reading'],
      ...(name === 'one-sample' || name === '100-ms' ? { profile: 'smoke' } : {}),
      steps: [callStart(), audioStart(), audio(tone(440), durationMs, { frameSamples }), goesOnHearing()],
    }),
  ),
  callCase('frame-duration/mixed', {
    title: 'The length of the frames changes within the call',
    requirements: ['ws.tolerates.frame-duration', 'ws.call.keeps-reading'],
    profile: 'smoke',
    steps: [
      callStart(),
      audioStart(),
      [160, 80, 240, 1, 800, 37].map((frameSamples) =>
        audio(tone(440), frameSamples === 1 ? ms(5) : ms(100), { frameSamples }),
      ),
      goesOnHearing(),
    ],
  }),
];
