// Numbers and names of the WebSockets guide. One place, so that judge, Cloud role and reference cannot drift apart in
// what they read; what they make of it is written twice on purpose.

/** The subprotocol that Aculab Cloud offers (WebSockets guide, Overview; reading R20). */
export const SUBPROTOCOL = 'v1.cloud.aculab.com';

/** Longest frame payload that a server may send, text or binary, in bytes (Messages to Aculab Cloud). */
export const FRAME_PAYLOAD_LIMIT_BYTES = 1600;

/** Plays that may be queued at a time (Audio play end; reading R2). */
export const QUEUED_PLAYS_LIMIT = 4;

/** Audio frames that wait in one play when they are sent faster than real time (Audio play start; reading R5). */
export const QUEUED_FRAMES_LIMIT = 250;

export const SAMPLE_RATE_HZ = 8000;

/** What a binary frame from Aculab Cloud normally holds, in milliseconds. */
export const FRAME_MS = 20;

export const AUDIO_FORMATS = ['16bit_PCM', 'alaw', 'mulaw', '8bit_PCM'] as const;
export type AudioFormat = (typeof AUDIO_FORMATS)[number];

/** Bytes of one sample of one channel. */
export const BYTES_PER_SAMPLE: Readonly<Record<AudioFormat, number>> = {
  '16bit_PCM': 2,
  alaw: 1,
  mulaw: 1,
  '8bit_PCM': 1,
};

/** The twelve call completion causes of call_hangup; call_end adds `OTHER(<cause>)`. */
export const CALL_CAUSES = [
  'NORMAL',
  'BUSY',
  'NO_ANSWER',
  'NUMBER_UNOBTAINABLE',
  'NUMBER_CHANGED',
  'OUT_OF_ORDER',
  'TIMESLOT_BARRED',
  'CALL_REJECTED',
  'CHANNEL_BUSY',
  'NO_CHANNELS',
  'CONGESTION',
  'FAILED',
] as const;

export const CALL_END_ORIGINS = ['server', 'client', 'error'] as const;

/** Types of the messages that Aculab Cloud takes. `audio_play_start` is the second reading of R1. */
export const SERVER_MESSAGE_TYPES = ['audio_start', 'audio_play_end', 'audio_play_abort', 'call_hangup'] as const;
export const PLAY_START_TYPE = 'audio_start';
export const PLAY_START_TYPE_R1 = 'audio_play_start';

/** Types of the messages that Aculab Cloud sends. */
export const CLOUD_MESSAGE_TYPES = [
  'call_start',
  'audio_start',
  'audio_end',
  'call_end',
  'audio_play_finished',
  'error',
  'audio_overflow_warning',
] as const;

/** Documented defaults of a play start (Audio play start, table). */
export const PLAY_DEFAULTS = {
  format: '16bit_PCM',
  sample_rate: 8000,
  channels: 1,
  channel: 0,
  initial_buffer_ms: 100,
  id: '',
} as const;

/** Raw causes for a call that cannot be set up (Calls to WebSockets). An HTTP status other than 101 is its own raw cause. */
export const RAW_CAUSES = {
  unclassified: 900,
  badUrl: 901,
  nameNotResolved: 902,
  noConnection: 903,
  tlsFailed: 904,
  handshakeFailed: 905,
} as const;
