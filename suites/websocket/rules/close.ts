// ws.call.close-handshake: how the connection ends once either side has sent a Close frame (RFC 6455 sections 5.5.1
// and 7.1), or the Cloud has ended the call.
import {
  describeDrop,
  describeExit,
  inFlightMs,
  livedOn,
  processExits,
  serverEnding,
  stalledBetween,
  unansweredPings,
  undocumentedFrom,
} from '../call-course.ts';
import { isExitOwned, isToleranceAtStake } from '../incident-owner.ts';
import type { CallView, CaseView, Located, Rule, RuleFinding } from '../rule.ts';
import { firstCorruption } from '../stream-corruption.ts';
import { isData } from '../view/frame-law.ts';

interface Judged {
  readonly isExercised: boolean;
  readonly findings: readonly RuleFinding[];
}

const UNTOLD: Judged = { isExercised: false, findings: [] };
const FINE: Judged = { isExercised: true, findings: [] };
const violated = (finding: RuleFinding): Judged => ({ isExercised: true, findings: [finding] });

/** The Cloud's Close was answered, or why not. */
function judgeAnswer(view: CaseView, call: CallView): Judged {
  const { cloudClose, serverClose, serverEnd } = call;
  if (cloudClose === undefined || undocumentedFrom(call) <= cloudClose.index) return UNTOLD;
  if (serverClose !== undefined) return judgeTcpEnd(view, call);
  // A stream that can no longer be read may well hold the Close; what broke it is reported as such.
  if (firstCorruption(call) !== undefined) return UNTOLD;
  if (serverEnd !== undefined) return judgeDrop(view, call, cloudClose, serverEnd);
  if (isHangOwned(view, call)) return UNTOLD;
  const wait = vainWait(view, call, cloudClose);
  if (wait === undefined) return UNTOLD;
  return violated({
    message: 'the server did not answer the Close frame',
    expected: 'a Close frame in answer to ours, then the end of TCP',
    observed: `no Close frame within ${Math.round(wait.event.ms - cloudClose.event.ms)} ms`,
    at: wait,
  });
}

/** The server ended TCP after our Close frame, and never sent one itself. */
function judgeDrop(view: CaseView, call: CallView, close: Located, serverEnd: Located): Judged {
  if (serverEnd.index < close.index || (call.spoiledAt?.index ?? Number.POSITIVE_INFINITY) < serverEnd.index)
    return UNTOLD;
  // After its own call_hangup the server may have closed, and a RST that crossed our Close taken its Close from us.
  const isCrossing = serverEnd.event.ms - close.event.ms <= inFlightMs(view.transcript.header.profile);
  const isReset = serverEnd.event.kind === 'end' && serverEnd.event.how === 'reset';
  if (call.hangup !== undefined && isReset && isCrossing) return UNTOLD;
  const exit = processExits(view)[0];
  if (exit !== undefined && isExitOwned(view, exit.index)) return UNTOLD;
  return violated({
    message: 'the server dropped the TCP connection instead of closing it',
    expected: 'a Close frame before TCP ends',
    observed: `${describeDrop(serverEnd)}, ${Math.round(serverEnd.event.ms - close.event.ms)} ms after ours${exit === undefined ? '' : `; ${describeExit(exit)}`}`,
    at: serverEnd,
  });
}

/** Both have sent a Close frame, so the server has to end TCP at once. FIN or RST is the same then: nothing is lost. */
function judgeTcpEnd(view: CaseView, call: CallView): Judged {
  const { cloudClose, serverClose, serverEnd } = call;
  if (cloudClose === undefined || serverClose === undefined) return UNTOLD;
  const both = cloudClose.index > serverClose.index ? cloudClose : serverClose;
  if (serverEnd !== undefined) return serverEnd.index > both.index ? FINE : UNTOLD;
  const wait = vainWait(view, call, both);
  if (wait === undefined) return UNTOLD;
  return violated({
    message: 'the server did not end the TCP connection after the closing handshake',
    expected: 'the end of TCP from the server, right after both Close frames',
    observed: `TCP still open after ${Math.round(wait.event.ms - both.event.ms)} ms`,
    at: wait,
  });
}

