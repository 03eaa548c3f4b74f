// Names that a target may refuse, and must bring back unchanged when it does not (reading R27).
import type { Profile } from '../../../harness/traces/trace.ts';

export interface HostileName {
  readonly name: string;
  /** Completes "A service is named with". */
  readonly what: string;
  readonly label: string;
  /** How the label is written in the path, where not as usual. For octets that are no text, `label` is a reading of them. */
  readonly raw?: string;
  readonly profile?: Profile;
}

const FULL = { profile: 'full' } as const;

export const HOSTILE_NAMES: readonly HostileName[] = [
  { name: 'space', what: 'a space between capital letters', label: 'A B', profile: 'smoke' },
  { name: 'edge-spaces', what: 'spaces at its end', label: 'a  ', ...FULL },
  { name: 'plus', what: 'a plus sign as it is', label: 'a+b', raw: 'a+b' },
  { name: 'percent', what: 'a percent sign', label: 'a%b' },
  { name: 'percent-encoded-percent', what: 'what looks encoded twice', label: 'a%20b' },
  { name: 'percent-encoded-twice', what: 'a slash that looks encoded twice', label: 'a%2Fb', ...FULL },
  { name: 'apostrophe', what: 'an apostrophe', label: "a'b" },
  { name: 'quote', what: 'a quotation mark', label: 'a"b', ...FULL },
  { name: 'ampersand', what: 'an ampersand', label: 'a&b', ...FULL },
  { name: 'equals', what: 'an equals sign', label: 'a=b', ...FULL },
  { name: 'question-mark', what: 'a question mark', label: 'a?b' },
  { name: 'hash', what: 'a number sign', label: 'a#b' },
  { name: 'semicolon', what: 'a semicolon', label: 'a;b=c', raw: 'a;b=c', ...FULL },
  { name: 'colon', what: 'a colon and an at sign', label: 'a:b@c', raw: 'a:b@c', ...FULL },
  { name: 'brackets', what: 'brackets and braces', label: 'a[b]{c}<d>', ...FULL },
  { name: 'asterisk', what: 'an asterisk', label: 'a*', ...FULL },
  { name: 'emoji', what: 'an emoji', label: '📞', profile: 'smoke' },
  { name: 'accent', what: 'an accented letter', label: '\u00e9t\u00e9' },
  { name: 'accent-apart', what: 'letters apart from their accents', label: 'e\u0301te\u0301', ...FULL },
  {
    name: 'lower-case-hex',
    what: 'an accented letter, encoded in lower case',
    label: '\u00e9',
    raw: '%c3%a9',
    ...FULL,
  },
  { name: 'needlessly-encoded', what: 'a plain letter that is encoded', label: 'abc', raw: '%61bc' },
  { name: 'right-to-left', what: 'letters written from right to left', label: 'שירות', ...FULL },
  { name: 'zero-width', what: 'a character without width', label: 'a\u200bb', ...FULL },
  { name: 'dot', what: 'a dot at its end', label: '.', ...FULL },
  { name: 'two-dots', what: 'two dots at its end', label: '..' },
  { name: 'dots-inside', what: 'dots inside', label: 'a..b.json', ...FULL },
  { name: 'encoded-slash', what: 'an encoded slash', label: 'a/b', raw: 'a%2Fb' },
  { name: 'encoded-slash-lower-case', what: 'a slash encoded in lower case', label: 'a/b', raw: 'a%2fb', ...FULL },
  { name: 'encoded-backslash', what: 'an encoded backslash', label: 'a\\b', raw: 'a%5Cb', ...FULL },
  { name: 'nul', what: 'an encoded NUL', label: 'a\u0000b', raw: 'a%00b' },
  { name: 'line-end', what: 'an encoded end of line', label: 'a\r\nb', raw: 'a%0D%0Ab' },
  { name: 'control-characters', what: 'encoded control characters', label: '\u0001\u001b\u007f', ...FULL },
  { name: 'invalid-percent', what: 'a percent sign and no hexadecimal digits', label: 'a%zz', raw: 'a%zz' },
  { name: 'cut-percent', what: 'a percent sign at its end', label: 'a%', raw: 'a%', ...FULL },
  { name: 'no-utf-8', what: 'an octet that is no UTF-8', label: 'a\ufffdb', raw: 'a%FFb' },
  { name: 'overlong', what: 'a slash coded longer than it need be', label: 'a\ufffd\ufffdb', raw: 'a%C0%AFb', ...FULL },
  { name: 'half-a-pair', what: 'half of a surrogate pair in octets', label: 'a\ud83db', raw: 'a%ED%A0%BDb', ...FULL },
  { name: 'schema', what: 'the word schema', label: 'schema' },
  { name: 'proto', what: 'the word __proto__', label: '__proto__', ...FULL },
  { name: 'all-plain-letters', what: 'each of the plain characters', label: 'Az09_-', ...FULL },
  // With the beginning that all names have, some ninety characters: more than some columns hold, less than most refuse.
  { name: 'ninety', what: 'ninety characters', label: 'n'.repeat(60) },
  { name: 'two-hundred', what: 'two hundred characters', label: 'n'.repeat(200) },
  { name: 'four-thousand', what: 'four thousand characters', label: 'n'.repeat(4000) },
];
