// What a store makes of files: it keeps what it took, as it took it, and nothing else.
import type { NamesStep } from '../../../harness/traces/names-trace.ts';
import type { NamesCase } from '../case.ts';
import {
  DOT_DOT,
  FORBIDDEN_CHARACTER,
  MEDIA_REQUIRED,
  MEDIA_SET,
  MESSAGE_REQUIRED,
  SLASH_DOT_SLASH,
  SLASH_SLASH,
} from '../naming-rules.ts';
import { type Kind, list, namesCase, offer, read, remove } from './names-case.ts';

const ROUND_TRIP = 'files.store.round-trip';
const DISTINCT = 'files.store.distinct';
const LEAVES_NOTHING = 'files.store.refused-leaves-nothing';
const SURVIVES = 'files.survives.hostile-names';

const ALL_OCTETS = Buffer.from(Array.from({ length: 256 }, (_, octet) => octet));

/** What text modes, strings, character sets, limits and helpful servers change. */
const CONTENTS: ReadonlyArray<readonly [what: string, octets: Buffer]> = [
  ['no octets', Buffer.alloc(0)],
  ['one octet', Buffer.from('x')],
  ['a NUL', Buffer.from('before\0after')],
  ['CR LF and LF', Buffer.from('one\r\ntwo\nthree\rfour\r\n')],
  ['no line end at the end', Buffer.from('a last line without an end')],
  ['a line end at the end', Buffer.from('a last line with its end\n')],
  ['spaces at both ends', Buffer.from('  \t text \t  ')],
  ['all octets', ALL_OCTETS],
  ['octets that are no UTF-8', Buffer.from('c328a0a1e28228f0288cbcfffe', 'hex')],
  ['UTF-8', Buffer.from('\u00e9 \u4e00 \u{1f600} e\u0301')],
  ['a byte order mark', Buffer.from('\ufefftext')],
  ['an end of file', Buffer.from('before\u001aafter')],
  ['percent-encoding', Buffer.from('%41%00+%2F&a=b')],
  ['JSON', Buffer.from('{"a": [1, 2.0, null], "a": 3}')],
  ['HTML', Buffer.from('<!doctype html><title>x</title>')],
  ['1025 octets', Buffer.alloc(1025, '0123456789abcdef\n')],
  ['5000 octets', Buffer.concat(Array.from({ length: 20 }, () => ALL_OCTETS)).subarray(0, 5000)],
  ['70000 octets', Buffer.alloc(70_000, '0123456789abcdef\u00ff\r\n', 'latin1')],
];

const content = (octets: Buffer) => ({ content: { base64: octets.toString('base64') } });

const NAMES: ReadonlyArray<readonly [kind: Kind, name: string]> = [
  ['media', 'keep.wav'],
  ['media', 'keep.wave'],
  ['media', 'keep.tif'],
  ['media', 'keep.tiff'],
  ['media', 'KEEP-Capitals.wav'],
  ['media', 'keep@at.wav'],
  ['media', 'keep_under.wav'],
  ['media', 'keep-minus.wav'],
  ['media', 'keep.two.dots.wav'],
  ['media', 'keep.wav.wav'],
  ['media', '/.keep-hidden.wav'],
  ['media', 'folder/keep-in-folder.wav'],
  ['media', 'one/two/three/keep-deeper.wav'],
  ['media', '.dots/keep-in-hidden.tif'],
  ['media', 'folder.wav/keep-in-file-like-folder.tif'],
  ['media', 'ends./keep-after-dot.wav'],
  ['media', '-/keep-after-minus.wav'],
  ['media', `${'keep-long-'.repeat(7)}a.wav`],
  ['media', 'keep:colon.wav'],
  ['media', 'KEEP-EXTENSION.WAV'],
  ['msg_media', 'keep.jpg'],
  ['msg_media', 'keep.x'],
  ['msg_media', 'keep.wav'],
  ['msg_media', 'keep.tar.gz'],
  ['msg_media', 'KEEP.Jpg'],
  ['msg_media', 'folder/keep-in-folder.png'],
  ['msg_media', '/.keep-hidden.png'],
  ['msg_media', 'keep@at_under-minus.a-b_c@d'],
];

