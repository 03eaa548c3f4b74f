import type { Profile, Step, Trace } from '../../../harness/traces/trace.ts';
import { audioStart, callStart, ping, repeated, sendText, text } from '../steps.ts';
import { hostileCase } from './call-case.ts';

const requirements = ['ws.survives.oversized-message'];

const KIB = 1024;
const MIB = 1024 * KIB;

const SIZES: ReadonlyArray<{ readonly name: string; readonly bytes: number; readonly profile: Profile }> = [
  { name: '64-kib', bytes: 64 * KIB, profile: 'standard' },
  { name: '1-mib', bytes: MIB, profile: 'smoke' },
  { name: '16-mib', bytes: 16 * MIB, profile: 'standard' },
];

const setUp: readonly Step[] = [callStart(), audioStart()];

const BEFORE = '{"type":"error","reason":"';
const AFTER = '"}';

export const oversizedMessageCases: readonly Trace[] = [
  ...SIZES.flatMap(({ name, bytes, profile }) => [
    hostileCase(`oversized-messages/binary-${name}`, {
      title: `A binary frame holds ${name.replace('-kib', ' KiB').replace('-mib', ' MiB')} of silence`,
      requirements,
      profile,
      steps: [setUp, { do: 'send-binary', payload: repeated('0000', bytes / 2) }, ping()],
    }),
    // Its middle fragment is what is large: so the message is legal JSON and need not be written down.
    hostileCase(`oversized-messages/text-${name}`, {
      title: `An error message is ${name.replace('-kib', ' KiB').replace('-mib', ' MiB')} long`,
      requirements,
      profile,
      steps: [
        setUp,
        {
          do: 'fragments',
          opcode: 1,
          payloads: [text(BEFORE), repeated('61', bytes - BEFORE.length - AFTER.length), text(AFTER)],
        },
        ping(),
      ],
    }),
  ]),
  hostileCase('oversized-messages/text-64-kib-in-one-frame', {
    title: 'An error message of 64 KiB comes in one frame',
    requirements,
    steps: [setUp, sendText(`${BEFORE}${'a'.repeat(64 * KIB - BEFORE.length - AFTER.length)}${AFTER}`), ping()],
  }),
  hostileCase('oversized-messages/text-in-a-thousand-fragments', {
    title: 'An error message of 1 MiB comes in fragments of 1 KiB',
    requirements,
    steps: [
      setUp,
      {
        do: 'fragments',
        opcode: 1,
        payloads: [text(BEFORE), ...Array.from({ length: KIB }, () => repeated('61', KIB)), text(AFTER)],
      },
      ping(),
    ],
  }),
];
