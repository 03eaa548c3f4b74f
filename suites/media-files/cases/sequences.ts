// The three forbidden sequences: at each place, doubled, among other dots and slashes, and encoded.
import type { NamesCase } from '../case.ts';
import { DOT_DOT, FORBIDDEN_CHARACTER, SLASH_DOT_SLASH, SLASH_SLASH } from '../naming-rules.ts';
import { SEPARATOR } from '../view/features.ts';
import { bothKinds, namesCase, type OfferStep, offer } from './names-case.ts';

type Names = ReadonlyArray<readonly [name: string, what: string]>;

const DOT_DOTS: Names = [
  ['ab..cd.{x}', 'two dots in a file name'],
  ['ab..{x}', 'two dots before an extension'],
  ['ab...{x}', 'three dots before an extension'],
  ['/..ab.{x}', 'two dots at the start of a file name'],
  ['..ab.{x}', 'two dots after other letters'],
  ['ab...cd.{x}', 'three dots'],
  ['ab....cd.{x}', 'four dots'],
  ['ab.cd..ef.{x}', 'two dots after a single one'],
  ['ab..cd..ef.{x}', 'two dots twice'],
  ['ab..cd/ef.{x}', 'two dots in a folder'],
  ['ab../cd.{x}', 'two dots at the end of a folder'],
  ['/..ab/cd.{x}', 'two dots at the start of a folder'],
  ['/ab/../cd.{x}', 'the segment ..'],
  ['/ab/cd/../../ef.{x}', 'the segment .. twice'],
  ['/ab/.../cd.{x}', 'the segment ...'],
  ['/ab/..../cd.{x}', 'the segment ....'],
  ['/ab/..cd../ef.{x}', 'two dots on both sides of a folder'],
  ['/ab/cd../..ef.{x}', 'two dots on both sides of a slash'],
  ['ab/cd..ef.{x}', 'two dots in a file name in a folder'],
  [`${'ab'.repeat(18)}..cd.{x}`, 'two dots after 36 letters'],
];

/** From the top, which no store is given: there they could lead to files of others. */
const DOT_DOTS_FIRST: Names = [
  ['../ab.{x}', 'the segment .. first'],
  ['../../ab.{x}', 'the segment .. first, twice'],
  ['..ab.{x}', 'two dots first of all'],
  ['ab/../../cd.{x}', 'more segments .. than folders'],
  ['../..ab.{x}', 'two dots after the segment ..'],
];

const SLASHES: Names = [
  ['ab//cd.{x}', 'two slashes'],
  ['//ab.{x}', 'two slashes before a file'],
  ['ab///cd.{x}', 'three slashes'],
  ['ab////cd.{x}', 'four slashes'],
  ['ab//cd//ef.{x}', 'two slashes twice'],
  ['/ab/cd//ef.{x}', 'two slashes after single ones'],
  ['ab//cd/ef.{x}', 'two slashes before a single one'],
  ['ab//.cd.{x}', 'two slashes before a dot'],
  ['ab.//cd.{x}', 'two slashes after a dot'],
  ['ab.{x}//', 'two slashes last'],
  ['ab.{x}///', 'three slashes last'],
  [`${'ab'.repeat(18)}//cd.{x}`, 'two slashes after 36 letters'],
  ['http://ab/cd.{x}', 'a URL'],
];

const SLASH_DOTS: Names = [
  ['ab/./cd.{x}', '/./'],
  ['/./ab.{x}', '/./ before a file'],
  ['ab/././cd.{x}', '/././'],
  ['ab/./././cd.{x}', '/./././'],
  ['ab/./cd/./ef.{x}', '/./ twice'],
  ['/ab/cd/./ef.{x}', '/./ after single slashes'],
  ['ab/./cd/ef.{x}', '/./ before a single slash'],
  ['ab/./.cd.{x}', '/./ before a dot'],
  ['ab./././cd.{x}', '/./ after a dot'],
  ['ab.{x}/./', '/./ last'],
  [`${'ab'.repeat(18)}/./cd.{x}`, '/./ after 36 letters'],
];

