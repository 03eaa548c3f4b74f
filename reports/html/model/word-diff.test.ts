import { describe, expect, it } from 'vitest';
import { type DiffPart, wordDiff } from './word-diff.ts';

const marked = (parts: readonly DiffPart[]): string =>
  parts.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');

const diff = (expected: string, observed: string): readonly string[] => {
  const { expected: left, observed: right } = wordDiff(expected, observed);
  return [marked(left), marked(right)];
};

describe('the difference of two texts', () => {
  it('is marked by words', () => {
    expect(diff('the value 30 of timeout', 'the value 31 of timeout')).toEqual([
      'the value [30] of timeout',
      'the value [31] of timeout',
    ]);
  });

  it('is nothing for the same text', () => {
    expect(diff('"POST"', '"POST"')).toEqual(['"POST"', '"POST"']);
  });

  it('is all that was observed where little is shared', () => {
    expect(diff('one of NORMAL, BUSY', '"normal"')).toEqual(['one of NORMAL, BUSY', '["normal"]']);
  });

  it('marks what is missing on the other side', () => {
    expect(diff('a, b and c', 'a and c')).toEqual(['a[, b ]and c', 'a and c']);
  });

  it('gives every character back', () => {
    const texts = ['', 'x', 'a b  c', '{"a": [1, 2]}', 'é\u202e \ud800!', 'w '.repeat(500)];
    for (const left of texts) {
      for (const right of texts) {
        const { expected, observed } = wordDiff(left, right);
        const whole = (parts: readonly DiffPart[]): string => parts.map(({ text }) => text).join('');
        expect([whole(expected), whole(observed)]).toEqual([left, right]);
      }
    }
  });
});
