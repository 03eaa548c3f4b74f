import type { App } from '../app.ts';
import type { PlayRequest } from '../player.ts';
import { type AudioShape, bytesOf, level, tone } from '../sound.ts';

const GREETING = { format: '16bit_PCM', channels: 1 } as const satisfies AudioShape;
const ANSWER_MS = 160;

/** Every format, one and two channels, every channel that is legal for them. */
const ANSWER: readonly PlayRequest[] = [
  { format: 'alaw', channels: 1, channel: 0, id: 'answer-1' },
  { format: 'mulaw', channels: 1, channel: 1, id: 'answer-2' },
  { format: '8bit_PCM', channels: 1, id: 'answer-3' },
  { format: 'alaw', channels: 2, channel: 1, id: 'answer-4' },
  { format: 'mulaw', channels: 2, channel: 2, id: 'answer-5' },
  { format: '16bit_PCM', channels: 2, channel: 0, id: 'answer-6' },
];

/** Mean level from which a frame counts as speech. */
const SPEECH_LEVEL = 0.01;
const INTERRUPTS_MS = 60;
const ANSWERS_MS = 300;
/** Callers who say less than this are not hung up on. */
const HANGS_UP_MS = 1400;

/** Greets, falls silent when the caller speaks, answers, and hangs up when both have said enough. */
export const bot: App = ({ player, hangup }) => {
  let shape: AudioShape | undefined;
  let spokenMs = 0;
  let answered = false;

  const hangUpWhenDone = (): void => {
    if (answered && spokenMs >= HANGS_UP_MS && player.outstanding() === 0) hangup('NORMAL', 16);
  };

  return {
    callStart: () => player.play({ ...GREETING, id: 'greeting' }, tone(GREETING, 520, 1500)),
    audioStart: (heard) => {
      shape = heard;
    },
    audio: (octets) => {
      if (!shape || level(octets) < SPEECH_LEVEL) return;
      const before = spokenMs;
      spokenMs += (10 * octets.length) / bytesOf(shape, 10);
      if (before < INTERRUPTS_MS && spokenMs >= INTERRUPTS_MS) player.abort();
      if (!answered && spokenMs >= ANSWERS_MS) {
        answered = true;
        for (const request of ANSWER) player.play(request, tone(request, 600, ANSWER_MS));
      }
      hangUpWhenDone();
    },
    playFinished: () => hangUpWhenDone(),
  };
};
