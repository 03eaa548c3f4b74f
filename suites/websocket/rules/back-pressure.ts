// ws.call.keeps-reading: the server takes audio as fast as it comes.

import { undocumentedFrom } from '../call-course.ts';
import { readLags } from '../read-lag.ts';
import type { CallView, CaseView, Located, Rule, RuleFinding } from '../rule.ts';

const keepsReading: Rule = {
  requirement: 'ws.call.keeps-reading',
  judge: (view) => {
    const judged = view.calls.map((call) => judgeCall(view, call));
    return {
      exercised: judged.reduce((sum, { exercised }) => sum + exercised, 0),
      findings: judged.flatMap(({ findings }) => findings),
    };
  },
};

function judgeCall(view: CaseView, call: CallView): { exercised: number; findings: readonly RuleFinding[] } {
  const overflow = overflowOf(call);
  if (overflow !== undefined) return { exercised: 1, findings: [notRead(overflow, 'the send queue is full')] };
  const lags = readLags(view, call);
  const findings = lags
    .filter(({ isTooLong }) => isTooLong)
    .map(({ ping, lagMs, waitedMs }) =>
      notRead(
        ping,
        lagMs === undefined
          ? `a Ping behind the audio was not reached in ${Math.round(waitedMs)} ms, nor was anything after it`
          : `a Ping behind the audio was answered after ${Math.round(lagMs)} ms`,
      ),
    );
  return { exercised: lags.length, findings };
}

function notRead(at: Located, observed: string): RuleFinding {
  return {
    message: 'The server does not read the audio as it comes: Aculab Cloud would drop it and warn of an overflow',
    expected: 'audio is read as fast as it is sent',
    observed,
    at,
  };
}

/** The driver notes an `overflow` step when the socket takes no more audio. */
function overflowOf(call: CallView): Located | undefined {
  const right = undocumentedFrom(call);
  const found = call.events.find(
    ({ index, event }) => event.kind === 'step' && event.do === 'overflow' && index < right,
  );
  const paused = call.events.some(
    ({ index, event }) => event.kind === 'reading' && event.paused && index < (found?.index ?? 0),
  );
  return paused ? undefined : found;
}

export const backPressureRules: readonly Rule[] = [keepsReading];
