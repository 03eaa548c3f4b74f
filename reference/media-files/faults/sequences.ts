import { posix } from 'node:path';
import type { RuleHook } from '../seams.ts';
import {
  both,
  fileOf,
  folderIn,
  like,
  ofKind,
  overlooks,
  type RuleHooks,
  refusesToo,
  sees,
  shows,
} from './vocabulary.ts';

/** Refuses two dots only where an expression finds them. */
const dotDotOnly = (found: RegExp): RuleHook => overlooks('dotDot', (name) => !found.test(name));
const slashSlashOnly = (found: RegExp): RuleHook => overlooks('slashSlash', (name) => !found.test(name));

const SEPARATOR: RuleHooks = {
  'files.separator': refusesToo(like(/\//), 'a slash is not allowed'),
  'files.separator/one-folder': refusesToo(like(/\/.*\//), 'there are too many folders'),
  'files.separator/message-media': refusesToo(both(like(/\//), ofKind('msg_media')), 'a slash is not allowed'),
};

const DOT_DOT: RuleHooks = {
  'files.sequence.dot-dot': overlooks('dotDot'),
  'files.sequence.dot-dot/segment': dotDotOnly(/(^|\/)\.\.(\/|$)/),
  'files.sequence.dot-dot/start': dotDotOnly(/^\.\./),
  'files.sequence.dot-dot/before-slash': dotDotOnly(/\.\.\//),
  'files.sequence.dot-dot/first-dot': dotDotOnly(/^[^.]*\.\./),
  'files.sequence.dot-dot/exactly-two': dotDotOnly(/(?<!\.)\.\.(?!\.)/),
  'files.sequence.dot-dot/stem': shows('dotDot', (name) => name.replace(/\.[^./]*$/, '')),
  'files.sequence.dot-dot/folder': shows('dotDot', folderIn),
  'files.sequence.dot-dot/normalised': shows('dotDot', (name) => posix.normalize(name)),
  'files.sequence.dot-dot/removed-once': sees((name) => name.replaceAll('../', '')),
  'files.sequence.dot-dot/message-media': overlooks('dotDot', ofKind('msg_media')),
};

const SLASHES: RuleHooks = {
  'files.sequence.slash-slash': overlooks('slashSlash'),
  'files.sequence.slash-slash/collapsed': sees((name) => name.replace(/\/{2,}/g, '/')),
  'files.sequence.slash-slash/start': slashSlashOnly(/^\/\//),
  'files.sequence.slash-slash/exactly-two': slashSlashOnly(/(?<!\/)\/\/(?!\/)/),
  'files.sequence.slash-slash/before-file': shows('slashSlash', (name) => name.replace(/\/+[^/]*$/, '')),
  'files.sequence.slash-slash/media': overlooks('slashSlash', ofKind('media')),

  'files.sequence.slash-dot-slash': overlooks('slashDotSlash'),
  'files.sequence.slash-dot-slash/normalised': sees((name) => name.replace(/(\/\.)+(?=\/)/g, '')),
  'files.sequence.slash-dot-slash/one-removed': shows('slashDotSlash', (name) => name.replace('/./', '/')),
  'files.sequence.slash-dot-slash/message-media': overlooks('slashDotSlash', ofKind('msg_media')),
};

const DOTS = 'a dot is not allowed here';

const LEGAL_DOTS: RuleHooks = {
  'files.sequence.legal-dots': refusesToo((name) => fileOf(name).split('.').length > 2, DOTS),
  'files.sequence.legal-dots/hidden-file': refusesToo((name) => /^\.[^.]+\./.test(fileOf(name)), DOTS),
  'files.sequence.legal-dots/hidden-folder': refusesToo(like(/(^|\/)\.[^/]*\//), DOTS),
  'files.sequence.legal-dots/folder': refusesToo((name) => folderIn(name).includes('.'), DOTS),
  'files.sequence.legal-dots/slash-dot': refusesToo(like(/\/\./), DOTS),
  'files.sequence.legal-dots/dot-slash': refusesToo(like(/\.\//), DOTS),
  'files.sequence.legal-dots/unescaped': refusesToo(like(/\/.\//), 'a slash, a dot and a slash are not allowed'),
  'files.sequence.legal-dots/message-media': refusesToo(
    both((name) => fileOf(name).split('.').length > 2, ofKind('msg_media')),
    DOTS,
  ),
};

export const SEQUENCES: RuleHooks = { ...SEPARATOR, ...DOT_DOT, ...SLASHES, ...LEGAL_DOTS };
