import { describe, expect, it } from 'vitest';
import {
  CALL_CAUSES,
  CALL_END_ORIGINS,
  CLOUD_MESSAGE_TYPES,
  PLAY_DEFAULTS,
  PLAY_START_TYPE_R1,
  SERVER_MESSAGE_TYPES,
} from '../limits.ts';
import { documentedProperties, messageSchema, messageTypes, messageValidator, type Sender } from './messages.ts';

async function complaints(from: Sender, message: Record<string, unknown>): Promise<readonly string[]> {
  const validate = await messageValidator(from, String(message.type));
  if (validate === undefined) throw new Error(`no schema for ${String(message.type)}`);
  return validate(message);
}

const CALL_END = { type: 'call_end', origin: 'client', cause: 'NORMAL', raw_cause: 0 };

const ACCEPTED: ReadonlyArray<readonly [Sender, Record<string, unknown>]> = [
  ['cloud', { type: 'call_start', from: '+441908273800' }],
  ['cloud', { type: 'call_start', from: '' }],
  ['cloud', { type: 'audio_start', format: '16bit_PCM', sample_rate: 8000, channels: 1 }],
  ['cloud', { type: 'audio_start', format: 'alaw', sample_rate: 8000, channels: 2 }],
  ['cloud', { type: 'audio_end' }],
  ...CALL_END_ORIGINS.map((origin) => ['cloud', { ...CALL_END, origin }] as const),
  ...CALL_CAUSES.map((cause) => ['cloud', { ...CALL_END, cause }] as const),
  ['cloud', { ...CALL_END, cause: 'OTHER(a (nested)\ncause)', raw_cause: -1 }],
  ['cloud', { type: 'audio_play_finished', id: '' }],
  ['cloud', { type: 'error', reason: 'no' }],
  ['cloud', { type: 'audio_overflow_warning', undocumented: [] }],
  ['server', { type: 'audio_start' }],
  ['server', { type: 'audio_play_start', ...PLAY_DEFAULTS }],
  [
    'server',
    { type: 'audio_start', ...PLAY_DEFAULTS, format: 'mulaw', channels: 2, channel: 2, initial_buffer_ms: 0.5 },
  ],
  ['server', { type: 'audio_play_end' }],
  ['server', { type: 'audio_play_abort' }],
  ['server', { type: 'call_hangup' }],
  ...CALL_CAUSES.map((cause) => ['server', { type: 'call_hangup', cause, raw_cause: 486 }] as const),
];

const REJECTED: ReadonlyArray<readonly [Sender, Record<string, unknown>, string]> = [
  ['cloud', { type: 'call_start' }, '(root): "from" is missing'],
  ['cloud', { type: 'call_start', from: 441908 }, '/from: must be of type string, is 441908'],
  [
    'cloud',
    { type: 'audio_start', format: '16bit_PCM', sample_rate: 16000, channels: 1 },
    '/sample_rate: must be 8000, is 16000',
  ],
  ['cloud', { type: 'audio_play_finished' }, '(root): "id" is missing'],
  ['cloud', { type: 'error', reason: null }, '/reason: must be of type string, is null'],
  ['cloud', { ...CALL_END, origin: 'cloud' }, '/origin: must be one of "server", "client", "error", is "cloud"'],
  ['cloud', { ...CALL_END, cause: 'OTHER' }, `/cause: must be ${CALL_CAUSES.join(', ')} or OTHER(<cause>), is "OTHER"`],
  ['cloud', { ...CALL_END, raw_cause: 1.5 }, '/raw_cause: must be of type integer, is 1.5'],
  ['server', { type: 'audio_start', sample_rate: '8000' }, '/sample_rate: must be of type integer, is "8000"'],
  ['server', { type: 'audio_start', channels: 3 }, '/channels: must be one of 1, 2, is 3'],
  ['server', { type: 'audio_play_start', channel: -1 }, '/channel: must be one of 0, 1, 2, is -1'],
  ['server', { type: 'audio_start', initial_buffer_ms: -1 }, '/initial_buffer_ms: must be >= 0, is -1'],
  [
    'server',
    { type: 'audio_start', format: 'A-law' },
    '/format: must be one of "16bit_PCM", "alaw", "mulaw", "8bit_PCM", is "A-law"',
  ],
  [
    'server',
    { type: 'call_hangup', cause: 'normal' },
    `/cause: must be one of ${CALL_CAUSES.map((cause) => `"${cause}"`).join(', ')}, is "normal"`,
  ],
  ['server', { type: 'call_hangup', raw_cause: '0' }, '/raw_cause: must be of type integer, is "0"'],
];

describe('the message schemas', () => {
  it('cover the types of both sides', () => {
    expect(messageTypes('cloud')).toEqual(CLOUD_MESSAGE_TYPES);
    expect(messageTypes('server').toSorted()).toEqual([...SERVER_MESSAGE_TYPES, PLAY_START_TYPE_R1].toSorted());
    expect(messageSchema('server', 'call_start')).toBeUndefined();
  });

  it.each(ACCEPTED)('accept from the %s %j', async (from, message) => {
    expect(await complaints(from, message)).toEqual([]);
  });

  it.each(REJECTED)('reject from the %s %j', async (from, message, complaint) => {
    expect(await complaints(from, message)).toEqual([complaint]);
  });

  it('demand the type itself', async () => {
    const validate = await messageValidator('server', 'call_hangup');
    expect(validate?.({})).toEqual(['(root): "type" is missing']);
    expect(validate?.('call_hangup')).toEqual(['(root): must be of type object, is "call_hangup"']);
  });
});

describe('the documented properties', () => {
  it('tell strings from numbers', () => {
    expect([...(documentedProperties('server', 'audio_start') ?? [])]).toEqual([
      ['type', 'string'],
      ['format', 'string'],
      ['sample_rate', 'number'],
      ['channels', 'number'],
      ['channel', 'number'],
      ['initial_buffer_ms', 'number'],
      ['id', 'string'],
    ]);
  });

  it('differ by direction', () => {
    expect([...(documentedProperties('cloud', 'audio_start')?.keys() ?? [])]).toEqual([
      'type',
      'format',
      'sample_rate',
      'channels',
    ]);
    expect(documentedProperties('cloud', 'call_hangup')).toBeUndefined();
  });

  it('do not take names from the prototype of an object', () => {
    expect(documentedProperties('server', 'constructor')).toBeUndefined();
    expect(documentedProperties('server', 'call_hangup')?.has('toString')).toBe(false);
  });
});
