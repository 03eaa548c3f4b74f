// ws.play.*: how the audio of a play is cut into frames. Judged message by message: a fragment is no frame of audio by
// itself. Longer ones than the limit are ws.frame.payload-limit's, and plays whose format is not known are not judged.
import { BYTES_PER_SAMPLE, FRAME_PAYLOAD_LIMIT_BYTES, SAMPLE_RATE_HZ } from '../../../specification/limits.ts';
import { perItem } from '../per-item.ts';
import type { CallView, Play, Rule, ServerMessage } from '../rule.ts';
import { soundIsKnown } from '../view/play-request.ts';

const SAMPLES_IN_TEN_MS = SAMPLE_RATE_HZ / 100;

interface AudioFrame {
  readonly play: Play;
  readonly message: ServerMessage;
  /** Bytes of one sample of every channel. */
  readonly unitBytes: number;
  readonly isLast: boolean;
}

function audioFrames(call: CallView): readonly AudioFrame[] {
  return call.plays.filter(soundIsKnown).flatMap((play) => {
    const unitBytes = BYTES_PER_SAMPLE[play.format] * play.channels;
    const last = play.audio.at(-1);
    return play.audio
      .filter(({ payloadBytes }) => payloadBytes <= FRAME_PAYLOAD_LIMIT_BYTES)
      .map((message) => ({ play, message, unitBytes, isLast: message === last }));
  });
}

const wholeSamples = perItem('ws.play.whole-samples', audioFrames, ({ play, message, unitBytes }) =>
  isWhole(message, unitBytes)
    ? undefined
    : {
        message: 'A frame of audio ends inside a sample',
        expected: `a multiple of ${unitBytes} bytes (${soundOf(play)})`,
        observed: `${message.payloadBytes} bytes (play ${play.number})`,
        at: message.at,
      },
);

const tenMsMultiple = perItem(
  'ws.play.ten-ms-multiple',
  // The last frame holds what is left (reading R4); part samples are the other requirement's.
  (call) => audioFrames(call).filter(({ message, unitBytes, isLast }) => !isLast && isWhole(message, unitBytes)),
  ({ play, message, unitBytes }) => {
    const tenMsBytes = SAMPLES_IN_TEN_MS * unitBytes;
    if (message.payloadBytes % tenMsBytes === 0) return undefined;
    return {
      message: 'A frame does not hold a multiple of 10 ms',
      expected: `a multiple of ${tenMsBytes} bytes (10 ms of ${soundOf(play)})`,
      observed: `${message.payloadBytes} bytes, ${message.payloadBytes / unitBytes / (SAMPLE_RATE_HZ / 1000)} ms (play ${play.number})`,
      at: message.at,
    };
  },
);

const isWhole = ({ payloadBytes }: ServerMessage, unitBytes: number): boolean => payloadBytes % unitBytes === 0;

const soundOf = ({ format, channels }: Play): string => `${format}, ${channels === 1 ? 'mono' : 'two channels'}`;

export const playSamplesRules: readonly Rule[] = [wholeSamples, tenMsMultiple];
