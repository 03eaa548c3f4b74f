// Octets that are no UTF-8 (RFC 3629), each to be put inside a string of an otherwise legal message.

export interface InvalidUtf8 {
  readonly name: string;
  readonly what: string;
  readonly hex: string;
}

export const INVALID_UTF8: readonly InvalidUtf8[] = [
  { name: 'lone-continuation', what: 'a continuation octet that continues nothing', hex: '80' },
  { name: 'never-an-octet', what: 'an octet that never occurs', hex: 'ff' },
  { name: 'overlong', what: 'a solidus coded longer than it need be', hex: 'c0af' },
  { name: 'overlong-nul', what: 'a NUL coded longer than it need be', hex: 'e08080' },
  { name: 'surrogate', what: 'half of a surrogate pair', hex: 'eda080' },
  { name: 'beyond-unicode', what: 'a character beyond the last one', hex: 'f4908080' },
  { name: 'cut-short', what: 'a character that lacks its last octet', hex: 'e282' },
  { name: 'latin-1', what: 'a word in Latin-1', hex: '4dfc6c6c6572' },
];
