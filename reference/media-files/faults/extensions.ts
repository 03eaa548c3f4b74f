import type { Kind } from '../kinds.ts';
import type { RuleHook } from '../seams.ts';
import { both, fileOf, folderIn, like, ofKind, overlooks, type RuleHooks, takes } from './vocabulary.ts';

/** Finds extensions of one kind of file where there are none. */
const finds =
  (kind: Kind, find: (name: string) => string | undefined): RuleHook =>
  (rules) => ({
    extensionOf: (name, asked) => rules.extensionOf(name, asked) ?? (asked === kind ? find(name) : undefined),
  });

/** Looks for the extensions of media files by a regular expression for whole names. */
const looksBy = (expression: RegExp): RuleHook => overlooks('extension', both(like(expression), ofKind('media')));

const isPublished = (extension: string): boolean => /^(wave?|tiff?)$/i.test(extension);
const takesOnly = (expression: RegExp): RuleHook => takes('media', (extension) => expression.test(extension));
const takesToo = (expression: RegExp): RuleHook =>
  takes('media', (extension) => isPublished(extension) || expression.test(extension));

const folderExtension = (name: string): string | undefined =>
  fileOf(name).includes('.') ? undefined : folderIn(name).match(/\.([^./]+)(?=\/|$)/)?.[1];
/** There is something before the dot and nothing after it. */
const emptyExtension = (kind: Kind): RuleHook => overlooks('extension', both(like(/[^/.]\.$/), ofKind(kind)));

const MEDIA: RuleHooks = {
  'files.extension.media-required': looksBy(/(^|\/)[^./]+$/),
  'files.extension.media-required/trailing-dot': emptyExtension('media'),
  'files.extension.media-required/folder-dot': finds('media', folderExtension),
  'files.extension.media-required/whole-name': finds('media', (name) => fileOf(name).split('.').at(-1)),
  'files.extension.media-required/no-dot': looksBy(/(^|\/)[^./]+(wave?|tiff?)$/i),

  'files.extension.media-set': takesOnly(/^wav$/i),
  'files.extension.media-set/any': takes('media', () => true),
  'files.extension.media-set/wave-forgotten': takesOnly(/^(wav|tiff?)$/i),
  'files.extension.media-set/tiff-forgotten': takesOnly(/^(wave?|tif)$/i),
  'files.extension.media-set/upper-case-only': takesOnly(/^(WAVE?|TIFF?)$/),
  'files.extension.media-set/mp3': takesToo(/^mp3$/i),
  'files.extension.media-set/prefix': takesToo(/^(wav|tif)/i),
  'files.extension.media-set/suffix': takesToo(/(wave?|tiff?)$/i),
  'files.extension.media-set/anywhere': looksBy(/[^/]\.(wave?|tiff?)[^/]*$/i),
  'files.extension.media-set/folder': looksBy(/\.(wave?|tiff?)\/[^/]+\.[^./]+$/i),
  'files.extension.media-set/any-character': looksBy(/[^/].(wave?|tiff?)$/i),
  'files.extension.media-set/alternation': looksBy(/[^/]\.wave?|tiff?$/i),
  'files.extension.media-set/first-dot': (rules) => ({
    extensionOf: (name, kind) =>
      kind === 'media' ? fileOf(name).match(/^[^.]*[^/.]\.([^.]+)/)?.[1] : rules.extensionOf(name, kind),
  }),
};

const takesForMessages = (test: RegExp): RuleHook => takes('msg_media', (extension) => test.test(extension));

const MESSAGE_MEDIA: RuleHooks = {
  'files.extension.message-media-required': overlooks('extension', both(like(/(^|\/)[^./]+$/), ofKind('msg_media'))),
  'files.extension.message-media-required/trailing-dot': emptyExtension('msg_media'),
  'files.extension.message-media-required/folder-dot': finds('msg_media', folderExtension),
  'files.extension.message-media-required/any-dot': overlooks(
    'extension',
    both((name) => name.includes('.'), ofKind('msg_media')),
  ),

  'files.extension.message-media-any': takesForMessages(/^(wave?|tiff?)$/i),
  'files.extension.message-media-any/images': takesForMessages(/^(png|jpe?g|gif|bmp|tiff?|webp|svg)$/i),
  'files.extension.message-media-any/no-media': takesForMessages(/^(?!(wave?|tiff?)$)/i),
  'files.extension.message-media-any/three-or-four': takesForMessages(/^.{3,4}$/s),
  'files.extension.message-media-any/alphanumeric': takesForMessages(/^[a-z0-9]+$/i),
  'files.extension.message-media-any/programs': takesForMessages(/^(?!(exe|bat|cmd|com|js|sh|php|html?)$)/i),
};

export const EXTENSIONS: RuleHooks = { ...MEDIA, ...MESSAGE_MEDIA };
