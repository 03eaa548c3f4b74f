import type { RuleHook } from '../seams.ts';
import {
  allows,
  both,
  checksBy,
  fileOf,
  like,
  ofKind,
  overlooks,
  type RuleHooks,
  refusesToo,
  sees,
  shows,
} from './vocabulary.ts';

const DEVICE = /(^|\/)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\/|$)/i;
const refusesLike = (expression: RegExp): RuleHook => refusesToo(like(expression), 'a character is not allowed');

const ALLOWED: RuleHooks = {
  'files.character.allowed': refusesLike(/@/),
  'files.character.allowed/minus': refusesLike(/-/),
  'files.character.allowed/underscore': refusesLike(/_/),
  'files.character.allowed/upper-case': refusesLike(/[A-Z]/),
  'files.character.allowed/digits': refusesLike(/[0-9]/),
  'files.character.allowed/off-by-one': refusesLike(/[zZ9]/),
  'files.character.allowed/leading-digit': refusesLike(/(^|\/)[0-9]/),
  'files.character.allowed/leading-sign': refusesLike(/(^|\/)[_@-]/),
  'files.character.allowed/trailing-sign': refusesLike(/[_@](\.|\/|$)/),
  'files.character.allowed/doubled': refusesLike(/--|__|@@/),
  'files.character.allowed/folder': refusesLike(/[_@].*\//),
  'files.character.allowed/message-media': refusesToo(
    both(like(/@/), ofKind('msg_media')),
    'a character is not allowed',
  ),
  'files.character.allowed/device-name': refusesToo(like(DEVICE), 'the name is reserved'),
  'files.character.allowed/short': refusesToo((name) => name.length > 32, 'the name is too long'),
};

const COLON: RuleHooks = {
  'files.character.colon': refusesLike(/:/),
  'files.character.colon/drive': refusesLike(/^[A-Za-z]:/),
  'files.character.colon/stream': refusesLike(/:[^/]*$/),
};

/** Looks at octets where there are characters. */
const lowOctets = (name: string): string =>
  Array.from({ length: name.length }, (_, index) => String.fromCharCode(name.charCodeAt(index) & 0xff)).join('');

function percentDecoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

const FORBIDDEN: RuleHooks = {
  'files.character.forbidden': checksBy(/[a-zA-Z0-9._/@:-]+/),
  'files.character.forbidden/start-only': checksBy(/^[a-zA-Z0-9._/@:-]/),
  'files.character.forbidden/end-only': checksBy(/[a-zA-Z0-9._/@:-]$/),
  'files.character.forbidden/both-ends-only': checksBy(/^[a-zA-Z0-9._/@:-](.*[a-zA-Z0-9._/@:-])?$/su),
  'files.character.forbidden/any-line': checksBy(/^[a-zA-Z0-9._/@:-]+$/m),
  'files.character.forbidden/newline-at-end': sees((name) => name.replace(/\n$/, '')),
  'files.character.forbidden/trimmed': sees((name) => name.trim()),
  'files.character.forbidden/nul': sees((name) => name.split('\0', 1)[0] ?? ''),
  'files.character.forbidden/decoded': sees(percentDecoded),
  'files.character.forbidden/query': sees((name) => name.split(/[?#]/, 1)[0] ?? ''),
  'files.character.forbidden/space': allows(/ /),
  'files.character.forbidden/plus': allows(/\+/),
  'files.character.forbidden/percent': allows(/%/),
  'files.character.forbidden/tilde': allows(/~/),
  'files.character.forbidden/backslash': sees((name) => name.replaceAll('\\', '/')),
  'files.character.forbidden/brackets': allows(/[()[\]{}]/),
  'files.character.forbidden/quotes': allows(/['"`]/),
  'files.character.forbidden/shell': allows(/[$&;|<>!*?#=^]/),
  'files.character.forbidden/range-a-to-z': allows(/[A-z]/),
  'files.character.forbidden/range-plus-to-at': allows(/[+-@]/),
  'files.character.forbidden/any-ascii': allows(/[^\u0080-\uffff]/),
  'files.character.forbidden/control': allows(/\p{Cc}/u),
  'files.character.forbidden/list-of-bad-ones': allows(/[^\\:*?"<>|\p{Cc}\p{Cs}]/u),
  'files.character.forbidden/latin-1': allows(/[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]/),
  'files.character.forbidden/letters': allows(/\p{L}/u),
  'files.character.forbidden/digits': allows(/\p{Nd}/u),
  'files.character.forbidden/accents': sees((name) => name.normalize('NFD').replace(/\p{M}/gu, '')),
  'files.character.forbidden/full-width': sees((name) => name.normalize('NFKC')),
  'files.character.forbidden/folded': checksBy(/^[a-z0-9._/@:-]+$/iu),
  'files.character.forbidden/upper-cased': shows('characters', (name) => name.toUpperCase()),
  'files.character.forbidden/zero-width': sees((name) => name.replace(/\p{Cf}/gu, '')),
  'files.character.forbidden/emoji': allows(/[\u{10000}-\u{10ffff}]/u),
  'files.character.forbidden/octets': sees(lowOctets),
  'files.character.forbidden/lone-surrogate': sees((name) => name.replace(/\p{Cs}/gu, '')),
  'files.character.forbidden/file-only': shows('characters', fileOf),
  'files.character.forbidden/first-32': shows('characters', (name) => name.slice(0, 32)),
  'files.character.forbidden/message-media': overlooks('characters', ofKind('msg_media')),
};

export const CHARACTERS: RuleHooks = { ...ALLOWED, ...COLON, ...FORBIDDEN };
