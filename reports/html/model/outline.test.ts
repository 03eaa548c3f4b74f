import { expect, it } from 'vitest';
import { outlineOf } from './outline.ts';
import { transcriptIn } from './transcript-lines.ts';

const line = (more: object): string =>
  JSON.stringify({ kind: 'frame', call: 0, ms: 1, from: 'server', opcode: 2, payloadBytes: 4, ...more });

const HEADER = '{"format":"aculab-conformance/transcript@1","url":"ws://127.0.0.1"}';

const lines = [
  HEADER,
  line({ opcode: 1, text: '{"type":"audio_start","format":"8bit_PCM"}' }),
  line({ base64: Buffer.from([128, 0, 255, 128]).toString('base64') }),
  line({ from: 'cloud', base64: Buffer.from(Int16Array.of(256, -512).buffer).toString('base64') }),
  line({ opcode: 8, base64: 'A+g=' }),
  '{"kind":"eof","events":4}',
  '',
].join('\n');

it('an outline says how loud each frame is in its coding, and leaves all else as it was', () => {
  const found = transcriptIn(outlineOf(lines));
  if (found.kind !== 'calls') throw new Error('no call');
  expect(found.transcript.events).toMatchObject([
    { opcode: 1, payload: expect.any(Uint8Array) },
    { opcode: 2, outline: [-128, 127] },
    { opcode: 2, outline: [-2, 1] },
    { opcode: 8, payload: Uint8Array.of(3, 232) },
  ]);
  expect(found.transcript.events.map((event) => 'payload' in event)).toEqual([true, false, false, true]);
});

it('a transcript of another format is refused', () => {
  expect(() => transcriptIn('{"format":"something else"}\n')).toThrow('something else');
});