/** Two names each, of which some stores make one. */
const PAIRS: ReadonlyArray<readonly [kind: Kind, one: string, other: string, what: string]> = [
  ['media', 'pair@1.wav', 'pair_1.wav', 'an at sign and an underscore'],
  ['media', 'pair-2.wav', 'pair_2.wav', 'a minus and an underscore'],
  ['media', 'pair3/same-file.wav', 'pair3x/same-file.wav', 'one file name in two folders'],
  ['media', 'pair4/file.wav', 'pair4_file.wav', 'a slash and an underscore'],
  ['media', 'pair5/file.wav', 'pair5-file.wav', 'a slash and a minus'],
  ['media', 'pair6.wav', 'pair6.tif', 'two extensions'],
  ['media', 'pair7.tif', 'pair7.tiff', 'an extension and its longer form'],
  ['media', 'pair8.wav', 'pair8.wave', 'another extension and its longer form'],
  ['media', 'pair9.x.wav', 'pair9x.wav', 'a dot and none'],
  ['media', `${'pair10-'.repeat(8)}a.wav`, `${'pair10-'.repeat(8)}b.wav`, 'the same first 56 characters'],
  ['media', 'pair11.wav', '/pair11.wav', 'a folder and none'],
  ['media', 'pair12.wav', '/.pair12.wav', 'a hidden file and one that is not'],
  ['media', 'pair13.wav', 'pair13.wav.wav', 'the beginning of the other'],
  ['media', 'pair14/a/b.wav', 'pair14/ab.wav', 'a slash and none'],
  ['media', 'pair15a./b.wav', 'pair15a/.b.wav', 'a dot before a slash and after it'],
  ['media', '0016.wav', '16.wav', 'zeros first and none'],
  ['msg_media', 'pair17.jpg', 'pair17.jpeg', 'two extensions for one format'],
  ['msg_media', 'pair18.a.b', 'pair18.b', 'two extensions and the last of them'],
  ['msg_media', 'pair19@.jpg', 'pair19.jpg', 'a sign at the end and none'],
];

const writeTwo = ([kind, one, other, what]: (typeof PAIRS)[number]): readonly NamesStep[] => [
  offer(kind, DISTINCT, what, one),
  offer(kind, DISTINCT, what, other),
  read(kind, DISTINCT, what, one),
  read(kind, DISTINCT, what, other),
];

/** Illegal names, each with other spellings under which what was refused may have been kept. */
const REFUSED: ReadonlyArray<
  readonly [kind: Kind, about: string, name: string, what: string, spellings: readonly string[]]
