// ws.call.pong: RFC 6455 sections 5.5.2 and 5.5.3.
import { answerTo, livedOn, type UnansweredPing, unansweredPings, undocumentedFrom } from '../call-course.ts';
import { isToleranceAtStake } from '../incident-owner.ts';
import { readLags } from '../read-lag.ts';
import type { CallView, CaseView, Rule, RuleFinding } from '../rule.ts';
import { OPCODE } from '../view/frame-law.ts';

const pong: Rule = {
  requirement: 'ws.call.pong',
  judge: (view) => {
    const judged = view.calls.filter(({ open }) => open).map((call) => judgeCall(view, call));
    return {
      exercised: judged.reduce((sum, { answered, missing }) => sum + answered + missing.length, 0),
      findings: judged.flatMap(({ missing }) => missing),
    };
  },
};

function judgeCall(view: CaseView, call: CallView): { answered: number; missing: readonly RuleFinding[] } {
  const right = undocumentedFrom(call);
  const pings = call.cloudFrames.filter(({ index, event }) => event.opcode === OPCODE.ping && index < right);
  // A Ping that was never read is a matter of reading, not of answering.
  const unread = new Set(readLags(view, call).flatMap(({ ping, lagMs }) => (lagMs === undefined ? [ping.index] : [])));
  const missing = unansweredPings(view, call, right).filter(
    (unanswered) => !isHangOwned(view, call, unanswered) && !unread.has(unanswered.ping.index),
  );
  return {
    // A Pong may answer several Pings at once, namely the last of them (RFC 6455 section 5.5.3): only what was really
    // answered counts, and a Ping that was passed over is only judged where it was waited for.
    answered: pings.filter((ping) => answerTo(call, ping) !== undefined).length,
    missing: missing.map((ping) => unanswered(call, ping)),
  };
}

function unanswered(call: CallView, { ping, end, waitedMs }: UnansweredPing): RuleFinding {
  const other = call.serverFrames.find(
    ({ index, event }) => index > ping.index && index < end.index && event.opcode === OPCODE.pong,
  );
  const { payloadBytes } = ping.event;
  if (other !== undefined) {
    return {
      message: 'the server answered a Ping with another payload',
      expected: `a Pong with the ${payloadBytes} bytes of the Ping (${hex(ping.event.payload)})`,
      observed: `a Pong with ${other.event.payloadBytes} bytes (${hex(other.event.payload)})`,
      at: other,
    };
  }
  return {
    message: 'the server did not answer a Ping',
    expected: `a Pong with the ${payloadBytes} bytes of the Ping`,
    observed: `no Pong within ${Math.round(waitedMs)} ms`,
    at: ping,
  };
}

const hex = (payload: Uint8Array | undefined): string => Buffer.from(payload ?? []).toString('hex') || 'empty';

/** A call that shows no life at all after a stimulus that the case is made for hung under that stimulus. */
function isHangOwned(view: CaseView, call: CallView, { ping }: UnansweredPing): boolean {
  if (!view.transcript.header.profile.answersPing || livedOn(call, ping)) return false;
  return isToleranceAtStake(view, call, ping.index);
}

export const pingRules: readonly Rule[] = [pong];
