// ws.frame.*, payload limit aside: what RFC 6455 asks of every frame, whatever it says.
import type { FrameEvent } from '../../../harness/wire/transcript.ts';
import { isOpaque, perCall, perItem } from '../per-item.ts';
import type { CallView, Located, Rule, RuleFinding, ServerMessage } from '../rule.ts';
import { controlFault, shortestLengthBits } from '../view/frame-law.ts';
import type { SequenceBreak } from '../view/frame-scan.ts';
import { payloadOf } from '../view/message-text.ts';
import { announcedLength } from './announced-length.ts';

const unmasked = perCall('ws.frame.unmasked', (call) => ({
  exercised: call.serverFrames.length,
  findings: call.scan.masked.map((at) => ({
    message: 'A frame from the server is masked',
    expected: 'mask bit 0: only a client masks',
    observed: `a masked ${describe(at.event)}`,
    at,
  })),
}));

const reserved = perCall('ws.frame.reserved', (call) => ({
  exercised: call.serverFrames.length,
  findings: call.scan.reserved.map((at) => ({
    message: 'A frame uses what no negotiated extension gives a meaning',
    expected: 'opcode 0, 1, 2, 8, 9 or 10 and reserved bits 000',
    observed: `opcode ${at.event.opcode} and reserved bits ${at.event.rsv.toString(2).padStart(3, '0')} in a frame of ${at.event.payloadBytes} bytes`,
    at,
  })),
}));

const length = perCall('ws.frame.length', (call) => {
  const { longForm, octets } = call.scan;
  const topBits = octets.filter(({ event }) => announcedLength(event) === 'top-bit');
  return {
    exercised: call.serverFrames.length + topBits.length,
    findings: [...longForm.map(longerThanNeeded), ...topBits.map(topBit)],
  };
});

const longerThanNeeded = (at: Located<FrameEvent>): RuleFinding => ({
  message: 'A frame codes its length in a longer form than it needs',
  expected: `${at.event.payloadBytes} bytes in the ${shortestLengthBits(at.event.payloadBytes)} bit form`,
  observed: `${at.event.payloadBytes} bytes in the ${at.event.lengthBits} bit form`,
  at,
});

const topBit = (at: Located): RuleFinding => ({
  message: 'A frame has a length that RFC 6455 forbids',
  expected: 'the top bit of a 64 bit length is 0',
  observed: 'a 64 bit length with its top bit set',
  at,
});

const control = perItem(
  'ws.frame.control',
  (call) => call.scan.controlFrames,
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

const sequence = perCall('ws.frame.sequence', (call) => {
  const { dataFrames, sequenceBreaks } = call.scan;
  return { exercised: dataFrames, findings: sequenceBreaks.map(brokenSequence) };
});

function brokenSequence({ at, inside }: SequenceBreak): RuleFinding {
  if (inside === undefined) {
    return {
      message: 'A continuation frame continues nothing',
      expected: 'opcode 0 only after a frame of the same message without FIN',
      observed: `a ${describe(at.event)} with no message open`,
      at,
    };
  }
  return {
    message: 'A new message begins inside a fragmented one',
    expected: 'continuation frames until the one with FIN, control frames aside',
    observed: `a ${describe(at.event)} while the message of event ${inside.index} is not complete`,
    at,
  };
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
  return call.scan.texts.filter((message) => message.text !== undefined || payloadOf(message.frames) !== undefined);
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