> = [
  ['media', FORBIDDEN_CHARACTER, 'left over.wav', 'a space', ['left_over.wav', 'leftover.wav', 'left-over.wav']],
  ['media', FORBIDDEN_CHARACTER, 'left+1.wav', 'a plus', ['left_1.wav', 'left1.wav']],
  ['media', FORBIDDEN_CHARACTER, 'left%32.wav', 'a percent sign', ['left2.wav', 'left_32.wav', 'left32.wav']],
  ['media', FORBIDDEN_CHARACTER, 'left\\3.wav', 'a backslash', ['left/3.wav', 'left_3.wav', 'left3.wav']],
  ['media', FORBIDDEN_CHARACTER, 'left4.wav\n', 'a line feed at the end', ['left4.wav', 'left4.wav_']],
  ['media', FORBIDDEN_CHARACTER, 'left5.wav\0', 'a NUL at the end', ['left5.wav']],
  ['media', FORBIDDEN_CHARACTER, 'left6.wav ', 'a space at the end', ['left6.wav']],
  ['media', FORBIDDEN_CHARACTER, 'left\u00e97.wav', 'an accent', ['lefte7.wav', 'left_7.wav', 'left7.wav']],
  ['media', FORBIDDEN_CHARACTER, 'left\uff418.wav', 'a full-width letter', ['lefta8.wav', 'left_8.wav']],
  ['media', FORBIDDEN_CHARACTER, 'left~9.wav', 'a tilde', ['left_9.wav', 'left9.wav']],
  ['media', DOT_DOT, 'left..10.wav', 'two dots', ['left.10.wav', 'left10.wav']],
  ['media', DOT_DOT, '/left/../11.wav', 'the segment ..', ['/11.wav', '/left/11.wav']],
  ['media', SLASH_SLASH, 'left//12.wav', 'two slashes', ['left/12.wav', 'left12.wav']],
  ['media', SLASH_DOT_SLASH, 'left/./13.wav', '/./', ['left/13.wav', 'left13.wav']],
  ['media', MEDIA_REQUIRED, 'left14', 'no extension', ['left14.wav']],
  ['media', MEDIA_REQUIRED, 'left15.', 'nothing after the dot', ['left15', 'left15.wav']],
  ['media', MEDIA_SET, 'left16.mp3', 'another extension', ['left16.wav', 'left16']],
  ['media', MEDIA_SET, 'left17.wav.exe', 'two extensions', ['left17.wav', 'left17.exe']],
  ['media', MEDIA_SET, 'left/folder18/file.txt', 'another extension in a folder', ['left/folder18/file.wav']],
  ['msg_media', FORBIDDEN_CHARACTER, 'left 19.jpg', 'a space', ['left_19.jpg', 'left19.jpg']],
  ['msg_media', FORBIDDEN_CHARACTER, 'left?20.jpg', 'a question mark', ['left', 'left_20.jpg', 'left20.jpg']],
  ['msg_media', MESSAGE_REQUIRED, 'left21', 'no extension', ['left21.jpg']],
  ['msg_media', DOT_DOT, 'left..22.jpg', 'two dots', ['left.22.jpg']],
  ['msg_media', SLASH_SLASH, 'left//23.jpg', 'two slashes', ['left/23.jpg']],
];

const refuse = ([kind, about, name, what, spellings]: (typeof REFUSED)[number]): readonly NamesStep[] => [
  offer(kind, about, what, name),
  read(kind, LEAVES_NOTHING, what, name),
  ...spellings.map((spelling) => read(kind, LEAVES_NOTHING, `${what}, spelled otherwise`, spelling)),
];

