import type { Step, Trace } from '../../../harness/traces/trace.ts';
import { audio, audioStart, callStart, ms, ping, reset, tone } from '../steps.ts';
import { hostileCase } from './call-case.ts';

const requirements = ['ws.survives.churn'];

const AT_ONCE = 8;

const shortCall: readonly Step[] = [callStart(), audioStart(), audio(tone(440), ms(40)), ping()];
const sample: Step = { do: 'sample-process' };

/** So many calls, one in five after another and the rest several at once. */
function calls(times: number): readonly Step[] {
  const alone = times / 5;
  return [
    { do: 'churn', times: alone, atOnce: 1, steps: shortCall },
    { do: 'churn', times: times - alone, atOnce: AT_ONCE, steps: shortCall },
  ];
}

// The two halves are alike: what a server takes once, caches and compiled code, it takes in the first; what grows in
// the second too is a leak.
export const churnCases: readonly Trace[] = [
  hostileCase('churn/forty-calls', {
    title: 'Forty short calls, one after another and at once',
    requirements,
    profile: 'smoke',
    steps: [sample, calls(20), sample, calls(20), sample],
  }),
  hostileCase('churn/two-hundred-calls', {
    title: 'Two hundred short calls, one after another and at once',
    requirements,
    steps: [sample, calls(100), sample, calls(100), sample],
  }),
  hostileCase('churn/forty-resets', {
    title: 'Forty short calls that end in a reset',
    requirements,
    steps: [
      sample,
      { do: 'churn', times: 20, atOnce: AT_ONCE, steps: [callStart(), ping(), reset()] },
      sample,
      { do: 'churn', times: 20, atOnce: AT_ONCE, steps: [callStart(), ping(), reset()] },
      sample,
    ],
  }),
];
