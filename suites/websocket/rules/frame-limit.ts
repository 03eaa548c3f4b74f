// ws.frame.payload-limit: the guide closes the connection on a longer frame, so the caller hears the call drop.
import type { FrameEvent } from '../../../harness/wire/transcript.ts';
import { FRAME_PAYLOAD_LIMIT_BYTES } from '../../../specification/limits.ts';
import { perCall } from '../per-item.ts';
import type { Located, Rule, RuleFinding, ServerMessage } from '../rule.ts';
import { announcedLength } from './announced-length.ts';

const EXPECTED = `at most ${FRAME_PAYLOAD_LIMIT_BYTES} bytes of payload in a frame`;

// Control frames have a limit of their own (ws.frame.control), reserved opcodes no meaning (ws.frame.reserved).
const payloadLimit = perCall('ws.frame.payload-limit', (call) => {
  const { dataFrames, tooLong, fragmented, octets } = call.scan;
  // A frame whose head announces more than 2^53 bytes is recorded as octets.
  const endless = octets.filter(({ event }) => announcedLength(event) === 'huge');
  return {
    exercised: dataFrames + endless.length,
    findings: [
      ...tooLong.map(longFrame),
      ...endless.map(endlessFrame),
      ...fragmented.filter(isLongOnlyTogether).map(longMessage),
    ],
  };
});

/** Reading R3: each frame is short enough, but all frames of the message together are not. */
const isLongOnlyTogether = ({ frames, payloadBytes }: ServerMessage): boolean =>
  payloadBytes > FRAME_PAYLOAD_LIMIT_BYTES &&
  frames.every(({ event }) => event.payloadBytes <= FRAME_PAYLOAD_LIMIT_BYTES);

function longFrame(at: Located<FrameEvent>): RuleFinding {
  const kind = ['continuation', 'text', 'binary'][at.event.opcode] ?? 'data';
  return {
    message: 'A frame is longer than Aculab Cloud takes',
    expected: EXPECTED,
    observed: `${at.event.payloadBytes} bytes in a ${kind} frame`,
    at,
  };
}

function longMessage({ frames, payloadBytes, kind, at }: ServerMessage): RuleFinding {
  return {
    message: 'The fragments of a message add up to more than a frame may hold',
    expected: `${EXPECTED}, if the limit is one of whole messages`,
    observed: `${payloadBytes} bytes in a ${kind} message of ${frames.length} fragments`,
    at,
    reading: 'R3',
  };
}

const endlessFrame = (at: Located): RuleFinding => ({
  message: 'A frame announces more than Aculab Cloud takes',
  expected: EXPECTED,
  observed: 'a frame head with a 64 bit length over 2^53 bytes',
  at,
});

export const frameLimitRules: readonly Rule[] = [payloadLimit];
