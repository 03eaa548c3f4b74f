import { describe, expect, it } from 'vitest';
import { codePoint, type Kept, shownParts } from './shown-text.ts';

const shown = (text: string, kept?: Kept): string =>
  shownParts(text, kept)
    .map((part) => (part.kind === 'plain' ? part.text : `<${part.code} ${part.name}>`))
    .join('');

describe('text as it is shown', () => {
  it('stands as it is where all of it can be seen', () => {
    expect(shownParts('a/b c.wav – é 日本 👍')).toEqual([{ kind: 'plain', text: 'a/b c.wav – é 日本 👍' }]);
    expect(shownParts('')).toEqual([]);
  });

  it('names what cannot be seen, or turns text around', () => {
    expect(shown('a\u202eb')).toBe('a<U+202E right-to-left override>b');
    expect(shown('a\u200bb\u00a0c')).toBe('a<U+200B zero width space>b<U+00A0 no-break space>c');
    expect(shown('\0\n\u001b[31m')).toBe('<U+0000 zero><U+000A line feed><U+001B escape>[31m');
    expect(shown('\ud800')).toBe('<U+D800 half of a pair>');
    expect(shown('\u{e0041}\ue000')).toBe('<U+E0041 invisible character><U+E000 private use>');
  });

  it('keeps line breaks where text is set in lines', () => {
    expect(shown('a\n\tb\r', 'lines')).toBe('a\n\tb<U+000D carriage return>');
  });

  it('stacks no marks over the lines above', () => {
    expect(shown(`e${'\u0301'.repeat(50)}`)).toBe(`e${'\u0301'.repeat(4)}…`);
  });

  it('writes numbers of characters as the standard does', () => {
    expect(['é', '\u{1f600}', ' '].map(codePoint)).toEqual(['U+00E9', 'U+1F600', 'U+0020']);
  });
});
