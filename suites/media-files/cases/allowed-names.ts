// Legal names that hand-written checks refuse, and names with a colon.
import { PLAIN_CHARACTERS } from '../../../generators/names/characters.table.ts';
import type { NamesCase } from '../case.ts';
import { ALLOWED, COLON, LEGAL_DOTS, SEPARATOR } from '../view/features.ts';
import { bothKinds, inTurn, namesCase } from './names-case.ts';

const DEVICES = ['CON', 'PRN', 'AUX', 'NUL', 'COM1', 'COM9', 'LPT1', 'LPT9', 'con', 'nul', 'Aux', 'clock', 'CONIN'];

const SIGNS_IN_PLACES: ReadonlyArray<readonly [name: string, what: string]> = [
  ['/0a.{x}', 'a digit first'],
  ['/0123456789.{x}', 'digits alone'],
  ['/-a.{x}', 'a minus first'],
  ['/--rf.{x}', 'two minus first, like an option'],
  ['/-.{x}', 'a minus alone'],
  ['/_a.{x}', 'an underscore first'],
  ['/__.{x}', 'underscores alone'],
  ['/@a.{x}', 'an at sign first'],
  ['/@.{x}', 'an at sign alone'],
  ['/a-.{x}', 'a minus last'],
  ['/a_.{x}', 'an underscore last'],
  ['/a@.{x}', 'an at sign last'],
  ['ab--cd.{x}', 'two minus in a row'],
  ['ab__cd.{x}', 'two underscores in a row'],
  ['ab@@cd.{x}', 'two at signs in a row'],
  ['user@host.{x}', 'an address'],
  ['_@-_@-.{x}', 'signs alone'],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZ.{x}', 'capitals alone'],
  ['a_b@c-d/e_f@g-h.{x}', 'signs in folder and file'],
  ['-folder-/_folder_/@folder@/file.{x}', 'folders that begin and end with signs'],
  ['00/11/22/33.{x}', 'folders of digits'],
  ['xn--bcher-kva.{x}', 'a name in Punycode'],
  ['null.{x}', 'null'],
  ['undefined.{x}', 'undefined'],
  ['/__proto__.{x}', '__proto__'],
  ['/constructor/prototype.{x}', 'constructor and prototype'],
  ['/toString.{x}', 'the name of a method'],
];

const DEPTHS: ReadonlyArray<readonly [name: string, what: string]> = [
  ['folder/file.{x}', 'a folder'],
  ['/folder/file.{x}', 'two folders'],
  ['fold/fold/file.{x}', 'two folders of one name'],
  ['one/two/three/file.{x}', 'three folders'],
  ['one/two/three/four/file.{x}', 'four folders'],
  ['one/two/three/four/five/six/file.{x}', 'six folders'],
  ['na/nb/nc/nd/ne/nf/ng/nh/ni/nj/file.{x}', 'ten folders'],
  ['media/file.{x}', 'a folder named like a kind of files'],
  ['wav/file.{x}', 'a folder named like an extension'],
  ['file/file.{x}', 'a folder named like its file'],
];

/** Single dots and slashes that are no forbidden sequence. */
const DOTS: ReadonlyArray<readonly [name: string, what: string]> = [
  ['ab.cd.{x}', 'two dots in a file name'],
  ['ab.cd.ef.gh.{x}', 'four dots in a file name'],
  ['ab.{x}.{x}', 'an extension twice'],
  ['/.ab.{x}', 'a hidden file'],
  ['/.ab.cd.{x}', 'a hidden file with two more dots'],
  ['/.ab/cd.{x}', 'a hidden folder'],
  ['ab/.cd/.ef.{x}', 'a hidden file in a hidden folder'],
  ['ab.cd/ef.{x}', 'a dot in a folder'],
  ['ab.{x}/cd.{x}', 'a folder with an extension'],
  ['ab./cd.{x}', 'a dot at the end of a folder'],
  ['ab./.cd.{x}', 'a dot on both sides of a slash'],
  ['/ab/c/de.{x}', 'a folder of one letter'],
  ['/ab/c/d/ef.{x}', 'two folders of one letter'],
  ['va.b.c/d.e.{x}', 'dots between single letters'],
  ['.{x}/a.b/.c/d./e.{x}', 'dots at every place'],
];