/** Where the driver stopped waiting for the end of the connection, unless our own side may be why it did not come. */
function vainWait(view: CaseView, call: CallView, since: Located): Located | undefined {
  const wait = call.events.find(
    ({ index, event }) =>
      index > since.index &&
      event.kind === 'step' &&
      event.do === 'await-close' &&
      event.phase === 'end' &&
      event.unmet !== undefined,
  );
  if (wait === undefined) return undefined;
  const { spoiledAt } = call;
  if (spoiledAt !== undefined && spoiledAt.index > since.index && !isOwnDestroy(call, spoiledAt, wait))
    return undefined;
  return stalledBetween(view, since.event.ms, wait.event.ms) ? undefined : wait;
}

/** At the end of a vain wait the driver lets go of the socket, which is no breach but the end of its patience. */
function isOwnDestroy(call: CallView, spoiledAt: Located, wait: Located): boolean {
  return (
    spoiledAt.index < wait.index &&
    !call.events.some(({ index, event }) => index > spoiledAt.index && index < wait.index && event.kind !== 'closed')
  );
}

/** The call hung after a stimulus that the case is made for: that stimulus answers for the missing Close too. */
function isHangOwned(view: CaseView, call: CallView): boolean {
  const [hung] = unansweredPings(view, call, undocumentedFrom(call));
  return hung !== undefined && !livedOn(call, hung.ping) && isToleranceAtStake(view, call, hung.ping.index);
}

/** RFC 6455 section 5.5.1: no data frames after a Close frame. The server orders its own frames, so nothing excuses it. */
function dataAfterClose(call: CallView): readonly RuleFinding[] {
  const { serverClose } = call;
  if (serverClose === undefined) return [];
  const data = call.serverFrames.filter(({ index, event }) => index > serverClose.index && isData(event.opcode));
  const [first] = data;
  if (first === undefined) return [];
  return [
    {
      message: 'the server sent data after its own Close frame',
      expected: 'no data frame after a Close frame',
      observed: `${data.length} data ${data.length === 1 ? 'frame' : 'frames'} after it`,
      at: first,
    },
  ];
}

/** A process that ends with a call already over breaks no call, yet it ended because the call did. */
function exitAtCallEnd(view: CaseView): readonly RuleFinding[] {
  const exit = processExits(view)[0];
  if (exit === undefined || isExitOwned(view, exit.index)) return [];
  const open = view.calls.filter((call) => call.open);
  const isReported = open.some(
    (call) =>
      serverEnding(call, undocumentedFrom(call))?.how === 'dropped' || judgeAnswer(view, call).findings.length > 0,
  );
  const hasEnded = open.some(
    ({ callEnd, cloudClose, serverClose }) =>
      Math.min(...[callEnd, cloudClose, serverClose].map((end) => end?.index ?? Number.POSITIVE_INFINITY)) < exit.index,
  );
  if (isReported || !hasEnded) return [];
  return [
    {
      message: 'the server did not live through the end of the call',
      expected: 'the connection ends, the server goes on',
      observed: describeExit(exit),
      at: exit,
    },
  ];
}

const closeHandshake: Rule = {
  requirement: 'ws.call.close-handshake',
  judge: (view) => {
    const judged = view.calls
      .filter(({ open }) => open)
      .map((call) => {
        const answer = judgeAnswer(view, call);
        const late = dataAfterClose(call);
        return { isExercised: answer.isExercised || late.length > 0, findings: [...answer.findings, ...late] };
      });
    const died = exitAtCallEnd(view);
    return {
      exercised: judged.filter(({ isExercised }) => isExercised).length + died.length,
      findings: [...judged.flatMap(({ findings }) => findings), ...died],
    };
  },
};

export const closeRules: readonly Rule[] = [closeHandshake];
