import { binaryFrame, textFrame } from '../frame.ts';
import type { Hook, OutgoingAudio } from '../seams.ts';
import {
  changes,
  type Hooks,
  onFirst,
  onFirstPlay,
  perCall,
  playOf,
  saysAfter,
  saysFirst,
  TWENTY_MS,
} from './vocabulary.ts';

const start = (properties: Readonly<Record<string, unknown>>): Hook => changes('audio_start', properties);

/** Queues so many more plays behind the first one and has nothing to say after that. */
const queues = (more: number): Hook =>
  perCall(() => {
    let queued = false;
    return {
      message: (message, next) => {
        if (queued) return [];
        queued = message.type === 'audio_play_end';
        if (!queued) return next(message);
        return [...next(message), ...Array.from({ length: more }, (_, at) => playOf(`more-${at}`, 100)).flat()];
      },
      audio: (audio, next) => (queued ? [] : next(audio)),
    };
  });

/** Leaves octets off the end of one frame of the first play. */
const cuts = (bytes: number, which: (audio: OutgoingAudio) => boolean): Hook =>
  onFirstPlay((audio, next) => next(which(audio) ? { ...audio, payload: audio.payload.subarray(0, -bytes) } : audio));

/** Makes the first play one of two channels, its last frame with half of a sample pair. */
const halfPair: readonly Hook[] = [
  start({ channels: 2, channel: 0 }),
  onFirstPlay((audio, next) => {
    const doubled = Buffer.concat([audio.payload, audio.payload]);
    return next({ ...audio, payload: audio.last ? doubled.subarray(0, -2) : doubled });
  }),
];

export const PLAYS: Hooks = {
  'ws.play.start-type': perCall(() => ({
    message: (message, next) =>
      next(message.type === 'audio_start' ? { ...message, type: 'audio_play_start' } : message),
  })),
  'ws.play.format': start({ format: 'pcm' }),
  'ws.play.format/letter-case': start({ format: '16bit_pcm' }),
  'ws.play.sample-rate': start({ sample_rate: 16000 }),
  'ws.play.sample-rate/zero': start({ sample_rate: 0 }),
  'ws.play.channels': start({ channels: 3 }),
  'ws.play.channels/zero': start({ channels: 0 }),
  'ws.play.channel': start({ channel: 3 }),
  'ws.play.channel/negative': start({ channel: -1 }),
  'ws.play.mono-channel': start({ channel: 2 }),
  // The bytes of 20 ms in 16 bits on one channel are those of 20 ms in 8 bits on two, so only the start need change.
  'ws.play.mix-format': start({ format: 'alaw', channels: 2, channel: 0 }),
  'ws.play.mix-format/omitted': start({ format: 'mulaw', channels: 2, channel: undefined }),
  'ws.play.mix-format/8bit': start({ format: '8bit_PCM', channels: 2, channel: 0 }),
  'ws.play.initial-buffer': start({ initial_buffer_ms: -1 }),
  'ws.play.initial-buffer/infinite': onFirst('audio_start', (message) => [
    textFrame(
      JSON.stringify({ ...message, initial_buffer_ms: 0 }).replace(
        '"initial_buffer_ms":0',
        '"initial_buffer_ms":1e999',
      ),
    ),
  ]),
  'ws.play.id': start({ id: 7 }),
  'ws.play.id/null': start({ id: null }),
  'ws.play.id-unique': saysAfter('audio_play_end', ...playOf('announcement', 200)),
  'ws.play.audio-inside-play': saysFirst(binaryFrame(TWENTY_MS)),
  'ws.play.audio-inside-play/after-end': saysAfter('audio_play_end', binaryFrame(TWENTY_MS)),
  'ws.play.audio-inside-play/after-abort': saysAfter('audio_play_abort', binaryFrame(TWENTY_MS)),
  'ws.play.start-while-open': onFirstPlay((audio, next) =>
    audio.index === 10 ? [textFrame({ type: 'audio_start', id: 'second' }), ...next(audio)] : next(audio),
  ),
  'ws.play.end-without-start': saysAfter('audio_play_end', textFrame({ type: 'audio_play_end' })),
  'ws.play.end-without-start/first': saysFirst(textFrame({ type: 'audio_play_end' })),
  'ws.play.end-without-start/after-abort': saysAfter('audio_play_abort', textFrame({ type: 'audio_play_end' })),
  'ws.play.whole-samples': cuts(1, (audio) => audio.last),
  'ws.play.whole-samples/middle-frame': cuts(1, (audio) => audio.index === 5),
  'ws.play.whole-samples/two-channels': halfPair,
  'ws.play.ten-ms-multiple': onFirstPlay((audio, next) =>
    audio.index > 2 && audio.index < 9
      ? [binaryFrame(audio.payload.subarray(0, 112)), binaryFrame(audio.payload.subarray(112))]
      : next(audio),
  ),
  'ws.play.queued-plays': queues(5),
  'ws.play.queued-plays/five': queues(4),
  'ws.play.queued-frames': onFirstPlay((audio) =>
    audio.index === 0 ? Array.from({ length: 300 }, () => binaryFrame(TWENTY_MS.subarray(0, 160))) : [],
  ),
  // Long enough to use up what the conforming player has sent ahead, and half a second more; twice, because a gap at a
  // moment when the judge itself was late counts for nothing.
  'ws.play.underrun': perCall((call) => ({
    audio: (audio, next) => {
      if (audio.play === 0 && audio.index === 35) call.hold(1200);
      if (audio.play === 1 && audio.index === 5) call.hold(600);
      return next(audio);
    },
  })),
};
