import { MEDIA_EXTENSIONS } from '../../../generators/names/characters.table.ts';
import type { NamesCase } from '../case.ts';
import { MEDIA_REQUIRED, MEDIA_SET, MESSAGE_REQUIRED } from '../naming-rules.ts';
import { LEGAL_DOTS, MESSAGE_ANY } from '../view/features.ts';
import { type Kind, namesCase, type OfferStep, offer, plainCharacters } from './names-case.ts';

/** Extensions that a media file may not have: other files', near misses of the published ones, and of their spelling. */
const OTHERS = [
  ...['mp3', 'mp4', 'ogg', 'flac', 'raw', 'au', 'txt', 'jpg', 'png', 'gif', 'pdf', 'exe', 'php', 'html', 'zip', 'bak'],
  ...['w', 'wa', 'wv', 'av', 'waf', 'wavx', 'wav1', 'wav_', 'wav-', 'wav@', 'wavw', 'waves', 'wavee', 'waave', 'xwav'],
  ...[
    '1wav',
    '-wav',
    'mywave',
    't',
    'ti',
    'if',
    'tf',
    'tiffs',
    'tifff',
    'tiif',
    'xtif',
    'xtiff',
    'wavtif',
    'vaw',
    'fit',
  ],
];

const ANY = [
  ...['jpg', 'jpeg', 'png', 'gif', 'bmp', 'webp', 'svg', 'heic', 'pdf', 'txt', 'mp3', 'mp4', 'vcf', 'bin'],
  ...['exe', 'bat', 'cmd', 'js', 'sh', 'php', 'html', 'wav', 'wave', 'tif', 'tiff'],
  ...[
    'x',
    '7',
    '7x',
    'ab',
    'json5',
    'numbers',
    'abcdefghij',
    'JPG',
    'JpEg',
    'a_b',
    'a-b',
    'a@b',
    '-',
    '_x',
    '@x',
    '0',
    '00',
  ],
];

/** Names without an extension; `{x}` stands for one that would do. */
const NONE: ReadonlyArray<readonly [name: string, what: string]> = [
  ['name', 'no extension'],
  ['/name', 'no extension in a folder'],
  ['/x', 'a single letter for a name'],
  ['name.', 'nothing after the dot'],
  ['name.{x}.', 'a dot after the extension'],
  ['folder.{x}/name', 'an extension on a folder alone'],
  ['folder.{x}/sub/name', 'an extension on a folder further up'],
  ['ab.cd/name', 'a dot in a folder alone'],
  ['folder/name.', 'nothing after the dot, in a folder'],
  ['/.folder/name', 'a hidden folder'],
  ['/{x}', 'the name of an extension for a name'],
  ['name{x}', 'an extension without its dot'],
  ['name-{x}', 'an extension after a minus'],
  ['name_{x}', 'an extension after an underscore'],
  ['name/{x}', 'an extension after a slash'],
];

const without = (kind: Kind, about: string, extensions: readonly string[]): readonly OfferStep[] => [
  ...extensions.flatMap((extension) =>
    NONE.filter(([name]) => extension === extensions[0] || name.includes('{x}')).map(([name, what]) =>
      offer(kind, about, what, name.replaceAll('{x}', extension)),
    ),
  ),
  offer(kind, about, 'nothing at all', '', { bare: true }),
  offer(kind, about, 'no extension', 'name', { bare: true }),
];

/** Every way to write a word in small and capital letters. */
const inEachCase = (word: string): readonly string[] =>
  [...word].reduce<readonly string[]>(
    (starts, letter) => starts.flatMap((start) => [start + letter, start + letter.toUpperCase()]),
    [''],
  );

const letterCases = (isStore: boolean): readonly OfferStep[] =>
  MEDIA_EXTENSIONS.flatMap((word) => {
    const all = inEachCase(word);
    // First and last letter, and all of them, stand for the rest.
    const spellings = isStore ? all.filter((_, index) => [0, 1, all.length / 2, all.length - 1].includes(index)) : all;
    return spellings.map((extension) => offer('media', MEDIA_SET, `the extension .${extension}`, `ab.${extension}`));
  });

export const extensionCases: readonly NamesCase[] = [
  namesCase('extensions/media-required', {
    title: 'Media files have no extension',
    requirements: [MEDIA_REQUIRED],
    steps: without('media', MEDIA_REQUIRED, ['wav', 'tiff']),
  }),
  namesCase('extensions/message-media-required', {
    title: 'Message media files have no extension',
    requirements: [MESSAGE_REQUIRED],
    steps: without('msg_media', MESSAGE_REQUIRED, ['jpg', 'wav']),
  }),
  namesCase('extensions/media-set', {
    title: 'Media files have each published extension, and others',
    requirements: [MEDIA_SET],
    steps: [
      MEDIA_EXTENSIONS.flatMap((extension) => [
        offer('media', MEDIA_SET, `the extension .${extension}`, `name.${extension}`),
        offer('media', MEDIA_SET, `the extension .${extension} in a folder`, `/ab/name.${extension}`),
        offer('media', LEGAL_DOTS, `the extension .${extension} after another`, `name.exe.${extension}`),
      ]),
      OTHERS.map((extension) => offer('media', MEDIA_SET, `the extension .${extension}`, `name.${extension}`)),
      MEDIA_EXTENSIONS.flatMap((extension) => [
        offer('media', MEDIA_SET, `the extension .exe after .${extension}`, `name.${extension}.exe`),
        offer('media', MEDIA_SET, `the extension .txt in a folder with .${extension}`, `/ab.${extension}/name.txt`),
        offer('media', MEDIA_SET, `a colon after .${extension}`, `name.${extension}:x`),
      ]),
    ],
  }),
  namesCase('extensions/letter-case', {
    title: 'Published extensions are written in each mixture of small and capital letters',
    requirements: [MEDIA_SET],
    steps: ({ binding }) => letterCases(binding === 'store'),
  }),
  namesCase('extensions/bare', {
    title: 'Names are nothing but an extension, of which the documents do not speak',
    requirements: [],
    steps: [
      MEDIA_EXTENSIONS.map((extension) => offer('media', MEDIA_SET, `nothing before .${extension}`, `/.${extension}`)),
      offer('msg_media', MESSAGE_ANY, 'nothing before .jpg', '/.jpg'),
      offer('msg_media', MESSAGE_ANY, '.htaccess', '/.htaccess'),
      offer('media', MEDIA_SET, 'nothing before .wav', '.wav', { bare: true }),
      offer('msg_media', MESSAGE_ANY, 'nothing before .jpg', '.jpg', { bare: true }),
    ],
  }),
  namesCase('extensions/message-media-any', {
    title: 'Message media files have all sorts of extensions',
    requirements: [MESSAGE_ANY],
    steps: [
      plainCharacters,
      ANY.map((extension) => offer('msg_media', MESSAGE_ANY, `the extension .${extension}`, `name.${extension}`)),
    ],
  }),
];
