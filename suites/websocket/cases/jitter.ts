import type { Pacing, Trace } from '../../../harness/traces/trace.ts';
import { audio, audioStart, callStart, goesOnHearing, ms, tone } from '../steps.ts';
import { callCase } from './call-case.ts';

const PACINGS: ReadonlyArray<{ readonly name: string; readonly title: string; readonly pacing: Pacing }> = [
  { name: 'bursts', title: 'Audio in bursts of five frames', pacing: { burst: 5 } },
  { name: 'pause', title: 'Nothing for 600 ms, then the missing audio at once', pacing: { pauseMs: 600 } },
  { name: 'uneven', title: 'Every frame up to 15 ms early or late', pacing: { jitterMs: 15 } },
  {
    name: 'all-together',
    title: 'Bursts, jitter and a pause in one call',
    pacing: { burst: 3, jitterMs: 15, pauseMs: 600 },
  },
  { name: 'at-once', title: 'One second of audio without any pacing', pacing: { unpaced: true } },
];

export const jitterCases: readonly Trace[] = PACINGS.map(({ name, title, pacing }) =>
  callCase(`jitter/${name}`, {
    title,
    requirements: ['ws.tolerates.jitter', 'ws.call.keeps-reading'],
    ...(name === 'bursts' || name === 'pause' || name === 'uneven' ? { profile: 'smoke' } : {}),
    steps: [callStart(), audioStart(), audio(tone(440), ms(1200), { pacing }), goesOnHearing()],
  }),
);