export const storeCases: readonly NamesCase[] = [
  namesCase('store/content', {
    title: 'Files hold octets that stores change, and are read back',
    requirements: [ROUND_TRIP],
    only: 'store',
    // Content of media files may be checked; of message media any format will do.
    steps: [
      CONTENTS.map(([what, octets], index) =>
        offer('msg_media', ROUND_TRIP, what, `content${index}.jpg`, content(octets)),
      ),
      CONTENTS.map(([what], index) => read('msg_media', ROUND_TRIP, what, `content${index}.jpg`)),
    ],
  }),
  namesCase('store/names', {
    title: 'Files with all sorts of legal names are listed and read back',
    requirements: [ROUND_TRIP, DISTINCT],
    only: 'store',
    steps: [
      NAMES.map(([kind, name]) => offer(kind, ROUND_TRIP, name, name)),
      list('media'),
      list('msg_media'),
      NAMES.map(([kind, name]) => read(kind, ROUND_TRIP, name, name)),
    ],
  }),
  namesCase('store/overwrite', {
    title: 'Files are written again, with shorter and with longer content',
    requirements: [ROUND_TRIP],
    only: 'store',
    steps: [
      ['long content that is replaced by short content', 'short', 'long again: 0123456789 0123456789', ''].flatMap(
        (text, index) => [
          offer('msg_media', ROUND_TRIP, `content number ${index + 1}`, 'again.jpg', { content: { text } }),
          read('msg_media', ROUND_TRIP, `content number ${index + 1}`, 'again.jpg'),
        ],
      ),
      offer('media', ROUND_TRIP, 'the same content', 'again.wav'),
      offer('media', ROUND_TRIP, 'the same content again', 'again.wav'),
      read('media', ROUND_TRIP, 'the same content again', 'again.wav'),
    ],
  }),
  namesCase('store/listing', {
    title: 'More files are listed than fit on a page',
    requirements: [ROUND_TRIP],
    only: 'store',
    steps: [
      Array.from({ length: 30 }, (_, index) => offer('media', ROUND_TRIP, `file ${index} of 30`, `list${index}.wav`)),
    ],
  }),
  namesCase('store/delete', {
    title: 'Files are deleted, and others stay',
    requirements: [ROUND_TRIP, DISTINCT],
    only: 'store',
    steps: [
      ['go.wav', 'go.wav.wav', 'go.wave', 'go/file1.wav', 'go/file2.wav', 'go/sub/file3.wav', 'gone.wav'].map((name) =>
        offer('media', DISTINCT, `beside one that is deleted: ${name}`, name),
      ),
      list('media'),
      remove('media', 'go.wav'),
      ['go.wav.wav', 'go.wave', 'gone.wav', 'go/file1.wav'].map((name) =>
        read('media', DISTINCT, `beside one that was deleted: ${name}`, name),
      ),
      remove('media', 'go/file1.wav'),
      ['go/file2.wav', 'go/sub/file3.wav', 'gone.wav'].map((name) =>
        read('media', DISTINCT, `beside one that was deleted: ${name}`, name),
      ),
      // What was never there, and what cannot have been.
      remove('media', 'never.wav'),
      remove('media', 'never there.wav'),
      remove('media', '/never/../there.wav'),
      remove('media', 'never'),
    ],
  }),
  namesCase('store/pairs', {
    title: 'Two names that are alike are two files',
    requirements: [DISTINCT],
    only: 'store',
    steps: PAIRS.map(writeTwo),
  }),
  namesCase('store/letter-case', {
    title: 'Two names differ in letter case alone',
    requirements: [],
    only: 'store',
    steps: [
      writeTwo(['media', 'twin.wav', 'TWIN.wav', 'letter case']),
      writeTwo(['media', 'Folder/twin.wav', 'folder/twin.wav', 'letter case of a folder']),
      writeTwo(['msg_media', 'twin.jpg', 'twin.JPG', 'letter case of an extension']),
    ],
  }),
  namesCase('store/file-and-folder', {
    title: 'One name is that of a file and of a folder',
    requirements: [ROUND_TRIP, SURVIVES],
    only: 'store',
    steps: [
      writeTwo(['media', 'both1.wav', 'both1.wav/file.wav', 'a file that is to be a folder too']),
      writeTwo(['media', 'both2.wav/file.wav', 'both2.wav', 'a folder that is to be a file too']),
      writeTwo(['msg_media', 'both3.jpg/a.b/c.jpg', 'both3.jpg/a.b', 'a folder in a folder that is to be a file too']),
    ],
  }),
  namesCase('store/refused', {
    title: 'Files are refused for their names, and looked for under these and other spellings',
    requirements: [LEAVES_NOTHING, SURVIVES],
    only: 'store',
    steps: [...REFUSED.map(refuse), REFUSED.slice(0, 10).map(([kind, , name]) => remove(kind, name))],
  }),
  namesCase('store/rest', {
    title: 'Log files of REST applications are written, of whose names nothing is published',
    requirements: [],
    only: 'store',
    steps: [
      ['name.log', 'name', 'name with spaces.txt', 'folder/name.log', 'name..log', 'n\u00e4me.log'].map((name) =>
        offer('rest', ROUND_TRIP, name, name),
      ),
    ],
  }),
];
