import { describe, expect, it } from 'vitest';
import { printable, shortened } from './printable.ts';

describe('printable', () => {
  it('leaves what people write as it is', () => {
    for (const text of ['plain', 'Zoë 山田 😀', '{"a":"b\\n"}', '']) expect(printable(text)).toBe(text);
  });

  it('spells terminal escapes, so that no text repaints the screen', () => {
    expect(printable('\u001b[2J\u001b]0;title\u0007')).toBe('\\x1b[2J\\x1b]0;title\\x07');
    expect(printable('\u009b31m\u007f')).toBe('\\x9b31m\\x7f');
  });

  it('spells line breaks of every kind, so that no text forges a line', () => {
    expect(printable('a\r\nCONFORMANT\u2028b\u2029c\u0085\v\f')).toBe(
      'a\\r\\nCONFORMANT\\u{2028}b\\u{2029}c\\x85\\x0b\\x0c',
    );
  });

  it('spells what turns or hides text', () => {
    expect(printable('\u202ecod.exe\u2066\u200b\ufeff\u00ad\u{e0041}')).toBe(
      '\\u{202e}cod.exe\\u{2066}\\u{200b}\\u{feff}\\xad\\u{e0041}',
    );
  });

  it('spells lone surrogates', () => {
    expect(printable('a\ud800b\udc00')).toBe('a\\u{d800}b\\u{dc00}');
  });

  it('cuts towers of combining marks', () => {
    expect(printable(`z${'\u0301'.repeat(500)}!`)).toBe(`z${'\u0301'.repeat(4)}…!`);
  });

  it('leaves nothing unprintable in any text', () => {
    const everything = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code)).join('');
    expect(printable(everything)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u);
  });
});

describe('shortened', () => {
  it('keeps what fits and cuts by characters, not by halves of them', () => {
    expect(shortened('abc', 3)).toBe('abc');
    expect(shortened('abcd', 3)).toBe('ab…');
    expect(shortened('😀😀😀', 2)).toBe('😀…');
    expect(shortened('😀😀', 2)).toBe('😀😀');
  });
});
