// ws.call.keeps-reading: the server takes audio as fast as it comes.

import { undocumentedFrom } from '../call-course.ts';
import type { CallView, Rule, RuleFinding } from '../rule.ts';
import { OPCODE } from '../view/frame-law.ts';

/** Half a second of audio: with less, no queue would ever fill. */
const FRAMES_TO_TELL = 25;

const keepsReading: Rule = {
  requirement: 'ws.call.keeps-reading',
  judge: (view) => {
    const calls = view.calls.filter((call) => call.open && (isTelling(call) || overflowOf(call) !== undefined));
    return {
      exercised: calls.length,
      findings: calls.flatMap((call): RuleFinding[] => {
        const overflow = overflowOf(call);
        if (overflow === undefined) return [];
        return [
          {
            message: 'the server does not read the audio: Aculab Cloud would drop it and warn of an overflow',
            expected: 'audio is read as fast as it is sent',
            observed: overflow.event.unmet ?? 'our send queue did not drain',
            at: overflow,
          },
        ];
      }),
    };
  },
};

function isTelling(call: CallView): boolean {
  const right = undocumentedFrom(call);
  const audio = call.cloudFrames.filter(({ index, event }) => event.opcode === OPCODE.binary && index < right);
  return audio.length >= FRAMES_TO_TELL && !stoppedReading(call, right);
}

/** The driver notes an `overflow` step when the socket no longer takes audio. */
function overflowOf(call: CallView) {
  const right = undocumentedFrom(call);
  for (const { index, event } of call.events) {
    if (event.kind !== 'step' || event.do !== 'overflow' || index >= right) continue;
    return stoppedReading(call, index) ? undefined : { index, event };
  }
  return undefined;
}

/** A server that does one thing at a time stops reading while it cannot write: then we were the cause. */
function stoppedReading(call: CallView, before: number): boolean {
  return call.events.some(({ index, event }) => index < before && event.kind === 'reading' && event.paused);
}

export const backPressureRules: readonly Rule[] = [keepsReading];
