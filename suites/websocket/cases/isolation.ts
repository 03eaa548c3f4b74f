import type { ParallelCall, Step, Trace } from '../../../harness/traces/trace.ts';
import { audio, audioOn, audioStart, callStart, endOfCall, ms, ping, reset, text, tone } from '../steps.ts';
import { hostileCase } from './call-case.ts';

/** Far enough apart, and none a harmonic of another, that a trace of one in another call's audio is unmistakable. */
const TONES_HZ = [311, 433, 593, 797, 1031, 1301, 1637, 1993, 2393, 2833] as const;

/** The one that goes: neither the first call nor the last. */
const VICTIM_HZ = 1031;

const BEFORE_MS = 450;
const AFTERWARDS_MS = 450;

const call = (hz: number, steps: readonly Step[]): ParallelCall => ({
  label: `tone-${hz}`,
  steps: [callStart(`sip:tone-${hz}@example.com`), audioStart(), ...steps],
});

/** Ten calls with a tone each; one of them leaves in its way at half time. */
const tenCalls = (leave: readonly Step[]): Step => ({
  do: 'parallel',
  calls: TONES_HZ.map((hz) =>
    hz === VICTIM_HZ
      ? call(hz, [audio(tone(hz), BEFORE_MS), ...leave])
      : call(hz, [
          audio(tone(hz), BEFORE_MS),
          ping(),
          audioOn(tone(hz)),
          { do: 'wait', for: { kind: 'elapsed', ms: AFTERWARDS_MS } },
          ping(),
        ]),
  ),
});

const LEAVINGS: ReadonlyArray<{ readonly name: string; readonly how: string; readonly leave: readonly Step[] }> = [
  { name: 'one-ends', how: 'one of them ends', leave: endOfCall() },
  { name: 'one-is-reset', how: 'one of them is reset', leave: [reset()] },
  {
    name: 'one-breaks',
    how: 'one of them sends a frame with a reserved bit',
    leave: [
      { do: 'frame', opcode: 1, rsv: 4, payload: text('{"type":"audio_overflow_warning"}') },
      { do: 'wait', for: { kind: 'ended' }, withinMs: ms(300) },
    ],
  },
];

export const isolationCases: readonly Trace[] = LEAVINGS.map(({ name, how, leave }) =>
  hostileCase(`isolation/${name}`, {
    title: `Ten calls with different tones at once; ${how}`,
    requirements: ['ws.isolates.calls'],
    ...(name === 'one-is-reset' ? { profile: 'smoke' } : {}),
    steps: [tenCalls(leave)],
  }),
);
