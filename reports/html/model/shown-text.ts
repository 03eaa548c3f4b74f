// Text from a target as it is shown to people: what cannot be seen, or would change how the rest is read, has a name.

/** A stretch to show as it stands, or a character to show by its number. */
export type ShownPart =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'hidden'; readonly code: string; readonly name: string };

// The same as in printable.ts, and spaces that look like the space and are none.
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u115f\u1160\u3164\uffa0]/u;
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

const NAMES: Readonly<Record<string, string>> = {
  '\0': 'zero',
  '\t': 'tab',
  '\n': 'line feed',
  '\r': 'carriage return',
  '\u001b': 'escape',
  '\u007f': 'delete',
  '\u00a0': 'no-break space',
  '\u00ad': 'soft hyphen',
  '\u200b': 'zero width space',
  '\u200c': 'zero width non-joiner',
  '\u200d': 'zero width joiner',
  '\u200e': 'left-to-right mark',
  '\u200f': 'right-to-left mark',
  '\u2028': 'line separator',
  '\u2029': 'paragraph separator',
  '\u202a': 'left-to-right embedding',
  '\u202b': 'right-to-left embedding',
  '\u202c': 'end of direction',
  '\u202d': 'left-to-right override',
  '\u202e': 'right-to-left override',
  '\u2060': 'word joiner',
  '\u2066': 'left-to-right isolate',
  '\u2067': 'right-to-left isolate',
  '\u2068': 'first strong isolate',
  '\u2069': 'end of isolate',
  '\u3000': 'ideographic space',
  '\ufeff': 'byte order mark',
};

/** A character by its number, as the Unicode Standard writes it. */
export const codePoint = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

const nameOf = (character: string): string => {
  const known = NAMES[character];
  if (known !== undefined) return known;
  if (/\p{Cs}/u.test(character)) return 'half of a pair';
  if (/\p{Cc}/u.test(character)) return 'control character';
  return /\p{Co}/u.test(character) ? 'private use' : 'invisible character';
};

/** Which characters stand as they are although they cannot be seen: line breaks and tabs, where text is set as it is. */
export type Kept = 'none' | 'lines';

/** A text in parts, hidden characters on their own. */
export const shownParts = (text: string, kept: Kept = 'none'): readonly ShownPart[] => {
  if (!HIDDEN.test(text) && !STACKED_MARKS.test(text)) return text === '' ? [] : [{ kind: 'plain', text }];
  const parts: ShownPart[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') parts.push({ kind: 'plain', text: plain.replace(STACKED_MARKS, '$1…') });
    plain = '';
  };
  for (const character of text) {
    const stands = kept === 'lines' && (character === '\n' || character === '\t');
    if (stands || !HIDDEN.test(character)) plain += character;
    else {
      flush();
      parts.push({ kind: 'hidden', code: codePoint(character), name: nameOf(character) });
    }
  }
  flush();
  return parts;
};
