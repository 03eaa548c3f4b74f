import { textFrame } from '../frame.ts';
import { changes, HARMLESS, type Hooks, playOf, saysAfter } from './vocabulary.ts';

export const HANGUP: Hooks = {
  'ws.hangup.cause': changes('call_hangup', { cause: 'normal' }),
  'ws.hangup.cause/other': changes('call_hangup', { cause: 'OTHER(16)' }),
  'ws.hangup.cause/unknown': changes('call_hangup', { cause: 'HANGUP' }),
  'ws.hangup.cause/number': changes('call_hangup', { cause: 16 }),
  'ws.hangup.raw-cause': changes('call_hangup', { raw_cause: 1.5 }),
  'ws.hangup.raw-cause/string': changes('call_hangup', { raw_cause: '16' }),
  'ws.hangup.raw-cause/null': changes('call_hangup', { raw_cause: null }),
  'ws.hangup.last': saysAfter('call_hangup', textFrame(HARMLESS)),
  'ws.hangup.last/play': saysAfter('call_hangup', ...playOf('late', 100)),
};
