// The most telling names, few enough for a quick look.
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
import { ALLOWED, COLON, LEGAL_DOTS, MESSAGE_ANY, SEPARATOR } from '../view/features.ts';
import { bothKinds, list, namesCase, offer, read, remove } from './names-case.ts';

const SURVIVES = 'files.survives.hostile-names';
const ROUND_TRIP = 'files.store.round-trip';
const DISTINCT = 'files.store.distinct';
const CONTAINED = 'files.store.contained';
const LEAVES_NOTHING = 'files.store.refused-leaves-nothing';

const TO_PASSWD = `${'../'.repeat(8)}etc/passwd`;

export const commonCases: readonly NamesCase[] = [
  namesCase('common/names', {
    title: 'Names as people give them, right and wrong',
    requirements: [
      ALLOWED,
      FORBIDDEN_CHARACTER,
      COLON,
      SEPARATOR,
      MEDIA_REQUIRED,
      MEDIA_SET,
      MESSAGE_REQUIRED,
      MESSAGE_ANY,
      DOT_DOT,
      SLASH_SLASH,
      SLASH_DOT_SLASH,
      LEGAL_DOTS,
      SURVIVES,
    ],
    profile: 'smoke',
    steps: [
      bothKinds(ALLOWED, [
        ['Welcome_Message-2@home.{x}', 'letters, digits and signs'],
        ['/_a-b@c.{x}', 'signs'],
        ['/09AZaz.{x}', 'the ends of the ranges'],
      ]),
      bothKinds(COLON, [['ab:cd.{x}', 'a colon']]),
      bothKinds(SEPARATOR, [['one/two/three.{x}', 'two folders']]),
      bothKinds(LEGAL_DOTS, [
        ['ab.cd.{x}', 'two dots in a file name'],
        ['/.ab.{x}', 'a hidden file'],
        ['ab.cd/ef.{x}', 'a dot in a folder'],
      ]),
      bothKinds(FORBIDDEN_CHARACTER, [
        ['ab cd.{x}', 'a space'],
        ['ab+cd.{x}', 'a plus'],
        ['ab%20cd.{x}', 'an encoded space'],
        ['ab\\cd.{x}', 'a backslash'],
        ['ab~cd.{x}', 'a tilde'],
        ['ab[cd.{x}', 'a bracket'],
        ['ab,cd.{x}', 'a comma'],
        ['ab.{x}\n', 'a line feed at the end'],
        ['ab.{x}\0', 'a NUL at the end'],
        ['ab\u00e9cd.{x}', 'an e with an accent'],
        ['ab\u212acd.{x}', 'the Kelvin sign'],
        ['ab\uff41cd.{x}', 'a full-width a'],
        ['ab\u{1f600}cd.{x}', 'an emoji'],
        ['ab cd/ef.{x}', 'a space in a folder'],
      ]),
      ['wave', 'tif', 'tiff', 'mp3', 'wavx', 'wav.exe'].map((extension) =>
        offer('media', MEDIA_SET, `the extension .${extension}`, `name.${extension}`),
      ),
      ['name', 'name.', 'name.wav/name', 'namewav'].map((name) =>
        offer('media', MEDIA_REQUIRED, `no extension: ${name}`, name),
      ),
      ['name', 'name.', 'name.jpg/name'].map((name) =>
        offer('msg_media', MESSAGE_REQUIRED, `no extension: ${name}`, name),
      ),
      ['png', 'wav', 'x', 'abcdefgh'].map((extension) =>
        offer('msg_media', MESSAGE_ANY, `the extension .${extension}`, `name.${extension}`),
      ),
      bothKinds(DOT_DOT, [
        ['ab..cd.{x}', 'two dots in a file name'],
        ['ab..{x}', 'two dots before an extension'],
        ['/ab/../cd.{x}', 'the segment ..'],
        ['ab...cd.{x}', 'three dots'],
      ]),
      bothKinds(SLASH_SLASH, [
        ['ab//cd.{x}', 'two slashes'],
        ['ab///cd.{x}', 'three slashes'],
      ]),
      bothKinds(SLASH_DOT_SLASH, [['ab/./cd.{x}', '/./']]),
      bothKinds(SURVIVES, [[`${'a'.repeat(300)}.{x}`, 'more than 300 characters']]),
    ],
  }),
  namesCase('common/store', {
    title: 'Files are written, listed, read, written again and deleted',
    requirements: [ROUND_TRIP, DISTINCT, LEAVES_NOTHING, CONTAINED],
    profile: 'smoke',
    only: 'store',
    steps: [
      ['a.wav', 'a.wave', 'b/a.wav', 'A@b_c-d.wav', '/.hidden.tif'].map((name) =>
        offer('media', ROUND_TRIP, name, name),
      ),
      offer('msg_media', ROUND_TRIP, 'octets of all sorts', 'a.jpg', {
        content: { base64: Buffer.from('\0\r\n\u00ff\u00fe%41\n', 'latin1').toString('base64') },
      }),
      list('media'),
      ['a.wav', 'a.wave', 'b/a.wav', 'A@b_c-d.wav', '/.hidden.tif'].map((name) => read('media', DISTINCT, name, name)),
      read('msg_media', ROUND_TRIP, 'octets of all sorts', 'a.jpg'),
      offer('msg_media', ROUND_TRIP, 'other content', 'a.jpg', { content: { text: 'other' } }),
      read('msg_media', ROUND_TRIP, 'other content', 'a.jpg'),
      ['not this.wav', 'not..this.wav', 'not//this.wav', 'not-this'].flatMap((name) => [
        offer('media', aboutRefused(name), name, name),
        read('media', LEAVES_NOTHING, name, name),
      ]),
      read('media', ROUND_TRIP, 'a name that nobody gave', 'nobody-gave-this.wav'),
      [`/${TO_PASSWD}`, `/${TO_PASSWD.replaceAll('/', '%2f')}`, `/${TO_PASSWD.replaceAll('..', '%2e%2e')}`].map(
        (rawName) => read('media', CONTAINED, 'steps up to /etc/passwd', `/${TO_PASSWD}`, { rawName }),
      ),
      remove('media', 'a.wav'),
      read('media', DISTINCT, 'a file beside one that was deleted', 'a.wave'),
    ],
  }),
];

function aboutRefused(name: string): string {
  if (name.includes('..')) return DOT_DOT;
  if (name.includes('//')) return SLASH_SLASH;
  return name.includes(' ') ? FORBIDDEN_CHARACTER : MEDIA_REQUIRED;
}
