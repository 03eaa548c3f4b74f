import { textFrame } from '../frame.ts';
import { changes, HARMLESS, type Hooks, saysFirst } from './vocabulary.ts';

const harmless = JSON.stringify(HARMLESS);

export const MESSAGES: Hooks = {
  'ws.message.json-object': saysFirst(textFrame(harmless + harmless)),
  'ws.message.json-object/array': saysFirst(textFrame([HARMLESS])),
  'ws.message.json-object/no-json': saysFirst(textFrame('audio_play_abort')),
  'ws.message.json-object/truncated': saysFirst(textFrame(harmless.slice(0, -1))),
  'ws.message.json-object/single-quotes': saysFirst(textFrame(harmless.replaceAll('"', "'"))),
  'ws.message.json-object/empty': saysFirst(textFrame('')),
  'ws.message.type': saysFirst(textFrame({})),
  'ws.message.type/number': saysFirst(textFrame({ type: 1 })),
  'ws.message.type/null': saysFirst(textFrame({ type: null })),
  'ws.message.known-type': saysFirst(textFrame({ type: 'audio_play_pause' })),
  'ws.message.known-type/letter-case': saysFirst(textFrame({ type: 'Audio_Play_Abort' })),
  'ws.message.known-type/cloud-message': saysFirst(textFrame({ type: 'audio_end' })),
  'ws.message.property-types': changes('audio_start', { initial_buffer_ms: '100' }),
  'ws.message.property-types/sample-rate': changes('audio_start', { sample_rate: '8000' }),
  'ws.message.property-types/channels': changes('audio_start', { channels: '1' }),
  'ws.message.property-types/channel': changes('audio_start', { channel: null }),
  'ws.message.property-types/format': changes('audio_start', { format: 16 }),
  'ws.message.undocumented-property': changes('audio_start', { volume: 5 }),
  'ws.message.undocumented-property/play-end': changes('audio_play_end', { id: 'announcement' }),
};
