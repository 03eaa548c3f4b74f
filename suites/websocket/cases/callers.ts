import type { Trace } from '../../../harness/traces/trace.ts';
import { audioOn, audioStart, callStart, goesOn, tone } from '../steps.ts';
import { callCase } from './call-case.ts';

const CALLERS: ReadonlyArray<{ readonly name: string; readonly who: string; readonly from: string }> = [
  { name: 'national', who: 'a national number', from: '01908273800' },
  { name: 'international', who: 'an international number with its plus sign', from: '+441908273800' },
  { name: 'extension', who: 'a number of three digits', from: '201' },
  { name: 'sip', who: 'a SIP address', from: 'sip:alice@example.com' },
  {
    name: 'sip-parameters',
    who: 'a SIP address with port and parameters',
    from: 'sip:alice@192.0.2.7:5060;transport=tcp',
  },
  { name: 'sips', who: 'a secure SIP address', from: 'sips:bob@example.com' },
  {
    name: 'display-name',
    who: 'a SIP address with a display name',
    from: '"Alice \\"Al\\" Doe" <sip:alice@example.com>',
  },
  { name: 'percent', who: 'a SIP address with escapes', from: 'sip:%61lice%20d%C3%B6@example.com' },
  { name: 'longest', who: 'an address of 255 characters', from: `sip:${'a'.repeat(239)}@example.com` },
  { name: 'utf-8', who: 'an address beyond ASCII', from: 'sip:żółć.ünï-漢字-😀@example.com' },
  { name: 'withheld', who: 'nobody: the number is withheld', from: '' },
];

const SMOKE: readonly string[] = ['sip', 'utf-8', 'longest', 'withheld'];

export const callerCases: readonly Trace[] = CALLERS.map(({ name, who, from }) =>
  callCase(`callers/${name}`, {
    title: `The call comes from ${who}`,
    requirements: ['ws.tolerates.any-caller'],
    ...(SMOKE.includes(name) ? { profile: 'smoke' } : {}),
    steps: [callStart(from), audioStart(), audioOn(tone(440)), goesOn()],
  }),
);
