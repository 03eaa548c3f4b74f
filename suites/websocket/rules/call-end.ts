// ws.call.close-frame and ws.call.quiet-after-end: who may end a call how, and what is said after it.
import {
  cloudEnd,
  describeExit,
  hostileFrom,
  inFlightMs,
  pausedBetween,
  processExits,
  serverEnding,
  stalledBetween,
  undocumentedFrom,
} from '../call-course.ts';
import { isExitOwned } from '../incident-owner.ts';
import type { CallView, CaseView, Located, Rule, RuleFinding, ServerMessage } from '../rule.ts';

const closeFrame: Rule = {
  requirement: 'ws.call.close-frame',
  judge: (view) => {
    const ended = view.calls.flatMap((call) => {
      const ending = call.open ? serverEnding(call, undocumentedFrom(call)) : undefined;
      // Octets that are no frames are a matter of the frames; the call may have been ended well within them.
      if (ending === undefined || ending.how === 'garbage') return [];
      if (ending.how !== 'dropped') return [{ ending, exit: undefined }];
      const exit = processExits(view)[0];
      if (exit !== undefined && isExitOwned(view, exit.index)) return [];
      return [{ ending, exit }];
    });
    return {
      exercised: ended.length,
      findings: ended.flatMap(({ ending, exit }): RuleFinding[] =>
        ending.how === 'dropped'
          ? [
              {
                message: 'the server ended the call by dropping the TCP connection',
                expected: 'call_hangup, or a Close frame, before TCP ends',
                observed: exit === undefined ? ending.observed : `${ending.observed}; ${describeExit(exit)}`,
                at: ending.at,
              },
            ]
          : [],
      ),
    };
  },
};

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