/** Where names are spelled in a path: the same sequences with some or all of their characters encoded. */
const SPELLINGS: ReadonlyArray<readonly [about: string, name: string, rawName: string, what: string]> = [
  [DOT_DOT, '/ab/../cd.wav', '/ab/%2e%2e/cd.wav', 'the segment ..'],
  [DOT_DOT, '/ab/../cd.wav', '/ab/%2E%2E/cd.wav', 'the segment .. in capitals'],
  [DOT_DOT, '/ab/../cd.wav', '/ab/.%2e/cd.wav', 'half of the segment ..'],
  [DOT_DOT, '/ab/../cd.wav', '/ab%2f..%2fcd.wav', 'the slashes around ..'],
  [DOT_DOT, '/ab/../cd.wav', '/ab%2F%2E%2E%2Fcd.wav', '.. and the slashes around it'],
  [DOT_DOT, 'ab..cd.wav', 'ab%2e%2ecd.wav', 'two dots in a file name'],
  [DOT_DOT, 'ab..cd.wav', 'ab%2E.cd.wav', 'the first of two dots'],
  [SLASH_SLASH, 'ab//cd.wav', 'ab%2f%2fcd.wav', 'two slashes'],
  [SLASH_SLASH, 'ab//cd.wav', 'ab/%2Fcd.wav', 'the second of two slashes'],
  [SLASH_SLASH, 'ab//cd.wav', 'ab%2F/cd.wav', 'the first of two slashes'],
  [SLASH_DOT_SLASH, 'ab/./cd.wav', 'ab/%2e/cd.wav', 'the dot of /./'],
  [SLASH_DOT_SLASH, 'ab/./cd.wav', 'ab%2f.%2fcd.wav', 'the slashes of /./'],
  [SLASH_DOT_SLASH, 'ab/./cd.wav', 'ab%2F%2E%2Fcd.wav', '/./'],
  [SEPARATOR, 'ab/cd.wav', 'ab%2Fcd.wav', 'a slash'],
  [SEPARATOR, 'ef/gh.wav', 'ef%2fgh.wav', 'a slash, in small letters'],
];

/** Decoded once more, these would be something else: as they are, they hold a percent sign. */
const ENCODED_TWICE: Names = [
  ['/ab/%2e%2e/cd.{x}', 'an encoded segment ..'],
  ['/ab/%2E%2E/cd.{x}', 'an encoded segment .., in capitals'],
  ['/ab/%252e%252e/cd.{x}', 'a segment .. encoded twice'],
  ['/ab%2f%2e%2e%2fcd.{x}', 'an encoded /../'],
  ['ab%2e%2ecd.{x}', 'encoded dots'],
  ['ab%2fcd.{x}', 'an encoded slash'],
  ['ab%2Fcd.{x}', 'an encoded slash, in capitals'],
  ['ab%2f%2fcd.{x}', 'encoded slashes'],
  ['ab%2f.%2fcd.{x}', 'an encoded /./'],
  ['ab%5ccd.{x}', 'an encoded backslash'],
  ['%61b.{x}', 'an encoded letter'],
  ['ab%20cd.{x}', 'an encoded space'],
  ['ab%00.{x}', 'an encoded NUL'],
  ['ab%0a.{x}', 'an encoded line feed'],
  ['ab%', 'a percent sign last'],
  ['ab%.{x}', 'a percent sign alone'],
  ['ab%zz.{x}', 'a percent sign before no digits'],
  ['ab%2.{x}', 'a percent sign before one digit'],
  ['ab%u002e.{x}', 'a dot encoded as scripts once did'],
  ['ab%c0%ae.{x}', 'a dot encoded in two octets'],
  ['ab&#46;.{x}', 'a dot encoded as in HTML'],
  ['ab\\u002e.{x}', 'a dot encoded as in JSON'],
  ['ab=2E.{x}', 'a dot encoded as in mail'],
  ['ab+cd.{x}', 'a plus, a space in forms'],
];

