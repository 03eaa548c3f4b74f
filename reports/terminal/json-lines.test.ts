import { expect, it } from 'vitest';
import { jsonLines } from './json-lines.ts';

it('keeps on one line what fits, and breaks the rest between members', () => {
  const value = { do: 'send', message: { type: 'call_start', from: '+441908273800' }, at: [1, 2] };
  expect(jsonLines(value, 80)).toHaveLength(2 + 3);
  expect(jsonLines(value, 90)).toHaveLength(1);
  expect(jsonLines(value, 62)).toEqual([
    '{',
    '  "do": "send",',
    '  "message": {"type": "call_start", "from": "+441908273800"},',
    '  "at": [1, 2]',
    '}',
  ]);
});

it('shortens long texts and says nothing unprintable', () => {
  expect(jsonLines([{ hex: '00'.repeat(40) }], 20)).toEqual(['[', '  {"hex": "00000000…', ']']);
  const lines = jsonLines({ do: 'send', text: `\u202e${'x'.repeat(200)}` }, 40);
  expect(lines[2]).toMatch(/^ {2}"text": "\\u\{202e\}x+…$/);
  expect(Math.max(...lines.map((line) => line.length))).toBe(40);
});
