// ws.isolates.calls: what one call does neither ends another nor is heard in it.
import {
  describeExit,
  endedByCloudFrom,
  endsUnlikeUndisturbed,
  hostileFrom,
  livedOn,
  mayEndByItself,
  processExits,
  serverEnding,
  unansweredPings,
} from '../call-course.ts';
import { crosstalkOf } from '../crosstalk.ts';
import type { CallView, CaseView, Located, Rule, RuleFinding } from '../rule.ts';

/** Calls that the driver makes for itself, or one after another, share nothing that could be told. */
const OWN_LABELS: readonly string[] = ['main', 'probe', 'retry', 'churn'];

const isolation: Rule = {
  requirement: 'ws.isolates.calls',
  judge: (view) => {
    const calls = view.calls.filter(({ open, label }) => open && !OWN_LABELS.includes(label));
    if (!view.transcript.header.requirements.includes('ws.isolates.calls') || calls.length < 2) {
      return { exercised: 0, findings: [] };
    }
    const crash = crashOf(view, calls);
    if (crash !== undefined) return { exercised: 1, findings: [crash] };
    const outcomes = calls.map((call) => judgeBystander(view, call, calls));
    const heard = crosstalkOf(calls);
    const findings = [
      ...outcomes.filter((outcome) => typeof outcome === 'object'),
      ...endedEarly(view, calls),
      ...heard,
    ];
    return {
      exercised: Math.max(outcomes.filter((outcome) => outcome !== 'untold').length, findings.length),
      findings,
    };
  },
};

/** The process ended once a call had been disturbed: that ended all the others. */
function crashOf(view: CaseView, calls: readonly CallView[]): RuleFinding | undefined {
  const firstIndex = Math.min(...calls.map(disturbedAt));
  const exit = processExits(view).find(({ index }) => index > firstIndex);
  if (exit === undefined) return undefined;
  return {
    message: "the server's process ended while several calls were up",
    expected: 'what one call does leaves the others alone',
    observed: describeExit(exit),
    at: exit,
  };
}

/** Index from which a call is ending or broken: what the others must not notice. */
const disturbedAt = (call: CallView): number => Math.min(endedByCloudFrom(call), hostileFrom(call));

/** The first moment at which another call was disturbed while this one was up; none where it was the first itself. */
function disturbanceOf(view: CaseView, call: CallView, calls: readonly CallView[]): Located | undefined {
  const opened = call.response?.index ?? Number.POSITIVE_INFINITY;
  const others = calls.filter((other) => other !== call).map((other) => ({ other, index: disturbedAt(other) }));
  const during = others
    .filter(({ index }) => index > opened && index < disturbedAt(call))
    .sort((a, b) => a.index - b.index);
  const index = during[0]?.index;
  const event = index === undefined ? undefined : view.transcript.events[index];
  return event === undefined || index === undefined ? undefined : { index, event };
}

function judgeBystander(view: CaseView, call: CallView, calls: readonly CallView[]): 'untold' | 'fine' | RuleFinding {
  const { profile } = view.transcript.header;
  const disturbance = disturbanceOf(view, call, calls);
  if (disturbance === undefined) return 'untold';
  const culprit = calls.find(({ call: number }) => number === disturbance.event.call);
  const finding = (observed: string, at: Located): RuleFinding => ({
    message: `the call ${call.label} did not survive what happened to the call ${culprit?.label ?? 'beside it'}`,
    expected: 'what one call does leaves the others alone',
    observed,
    at,
  });
  const ending = serverEnding(call);
  if (ending !== undefined && ending.at.index > disturbance.index) {
    const isBad = ending.how === 'dropped' || ending.how === 'error-close';
    const isHeld = isBad
      ? !mayEndByItself(call, profile, ending.at.event.ms)
      : ending.how !== 'garbage' && endsUnlikeUndisturbed(call, profile, ending.at);
    const afterMs = Math.round(ending.at.event.ms - disturbance.event.ms);
    if (isHeld) return finding(`${ending.observed}, ${afterMs} ms after it`, ending.at);
  }
  const hung = profile.answersPing
    ? unansweredPings(view, call, hostileFrom(call)).find(
        ({ ping }) => ping.index > disturbance.index && !livedOn(call, ping),
      )
    : undefined;
  if (hung !== undefined) {
    return finding(`the call hangs: no Pong and no other frame within ${Math.round(hung.waitedMs)} ms`, hung.ping);
  }
  return livedOn(call, disturbance) ? 'fine' : 'untold';
}

/** So many calls cut short are no coincidence of what was said in them. */
const TOO_MANY = 3;

/**
 * A server that ends calls by itself, and much earlier where several run at once, counts over all of them what it should
 * count for each: seconds heard, words, turns.
 */
function endedEarly(view: CaseView, calls: readonly CallView[]): readonly RuleFinding[] {
  const { endsByItselfMs } = view.transcript.header.profile;
  if (endsByItselfMs === undefined) return [];
  const early = calls.flatMap((call) => {
    const ending = serverEnding(call);
    if (ending === undefined || (ending.how !== 'hangup' && ending.how !== 'close')) return [];
    const afterMs = ending.at.event.ms - (call.callStart?.event.ms ?? 0);
    return afterMs < endsByItselfMs / 2 ? [{ call, ending, afterMs }] : [];
  });
  const [first] = early;
  if (first === undefined || early.length < TOO_MANY) return [];
  return [
    {
      message: 'calls are ended much earlier where several run at once',
      expected: `calls go on as they would alone, where the server ended none before ${Math.round(endsByItselfMs)} ms`,
      observed: `${early.length} of ${calls.length} calls ended early, the call ${first.call.label} after ${Math.round(first.afterMs)} ms: ${first.ending.observed}`,
      at: first.ending.at,
    },
  ];
}

export const isolatesRules: readonly Rule[] = [isolation];
