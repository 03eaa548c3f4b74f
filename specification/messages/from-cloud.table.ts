// Messages from Aculab Cloud (WebSockets guide, Messages from Aculab Cloud). No property has a default, so all are there.
import { AUDIO_FORMATS, CALL_CAUSES, CALL_END_ORIGINS, SAMPLE_RATE_HZ } from '../limits.ts';

/** By type. */
export const CLOUD_MESSAGES = {
  call_start: {
    title: 'Call start',
    type: 'object',
    properties: { type: { type: 'string', const: 'call_start' }, from: { type: 'string' } },
    required: ['type', 'from'],
  },
  audio_start: {
    title: 'Audio start',
    type: 'object',
    // The guide narrows these for calls to WebSockets (16bit_PCM, one channel); the message as such may say more.
    properties: {
      type: { type: 'string', const: 'audio_start' },
      format: { type: 'string', enum: AUDIO_FORMATS },
      sample_rate: { type: 'integer', const: SAMPLE_RATE_HZ },
      channels: { type: 'integer', enum: [1, 2] },
    },
    required: ['type', 'format', 'sample_rate', 'channels'],
  },
  audio_end: {
    title: 'Audio end',
    type: 'object',
    properties: { type: { type: 'string', const: 'audio_end' } },
    required: ['type'],
  },
  call_end: {
    title: 'Call end',
    type: 'object',
    properties: {
      type: { type: 'string', const: 'call_end' },
      origin: { type: 'string', enum: CALL_END_ORIGINS },
      cause: {
        type: 'string',
        pattern: `^(?:${CALL_CAUSES.join('|')}|OTHER\\([\\s\\S]*\\))$`,
        description: `${CALL_CAUSES.join(', ')} or OTHER(<cause>)`,
      },
      raw_cause: { type: 'integer' },
    },
    required: ['type', 'origin', 'cause', 'raw_cause'],
  },
  audio_play_finished: {
    title: 'Audio play finished',
    type: 'object',
    properties: { type: { type: 'string', const: 'audio_play_finished' }, id: { type: 'string' } },
    required: ['type', 'id'],
  },
  error: {
    title: 'Error',
    type: 'object',
    properties: { type: { type: 'string', const: 'error' }, reason: { type: 'string' } },
    required: ['type', 'reason'],
  },
  audio_overflow_warning: {
    title: 'Audio overflow warning',
    type: 'object',
    properties: { type: { type: 'string', const: 'audio_overflow_warning' } },
    required: ['type'],
  },
} as const;
