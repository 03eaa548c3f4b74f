import { AUDIO_FORMATS, type AudioFormat } from '../../../specification/limits.ts';

/** How the audio of one direction is coded, as its side announced it, documented defaults filled in. */
export interface AudioCoding {
  readonly format: AudioFormat;
  readonly channels: 1 | 2;
}

export const DEFAULT_CODING: AudioCoding = { format: '16bit_PCM', channels: 1 };

const isFormat = (value: unknown): value is AudioFormat => AUDIO_FORMATS.some((format) => format === value);

/** The message of a text frame; undefined for what is no JSON object with a type. */
export const messageOf = (text: string): { readonly type: string; readonly [name: string]: unknown } | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('type' in value)) return undefined;
    return typeof value.type === 'string' ? { ...value, type: value.type } : undefined;
  } catch {
    return undefined;
  }
};

/** What a text message announces of the audio that follows it in its direction; undefined where it announces none. */
export const codingIn = (text: string): AudioCoding | undefined => {
  const message = messageOf(text);
  if (message === undefined || !/^audio(_play)?_start$/.test(message.type)) return undefined;
  return {
    format: isFormat(message.format) ? message.format : DEFAULT_CODING.format,
    channels: message.channels === 2 ? 2 : 1,
  };
};
