// Names as reports show them: nothing invisible, nothing that turns the line around.

const NAMES_OF_CHARACTERS: Readonly<Record<string, string>> = {
  '\0': 'NUL',
  '\u0007': 'BEL',
  '\b': 'BS',
  '\t': 'TAB',
  '\n': 'LF',
  '\u000b': 'VT',
  '\f': 'FF',
  '\r': 'CR',
  '\u001b': 'ESC',
  ' ': 'space',
  '\u007f': 'DEL',
  '\u0085': 'NEL (U+0085)',
  '\u00a0': 'no-break space (U+00A0)',
};

const INVISIBLE = /^[\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{M}\p{Co}\p{Cn}]$/u;

const codeOf = (character: string): string =>
  (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

/** A character for a list: itself in ASCII, its name where it has no look, its code point beyond ASCII. */
export function characterLabel(character: string): string {
  const known = NAMES_OF_CHARACTERS[character];
  if (known !== undefined) return known;
  if (/^[!-~]$/.test(character)) return character;
  return INVISIBLE.test(character) ? `U+${codeOf(character)}` : `${character} (U+${codeOf(character)})`;
}

const LONGEST_SHOWN = 120;

/** A name in quotes, at most so many characters of it, with escapes for whatever cannot be seen. */
export function visibleName(name: string, longest = LONGEST_SHOWN): string {
  const characters = [...name];
  const shown = characters.slice(0, longest).map(visibleCharacter).join('');
  return characters.length > longest ? `"${shown}…" (${characters.length} characters)` : `"${shown}"`;
}

function visibleCharacter(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  if (character === ' ' || !INVISIBLE.test(character)) return character;
  const code = codeOf(character);
  return code.length > 4 ? `\\u{${code}}` : `\\u${code}`;
}

const MOST_LISTED = 12;

/** Items each once, at most twelve, `and n more` for the rest. */
export function listed(items: readonly string[]): string {
  const unique = [...new Set(items)];
  const more = unique.length - MOST_LISTED;
  return more > 0 ? `${unique.slice(0, MOST_LISTED).join(', ')}, and ${more} more` : unique.join(', ');
}
