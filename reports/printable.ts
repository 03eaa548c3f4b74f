// Whatever came from the target may hold anything: terminal escapes that repaint the screen, bidirectional overrides
// that make a line read as another one, line breaks that forge a verdict. None of it may reach a report as it is.

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

// Controls, format characters (bidirectional marks, zero width, tags), line and paragraph separators, lone surrogates
// and private use, which a font may draw as anything.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;

// Combining marks may be stacked without limit over the lines above; four in a row is more than any language writes.
const STACKED_MARKS = /(\p{M}{4})\p{M}+/gu;

const escaped = (character: string): string => {
  const named = NAMED[character];
  if (named !== undefined) return named;
  const code = character.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
};

/** Text on one line, with everything that a terminal or a reader could take for something else spelled as an escape. */
export const printable = (text: string): string =>
  text.replace(UNPRINTABLE, escaped).replace(STACKED_MARKS, '$1\u2026');

/** `text` with at most `limit` characters (code points), the last one an ellipsis where it was cut. */
export const shortened = (text: string, limit: number): string => {
  // At most 2 code units each: anything longer need not be split into code points at all.
  const characters = [...text.slice(0, 2 * limit + 2)];
  return characters.length <= limit ? text : `${characters.slice(0, Math.max(0, limit - 1)).join('')}…`;
};