/** Octets that are no name at all; what stands for them are the replacement characters of a lenient decoder. */
const NO_UTF_8: ReadonlyArray<readonly [rawName: string, name: string, what: string]> = [
  ['ab%c0%ae%c0%aecd.wav', 'ab\ufffd\ufffd\ufffd\ufffdcd.wav', 'dots of two octets'],
  ['ab%c0%afcd.wav', 'ab\ufffd\ufffdcd.wav', 'a slash of two octets'],
  ['ab%e0%80%aecd.wav', 'ab\ufffd\ufffd\ufffdcd.wav', 'a dot of three octets'],
  ['ab%ffcd.wav', 'ab\ufffdcd.wav', 'an octet that is never in UTF-8'],
  ['ab%80cd.wav', 'ab\ufffdcd.wav', 'an octet that cannot be first'],
  ['ab%e2%82.wav', 'ab\ufffd.wav', 'a character that is cut off'],
  ['ab%ed%a0%bdcd.wav', 'ab\ufffd\ufffd\ufffdcd.wav', 'half of a surrogate pair'],
  ['ab%f5%80%80%80.wav', 'ab\ufffd\ufffd\ufffd\ufffd.wav', 'a character beyond the last one'],
  ['ab%zzcd.wav', 'ab%zzcd.wav', 'a percent sign before no digits'],
  ['ab%cd.wav%', 'ab\ufffd.wav%', 'a percent sign last'],
  ['ab%2.wav', 'ab%2.wav', 'a percent sign before one digit'],
];

const spelled: readonly OfferStep[] = SPELLINGS.map(([about, name, rawName, what]) =>
  offer('media', about, `${what}, encoded`, name, { rawName }),
);

export const sequenceCases: readonly NamesCase[] = [
  namesCase('sequences/dot-dot', {
    title: 'Names hold two dots in a row',
    requirements: [DOT_DOT],
    steps: [bothKinds(DOT_DOT, DOT_DOTS), bothKinds(DOT_DOT, DOT_DOTS_FIRST, { bare: true })],
  }),
  namesCase('sequences/slash-slash', {
    title: 'Names hold two slashes in a row',
    requirements: [SLASH_SLASH],
    steps: [
      bothKinds(SLASH_SLASH, SLASHES),
      bothKinds(
        SLASH_SLASH,
        [
          ['//ab.{x}', 'two slashes first'],
          ['//', 'two slashes alone'],
        ],
        { bare: true },
      ),
    ],
  }),
  namesCase('sequences/slash-dot-slash', {
    title: 'Names hold a slash, a dot and a slash in a row',
    requirements: [SLASH_DOT_SLASH],
    steps: [
      bothKinds(SLASH_DOT_SLASH, SLASH_DOTS),
      bothKinds(SLASH_DOT_SLASH, [['/./ab.{x}', '/./ first of all']], { bare: true }),
    ],
  }),
  namesCase('sequences/encoded-in-names', {
    title: 'Names hold what would be something else if it were decoded once more',
    requirements: [FORBIDDEN_CHARACTER],
    steps: ENCODED_TWICE.flatMap(([name, what]) =>
      name.includes('{x}')
        ? bothKinds(FORBIDDEN_CHARACTER, [[name, what]])
        : [offer('msg_media', FORBIDDEN_CHARACTER, what, `name.jpg${name}`)],
    ),
  }),
  namesCase('sequences/encoded-in-paths', {
    title: 'Paths spell forbidden sequences in percent-encoding',
    requirements: [DOT_DOT, SLASH_SLASH, SLASH_DOT_SLASH],
    only: 'store',
    steps: spelled,
  }),
  namesCase('sequences/no-utf-8', {
    title: 'Paths spell octets that are no text, and percent signs that encode nothing',
    requirements: [FORBIDDEN_CHARACTER, 'files.survives.hostile-names'],
    only: 'store',
    steps: NO_UTF_8.map(([rawName, name, what]) => offer('media', FORBIDDEN_CHARACTER, what, name, { rawName })),
  }),
];
