// Messages to Aculab Cloud (WebSockets guide, Messages to Aculab Cloud). Undocumented properties are left open: whether
// they are wrong is a requirement of its own, and not one of form.
import { AUDIO_FORMATS, CALL_CAUSES, PLAY_DEFAULTS, SAMPLE_RATE_HZ } from '../limits.ts';

/** Properties of a play start, which has two readings of its type (R1). All may be left out. */
const PLAY_PROPERTIES = {
  format: { type: 'string', enum: AUDIO_FORMATS, default: PLAY_DEFAULTS.format },
  sample_rate: { type: 'integer', const: SAMPLE_RATE_HZ, default: PLAY_DEFAULTS.sample_rate },
  channels: { type: 'integer', enum: [1, 2], default: PLAY_DEFAULTS.channels },
  channel: { type: 'integer', enum: [0, 1, 2], default: PLAY_DEFAULTS.channel },
  initial_buffer_ms: { type: 'number', minimum: 0, default: PLAY_DEFAULTS.initial_buffer_ms },
  id: { type: 'string', default: PLAY_DEFAULTS.id },
} as const;

/** By type. What one property demands of another (mono on channel 2, a mix that is not 16bit_PCM) is left to rules. */
export const SERVER_MESSAGES = {
  audio_start: {
    title: 'Audio play start',
    type: 'object',
    properties: { type: { type: 'string', const: 'audio_start' }, ...PLAY_PROPERTIES },
    required: ['type'],
  },
  audio_play_start: {
    title: 'Audio play start, by the second reading of its type',
    type: 'object',
    properties: { type: { type: 'string', const: 'audio_play_start' }, ...PLAY_PROPERTIES },
    required: ['type'],
  },
  audio_play_end: {
    title: 'Audio play end',
    type: 'object',
    properties: { type: { type: 'string', const: 'audio_play_end' } },
    required: ['type'],
  },
  audio_play_abort: {
    title: 'Audio play abort',
    type: 'object',
    properties: { type: { type: 'string', const: 'audio_play_abort' } },
    required: ['type'],
  },
  call_hangup: {
    title: 'Call hangup',
    type: 'object',
    properties: {
      type: { type: 'string', const: 'call_hangup' },
      cause: { type: 'string', enum: CALL_CAUSES, default: 'NORMAL' },
      raw_cause: { type: 'integer', default: 0 },
    },
    required: ['type'],
  },
} as const;