const COLONS: ReadonlyArray<readonly [name: string, what: string]> = [
  ['ab:cd.{x}', 'a colon in a file name'],
  ['/:ab.{x}', 'a colon first'],
  ['/ab:.{x}', 'a colon last'],
  ['ab::cd.{x}', 'two colons'],
  ['ab:cd/ef.{x}', 'a colon in a folder'],
  ['ab:/cd.{x}', 'a colon at the end of a folder'],
  ['hh:mm:ss.{x}', 'two colons, as in a time'],
];

export const allowedNameCases: readonly NamesCase[] = [
  namesCase('characters/signs', {
    title: 'Names are made of signs, of digits, or of words that programs mind',
    requirements: [ALLOWED],
    steps: (context) => [inTurn(bothKinds(ALLOWED, SIGNS_IN_PLACES), context)],
  }),
  namesCase('characters/all-at-once', {
    title: 'A name holds every allowed letter and digit, another all the signs',
    requirements: [ALLOWED],
    steps: [
      bothKinds(ALLOWED, [
        [`${PLAIN_CHARACTERS.join('')}.{x}`, 'every letter, digit and sign'],
        [`${[...PLAIN_CHARACTERS].reverse().join('')}.{x}`, 'every letter, digit and sign, backwards'],
        [`${'ab'.repeat(15)}.{x}`, 'more than 32 characters'],
        [`${'abcde'.repeat(12)}.{x}`, 'more than 64 characters'],
        [`${'folder'.repeat(4)}/${'file'.repeat(10)}.{x}`, 'more than 64 characters in folder and file'],
      ]),
      bothKinds(
        ALLOWED,
        [
          [`${'a'.repeat(96)}.{x}`, 'exactly 100 characters'],
          [`${'a/b-'.repeat(24)}.{x}`, 'exactly 100 characters in folders'],
          ['a.{x}', 'a single letter'],
          ['0.{x}', 'a single digit'],
          ['-.{x}', 'a single minus'],
          ['@.{x}', 'a single at sign'],
          ['_a.{x}', 'an underscore first of all'],
          ['Z9.{x}', 'a capital first of all'],
        ],
        { bare: true },
      ),
    ],
  }),
  namesCase('characters/device-names', {
    title: 'Names are those of devices of Windows, which the documents allow',
    requirements: [ALLOWED],
    steps: (context) => [
      inTurn(
        bothKinds(
          ALLOWED,
          DEVICES.map((device) => [`/${device}.{x}`, `the device name ${device}`] as const),
        ),
        context,
      ),
      bothKinds(ALLOWED, [['/CON/file.{x}', 'the device name CON for a folder']]),
      bothKinds(LEGAL_DOTS, [['/nul.ab.{x}', 'a device name before two dots']]),
      bothKinds(ALLOWED, [['CON.{x}', 'the device name CON alone']], { bare: true }),
    ],
  }),
  namesCase('characters/colon', {
    title: 'Names hold colons, which are allowed and discouraged',
    requirements: [COLON],
    steps: [bothKinds(COLON, COLONS), bothKinds(COLON, [['c:/ab.{x}', 'a drive letter']], { bare: true })],
  }),
  namesCase('separator/folders', {
    title: 'Files are in folders, and in folders of folders',
    requirements: [SEPARATOR],
    steps: bothKinds(SEPARATOR, DEPTHS),
  }),
  namesCase('sequences/legal-dots', {
    title: 'Names hold single dots and slashes at places where they are no forbidden sequence',
    requirements: [LEGAL_DOTS],
    steps: bothKinds(LEGAL_DOTS, DOTS),
  }),
];
