// Characters of names: those that the documents allow, and of the others those that careless checks let through.

const range = (first: string, last: string): readonly string[] =>
  Array.from({ length: last.charCodeAt(0) - first.charCodeAt(0) + 1 }, (_, i) =>
    String.fromCharCode(first.charCodeAt(0) + i),
  );

export const LOWER_CASE: readonly string[] = range('a', 'z');
const UPPER_CASE: readonly string[] = range('A', 'Z');
const DIGITS: readonly string[] = range('0', '9');
/** Allowed inside a segment besides letters and digits; the dot has rules of its own. */
export const SIGNS: readonly string[] = ['_', '@', '-'];

/** Allowed anywhere in a segment, without the dot and the discouraged colon; the plainest first. */
export const PLAIN_CHARACTERS: readonly string[] = [...LOWER_CASE, ...UPPER_CASE, ...DIGITS, ...SIGNS];

const isForbidden = (character: string): boolean => !/^[a-zA-Z0-9._/@:-]$/.test(character);

/** All of ASCII that is not allowed, printable ones first. */
export const FORBIDDEN_ASCII: readonly string[] = [...range(' ', '~'), ...range('\0', '\u001f'), '\u007f'].filter(
  isForbidden,
);

/** The neighbours of the allowed ranges, what shells and file systems mind, and ends of lines and of strings. */
export const FORBIDDEN_EDGES: readonly string[] = [
  ...' %\\+,;~`[{^?*"\'$&#=!<>|()',
  '\n',
  '\r',
  '\t',
  '\0',
  '\u007f',
  '\u0085',
  '\u00a0',
];

/** Beyond ASCII: what some check or some change of case, width, form or encoding takes for an allowed character. */
export const FORBIDDEN_LOOKALIKES: readonly string[] = [
  '\u00e9',
  '\u00aa',
  '\u00b2',
  '\u0131',
  '\u0130',
  '\u017f',
  '\u212a',
  '\u0141',
  '\u012e',
  '\u012f',
  '\uff41',
  '\uff10',
  '\uff0e',
  '\uff0f',
  '\u0660',
  '\u0430',
  '\u0301',
  '\u200b',
  '\u202e',
  '\u2028',
  '\u2215',
  '\u2024',
  '\ufeff',
  '\u{1d41a}',
  '\u{1f600}',
];

/** The extensions that media files may have. */
export const MEDIA_EXTENSIONS: readonly string[] = ['wav', 'wave', 'tif', 'tiff'];
