import type { PlayRequest } from '../../../harness/roles/cloud/playout.ts';
import type { AudioFormat } from '../../../specification/limits.ts';
import {
  AUDIO_FORMATS,
  PLAY_DEFAULTS,
  PLAY_START_TYPE,
  PLAY_START_TYPE_R1,
  SAMPLE_RATE_HZ,
} from '../../../specification/limits.ts';
import type { Play, ServerMessage } from '../rule.ts';

/** A play start under either reading of its type (R1). */
export const isPlayStart = (message: ServerMessage): boolean =>
  message.type === PLAY_START_TYPE || message.type === PLAY_START_TYPE_R1;

export const isAudioFormat = (value: unknown): value is AudioFormat => AUDIO_FORMATS.some((format) => format === value);
export const isChannels = (value: unknown): value is 1 | 2 => value === 1 || value === 2;
export const isChannel = (value: unknown): value is 0 | 1 | 2 => value === 0 || value === 1 || value === 2;
export const isBufferMs = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** What a play start asks for. What is absent or illegal has its documented default: the other rules go on from there. */
export function requestOf(message: ServerMessage): PlayRequest {
  const { format, channels, channel, initial_buffer_ms, id } = message.object ?? {};
  return {
    format: isAudioFormat(format) ? format : PLAY_DEFAULTS.format,
    channels: isChannels(channels) ? channels : PLAY_DEFAULTS.channels,
    channel: isChannel(channel) ? channel : PLAY_DEFAULTS.channel,
    initialBufferMs: isBufferMs(initial_buffer_ms) ? initial_buffer_ms : PLAY_DEFAULTS.initial_buffer_ms,
    id: typeof id === 'string' ? id : PLAY_DEFAULTS.id,
  };
}

/**
 * Whether the start says in legal terms what its audio is. Where it does not, the requirement that it breaks is
 * reported, and lengths and durations, which could only be guessed, are not judged on top of it.
 */
export function soundIsKnown(play: Play): boolean {
  const { format, channels, sample_rate } = play.start.object ?? {};
  return (
    (format === undefined || isAudioFormat(format)) &&
    (channels === undefined || isChannels(channels)) &&
    (sample_rate === undefined || sample_rate === SAMPLE_RATE_HZ)
  );
}
