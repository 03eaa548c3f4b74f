// ws.frame.*, payload limit aside: what RFC 6455 asks of every frame, whatever it says.
import type { FrameEvent } from '../../../harness/wire/transcript.ts';
import { isOpaque, perItem } from '../per-item.ts';
import type { CallView, Located, Rule, RuleFinding, ServerMessage } from '../rule.ts';
import { controlFault, isControl, isData, shortestLengthBits } from '../view/frame-law.ts';
import { payloadOf } from '../view/message-text.ts';
import { announcedLength } from './announced-length.ts';

const serverFrames = (call: CallView) => call.serverFrames;

const unmasked = perItem('ws.frame.unmasked', serverFrames, (at) =>
  at.event.masked
    ? {
        message: 'A frame from the server is masked',
        expected: 'mask bit 0: only a client masks',
        observed: `a masked ${describe(at.event)}`,
        at,
      }
    : undefined,
);

const reserved = perItem('ws.frame.reserved', serverFrames, (at) => {
  const { opcode, rsv } = at.event;
  const observed: string[] = [];
  if (!isData(opcode) && !isControl(opcode)) observed.push(`opcode ${opcode}`);
  if (rsv !== 0) observed.push(`reserved bits ${rsv.toString(2).padStart(3, '0')}`);
  if (observed.length === 0) return undefined;
  return {
    message: 'A frame uses what no negotiated extension gives a meaning',
    expected: 'opcode 0, 1, 2, 8, 9 or 10 and reserved bits 000',
    observed: `${observed.join(' and ')} in a frame of ${at.event.payloadBytes} bytes`,
    at,
  };
});

const length: Rule = {
  requirement: 'ws.frame.length',
  judge(view) {
    const heads = view.calls.flatMap(({ events }) =>
      events.filter(({ event }) => announcedLength(event) === 'top-bit'),
    );
    const { exercised, findings } = shortestLength.judge(view);
    return { exercised: exercised + heads.length, findings: [...findings, ...heads.map(topBit)] };
  },
};

const shortestLength = perItem('ws.frame.length', serverFrames, (at) => {
  const { payloadBytes, lengthBits } = at.event;
  const shortest = shortestLengthBits(payloadBytes);
  if (lengthBits === shortest) return undefined;
  return {
    message: 'A frame codes its length in a longer form than it needs',
    expected: `${payloadBytes} bytes in the ${shortest} bit form`,
    observed: `${payloadBytes} bytes in the ${lengthBits} bit form`,
    at,
  };
});

const topBit = (at: Located): RuleFinding => ({
  message: 'A frame has a length that RFC 6455 forbids',
  expected: 'the top bit of a 64 bit length is 0',
  observed: 'a 64 bit length with its top bit set',
  at,
});

const control = perItem(
  'ws.frame.control',
  (call) => call.serverFrames.filter(({ event }) => isControl(event.opcode)),
  (at) => {
    const fault = controlFault(at.event);
    if (fault === undefined) return undefined;
    return {
      message: 'A control frame has an illegal form',
      expected:
        'control frames with FIN and at most 125 bytes; a Close frame empty, or with a code that may be on the wire and a reason in UTF-8',
      observed: `${fault} (${describe(at.event)})`,
      at,
    };
  },
);

const sequence: Rule = {
  requirement: 'ws.frame.sequence',
  judge(view) {
    const judged = view.calls.map(judgeSequence);
    return {
      exercised: judged.reduce((sum, { exercised }) => sum + exercised, 0),
      findings: judged.flatMap(({ findings }) => findings),
    };
  },
};

function judgeSequence({ serverFrames: frames }: CallView) {
  const findings: RuleFinding[] = [];
  let exercised = 0;
  let fragmented: Located<FrameEvent> | undefined;
  for (const at of frames) {
    const { opcode, fin } = at.event;
    if (!isData(opcode)) continue;
    exercised += 1;
    if (opcode === 0 && fragmented === undefined) {
      findings.push({
        message: 'A continuation frame continues nothing',
        expected: 'opcode 0 only after a frame of the same message without FIN',
        observed: `a continuation frame of ${at.event.payloadBytes} bytes with no message open`,
        at,
      });
    } else if (opcode !== 0 && fragmented !== undefined) {
      findings.push({
        message: 'A new message begins inside a fragmented one',
        expected: 'continuation frames until the one with FIN, control frames aside',
        observed: `a ${describe(at.event)} while the message of event ${fragmented.index} is not complete`,
        at,
      });
    }
    // After a continuation of nothing there is still nothing to continue.
    const continues = opcode !== 0 || fragmented !== undefined;
    fragmented = fin || !continues ? undefined : at;
  }
  return { exercised, findings };
}

const utf8 = perItem('ws.frame.utf8', keptTexts, (message) =>
  message.text !== undefined || isOpaque(message)
    ? undefined
    : {
        message: 'A text message is no UTF-8',
        expected: 'valid UTF-8',
        observed: `${message.payloadBytes} bytes: ${hexOf(message)}`,
        at: message.at,
      },
);

/** Text messages whose payload the transcript holds, all of it: of others nothing is known. */
function keptTexts(call: CallView): readonly ServerMessage[] {
  return call.serverMessages.filter(
    (message) => message.kind === 'text' && (message.text !== undefined || payloadOf(message.frames) !== undefined),
  );
}

function hexOf({ frames }: ServerMessage): string {
  const octets = payloadOf(frames) ?? new Uint8Array();
  const shown = Buffer.from(octets.subarray(0, 32)).toString('hex');
  return octets.length > 32 ? `${shown}…` : shown;
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'continuation'],
  [1, 'text'],
  [2, 'binary'],
  [8, 'Close'],
  [9, 'Ping'],
  [10, 'Pong'],
]);

const describe = ({ opcode, payloadBytes }: FrameEvent): string =>
  `${NAMES.get(opcode) ?? `opcode ${opcode}`} frame of ${payloadBytes} bytes`;

export const frameFormRules: readonly Rule[] = [unmasked, reserved, length, control, sequence, utf8];
