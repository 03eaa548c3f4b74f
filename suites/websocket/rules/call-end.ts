// ws.call.close-frame and ws.call.quiet-after-end: who may end a call how, and what is said after it.
import {
  cloudEnd,
  describeDrop,
  describeExit,
  hostileFrom,
  inFlightMs,
  pausedBetween,
  processExits,
  type ServerEnding,
  serverEnding,
  stalledBetween,
  undocumentedFrom,
} from '../call-course.ts';
import { isDropOwned, isEndOwned, isExitOwned } from '../incident-owner.ts';
import type { CallView, CaseView, Located, Rule, RuleFinding, ServerMessage } from '../rule.ts';

const closeFrame: Rule = {
  requirement: 'ws.call.close-frame',
  judge: (view) => {
    const endings = view.calls.flatMap((call) => endingOf(view, call) ?? []);
    const exit = processExits(view)[0];
    return {
      exercised: endings.length,
      findings: endings.flatMap(({ how, at, observed }): RuleFinding[] =>
        how === 'dropped'
          ? [
              {
                message: 'the server ended the call by dropping the TCP connection',
                expected: 'call_hangup, or a Close frame, before TCP ends',
                observed: exit === undefined ? observed : `${observed}; ${describeExit(exit)}`,
                at,
              },
            ]
          : [],
      ),
    };
  },
};

/** How the server ended a call, where this rule is the one to say so. */
function endingOf(view: CaseView, call: CallView): ServerEnding | undefined {
  if (!call.open) return undefined;
  const ending = serverEnding(call, undocumentedFrom(call)) ?? dropAfterCallEnd(call);
  // Octets that are no frames are a matter of the frames; the call may have been ended well within them.
  if (ending === undefined || ending.how === 'garbage') return undefined;
  if (ending.how !== 'dropped') return ending;
  const exit = processExits(view)[0];
  if (exit !== undefined && isExitOwned(view, exit.index)) return undefined;
  const isAfterCallEnd = call.callEnd !== undefined && call.callEnd.index < ending.at.index;
  const isOwned = isAfterCallEnd ? isEndOwned(view, call, ending.at) : isDropOwned(view, call, ending.at);
  return isOwned ? undefined : ending;
}

/** After call_end the server may close first (reading R8), but it closes. Once we sent Close, that is for the handshake. */
function dropAfterCallEnd(call: CallView): ServerEnding | undefined {
  const { callEnd, serverEnd, hangup } = call;
  if (callEnd === undefined || serverEnd === undefined || serverEnd.index < callEnd.index) return undefined;
  const ends = [call.cloudClose, call.serverClose, cloudEnd(call), hangup?.at];
  if (ends.some((end) => end !== undefined && end.index < serverEnd.index)) return undefined;
  if (undocumentedFrom(call) < serverEnd.index) return undefined;
  return { at: serverEnd, how: 'dropped', observed: `${describeDrop(serverEnd)}, after call_end` };
}

/** What was said after call_end, in a call whose end was watched; undefined where nothing can be told. */
function wordsAfterEnd(
  view: CaseView,
  call: CallView,
): { late: readonly ServerMessage[]; callEnd: Located } | undefined {
  const { callEnd, serverClose, serverEnd, hangup } = call;
  if (!call.open || callEnd === undefined || undocumentedFrom(call) < callEnd.index) return undefined;
  // Where the server ended the call first, other requirements say what it may still send.
  if ([hangup?.at, serverClose, serverEnd].some((end) => end !== undefined && end.index < callEnd.index))
    return undefined;
  const allowanceMs = inFlightMs(view.transcript.header.profile);
  const graceUntilMs = callEnd.event.ms + allowanceMs;
  const right = hostileFrom(call);
  const words = call.serverMessages.filter(({ at }) => at.index > callEnd.index && at.index < right);
  const late = words.filter(({ at }) => at.event.ms > graceUntilMs);
  const watchedUntilMs = Math.min(...readableEnds(call).map(({ event }) => event.ms));
  const untilMs = late[0]?.at.event.ms ?? watchedUntilMs;
  // What waited in our own socket is not what the server said late.
  if (stalledBetween(view, callEnd.event.ms, untilMs)) return undefined;
  if (pausedBetween(call, callEnd.event.ms - allowanceMs, untilMs)) return undefined;
  const isOver = serverClose !== undefined || serverEnd !== undefined;
  // Messages that may have crossed prove nothing either way, unless the connection was watched beyond them.
  const isTold = late.length > 0 || watchedUntilMs > graceUntilMs || (isOver && words.length === 0);
  return isTold ? { late, callEnd } : undefined;
}

/** The events after which nothing of the server's can be seen any more, and the last event of the call. */
function readableEnds(call: CallView): readonly Located[] {
  const gone = call.events.find(({ event }) => event.kind === 'closed');
  return [call.serverClose, call.serverEnd, cloudEnd(call), gone, call.events.at(-1)].filter(
    (end) => end !== undefined,
  );
}

const quietAfterEnd: Rule = {
  requirement: 'ws.call.quiet-after-end',
  judge: (view) => {
    const told = view.calls.flatMap((call) => wordsAfterEnd(view, call) ?? []);
    return {
      exercised: told.length,
      findings: told.flatMap(({ late: [first, ...more], callEnd }): RuleFinding[] => {
        if (first === undefined) return [];
        const afterMs = Math.round(first.at.event.ms - callEnd.event.ms);
        const what = first.kind === 'binary' ? 'a binary message' : `a text message (${first.type ?? 'no type'})`;
        return [
          {
            message: 'the server goes on talking after call_end',
            expected: `no message once call_end has arrived (${Math.round(inFlightMs(view.transcript.header.profile))} ms are granted for what was on its way)`,
            observed: `${what} ${afterMs} ms after call_end${more.length === 0 ? '' : `, and ${more.length} more`}`,
            at: first.at,
          },
        ];
      }),
    };
  },
};

export const callEndRules: readonly Rule[] = [closeFrame, quietAfterEnd];
