import { describe, expect, it } from 'vitest';
import { characterLabel, listed, visibleName } from './visible-name.ts';

describe('a name in a report', () => {
  it.each([
    ['ab/c.wav', '"ab/c.wav"'],
    ['a b', '"a b"'],
    ['a\n\r\t\0', '"a\\n\\r\\t\\u0000"'],
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['\u202eab', '"\\u202Eab"'],
    ['\u200b\ufeff\u00a0', '"\\u200B\\uFEFF\\u00A0"'],
    ['e\u0301', '"e\\u0301"'],
    ['\u00e9\u{1f600}', '"\u00e9\u{1f600}"'],
    ['\ud83d', '"\\uD83D"'],
    ['\u{e0061}', '"\\u{E0061}"'],
  ])('%j is shown as %s', (name, shown) => {
    expect(visibleName(name)).toBe(shown);
  });

  it('is cut where it is long, and its length told', () => {
    expect(visibleName('\u{1f600}'.repeat(300))).toBe(`"${'\u{1f600}'.repeat(120)}\u2026" (300 characters)`);
  });
});

describe('a character in a list', () => {
  it.each([
    [' ', 'space'],
    ['\0', 'NUL'],
    ['\n', 'LF'],
    ['%', '%'],
    ['\u0001', 'U+0001'],
    ['\u00e9', '\u00e9 (U+00E9)'],
    ['\u0301', 'U+0301'],
    ['\ud800', 'U+D800'],
    ['\u{1f600}', '\u{1f600} (U+1F600)'],
  ])('%j is %s', (character, label) => {
    expect(characterLabel(character)).toBe(label);
  });
});

describe('a list', () => {
  it('holds each item once, and at most twelve', () => {
    expect(listed(['a', 'b', 'a'])).toBe('a, b');
    expect(listed(Array.from({ length: 15 }, (_, i) => `${i}`))).toBe(
      '0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, and 3 more',
    );
  });
});
