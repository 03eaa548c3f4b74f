import { INVALID_UTF8 } from '../../../generators/invalid-utf8.table.ts';
import type { Step, Trace } from '../../../harness/traces/trace.ts';
import { audio, audioStart, callStart, hex, ms, tone, waitFor } from '../steps.ts';
import { hostileCase } from './call-case.ts';

const requirements = ['ws.survives.invalid-utf8'];

/** Servers may take the text, close with 1007 or close late: none of it is judged, only the next call. */
const CLOSE_WITHIN_MS = 60;

const hexOf = (characters: string): string => Buffer.from(characters).toString('hex');
const BEFORE = hexOf('{"type":"error","reason":"octets: ');
const AFTER = hexOf('"}');

const SMOKE: readonly string[] = ['lone-continuation', 'cut-short'];

const setUp: readonly Step[] = [callStart(), audioStart(), audio(tone(440), ms(20))];
const settle = waitFor({ kind: 'ended' }, CLOSE_WITHIN_MS);

export const invalidUtf8Cases: readonly Trace[] = [
  ...INVALID_UTF8.map(({ name, what, hex: octets }) =>
    hostileCase(`invalid-utf8/${name}`, {
      title: `A message contains ${what}`,
      requirements,
      ...(SMOKE.includes(name) ? { profile: 'smoke' } : {}),
      steps: [setUp, { do: 'frame', opcode: 1, payload: hex(`${BEFORE}${octets}${AFTER}`) }, settle],
    }),
  ),
  hostileCase('invalid-utf8/split', {
    title: 'A surrogate half is split over two fragments',
    requirements,
    profile: 'smoke',
    steps: [setUp, { do: 'fragments', opcode: 1, payloads: [hex(`${BEFORE}eda0`), hex(`80${AFTER}`)] }, settle],
  }),
  hostileCase('invalid-utf8/split-and-cut', {
    title: 'The first fragment ends inside a character that the second does not finish',
    requirements,
    steps: [setUp, { do: 'fragments', opcode: 1, payloads: [hex(`${BEFORE}e282`), hex(AFTER)] }, settle],
  }),
  hostileCase('invalid-utf8/close-reason', {
    title: 'The reason of a Close contains an octet that never occurs',
    requirements,
    steps: [setUp, { do: 'frame', opcode: 8, payload: hex('03e862ff64') }, settle],
  }),
];
