// ws.play.*: how the audio of a play is cut into frames. Judged message by message: a fragment is no frame of audio by
// itself. Longer ones than the limit are ws.frame.payload-limit's, and plays whose format is not known are not judged.
import { BYTES_PER_SAMPLE, FRAME_PAYLOAD_LIMIT_BYTES, SAMPLE_RATE_HZ } from '../../../specification/limits.ts';
import { perCall } from '../per-item.ts';
import type { Play, Rule, RuleFinding, ServerMessage } from '../rule.ts';
import { soundIsKnown } from '../view/play-request.ts';

const SAMPLES_PER_MS = SAMPLE_RATE_HZ / 1000;
const SAMPLES_IN_TEN_MS = 10 * SAMPLES_PER_MS;

const wholeSamples = audioRule('ws.play.whole-samples', (play) => {
  const unitBytes = unitBytesOf(play);
  return {
    isJudged: isWithinLimit,
    isRight: ({ payloadBytes }) => payloadBytes % unitBytes === 0,
    describe: ({ payloadBytes, at }) => ({
      message: 'A frame of audio ends inside a sample',
      expected: `a multiple of ${unitBytes} bytes (${soundOf(play)})`,
      observed: `${payloadBytes} bytes (play ${play.number})`,
      at,
    }),
  };
});

const tenMsMultiple = audioRule('ws.play.ten-ms-multiple', (play) => {
  const unitBytes = unitBytesOf(play);
  const tenMsBytes = SAMPLES_IN_TEN_MS * unitBytes;
  const last = play.audio.at(-1);
  return {
    // The last frame holds what is left (reading R4); part samples are the other requirement's.
    isJudged: (message) => message !== last && isWithinLimit(message) && message.payloadBytes % unitBytes === 0,
    isRight: ({ payloadBytes }) => payloadBytes % tenMsBytes === 0,
    describe: ({ payloadBytes, at }) => ({
      message: 'A frame does not hold a multiple of 10 ms',
      expected: `a multiple of ${tenMsBytes} bytes (10 ms of ${soundOf(play)})`,
      observed: `${payloadBytes} bytes, ${payloadBytes / unitBytes / SAMPLES_PER_MS} ms (play ${play.number})`,
      at,
    }),
  };
});

interface AudioCheck {
  readonly isJudged: (message: ServerMessage) => boolean;
  readonly isRight: (message: ServerMessage) => boolean;
  readonly describe: (message: ServerMessage) => RuleFinding;
}

/** A rule over the frames of audio of each play whose format is known. */
function audioRule(requirement: string, checkOf: (play: Play) => AudioCheck): Rule {
  return perCall(requirement, (call) => {
    const findings: RuleFinding[] = [];
    let exercised = 0;
    for (const play of call.plays) {
      if (!soundIsKnown(play)) continue;
      const { isJudged, isRight, describe } = checkOf(play);
      for (const message of play.audio) {
        if (!isJudged(message)) continue;
        exercised += 1;
        if (!isRight(message)) findings.push(describe(message));
      }
    }
    return { exercised, findings };
  });
}

const isWithinLimit = ({ payloadBytes }: ServerMessage): boolean => payloadBytes <= FRAME_PAYLOAD_LIMIT_BYTES;

/** Bytes of one sample of every channel. */
const unitBytesOf = ({ format, channels }: Play): number => BYTES_PER_SAMPLE[format] * channels;

const soundOf = ({ format, channels }: Play): string => `${format}, ${channels === 1 ? 'mono' : 'two channels'}`;

export const playSamplesRules: readonly Rule[] = [wholeSamples, tenMsMultiple];
