import type { Trace } from '../../../harness/traces/trace.ts';
import { SUBPROTOCOL } from '../../../specification/limits.ts';
import { audioStart, callStart, endOfCall, ping } from '../steps.ts';
import { callCase } from './call-case.ts';
import { HANDSHAKE } from './invariants.ts';

const shortCall = [callStart(), audioStart(), ping(), ...endOfCall()];

export const handshakeCases: readonly Trace[] = [
  callCase('handshake/upgrade', {
    title: 'The upgrade offers the subprotocol of Aculab Cloud and no extension',
    requirements: HANDSHAKE,
    profile: 'smoke',
    steps: [{ do: 'connect', protocols: [SUBPROTOCOL] }, shortCall],
  }),
  callCase('handshake/fresh-keys', {
    title: 'Four upgrades at once, each with a key of its own',
    requirements: ['ws.handshake.accept', 'ws.handshake.switching-protocols'],
    steps: [
      {
        do: 'parallel',
        calls: [1, 2, 3, 4].map((number) => ({ label: `upgrade-${number}`, steps: shortCall })),
      },
    ],
  }),
  callCase('handshake/certificate', {
    title: 'On wss, the certificate is validated before anything is said',
    requirements: ['ws.handshake.tls'],
    profile: 'smoke',
    steps: [{ do: 'connect' }, shortCall],
  }),
];
