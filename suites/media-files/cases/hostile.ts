// Names that hurt careless targets: paths of other systems, great lengths, and what expressions take long for.
import type { NamesCase } from '../case.ts';
import { DOT_DOT, FORBIDDEN_CHARACTER, MEDIA_REQUIRED, MESSAGE_REQUIRED, SLASH_SLASH } from '../naming-rules.ts';
import { bothKinds, inTurn, namesCase, offer } from './names-case.ts';

const SURVIVES = 'files.survives.hostile-names';

const FOREIGN_PATHS: ReadonlyArray<readonly [name: string, what: string]> = [
  ['\\ab.{x}', 'a backslash'],
  ['ab\\cd.{x}', 'a backslash in the middle'],
  ['/ab\\cd\\ef.{x}', 'backslashes for folders'],
  ['C:\\ab.{x}', 'a drive letter and a backslash'],
  ['\\\\host\\share\\ab.{x}', 'a network path'],
  ['\\\\?\\C:\\ab.{x}', 'a long path of Windows'],
  ['~/ab.{x}', 'a home folder'],
  ['~root/ab.{x}', 'the home folder of root'],
  ['$HOME/ab.{x}', 'a variable of a shell'],
  ['%TEMP%/ab.{x}', 'a variable of Windows'],
  ['`id`.{x}', 'a command in backquotes'],
  ['$(id).{x}', 'a command in brackets'],
  [';id;.{x}', 'a command between semicolons'],
  ['|id.{x}', 'a command behind a pipe'],
  ['*.{x}', 'an asterisk'],
  ['ab?.{x}', 'a question mark'],
  ['[ab].{x}', 'a set of letters'],
  ['{ab,cd}.{x}', 'a choice in braces'],
  ["ab'cd.{x}", 'an apostrophe'],
  ["' OR '1'='1.{x}", 'a condition of SQL'],
  ['ab"cd.{x}', 'a quotation mark'],
  ['<ab>.{x}', 'a tag of HTML'],
  ['<script>ab<_script>.{x}', 'a script'],
  ['ab#{cd}.{x}', 'a template'],
  ['ab{{cd}}.{x}', 'a template in braces'],
  ['%s%n%d.{x}', 'a format of C'],
  ['ab#cd.{x}', 'a fragment'],
  ['ab?cd=ef.{x}', 'a query'],
  ['ab&cd.{x}', 'an ampersand'],
  ['ab\u001b[31mcd.{x}', 'a sequence that colours terminals'],
  ['ab\u0007cd.{x}', 'a bell'],
];

/** Of these forms nothing is published (reading R18). Stores are given those that stay among the names of the run. */
const OPEN_FORMS: ReadonlyArray<readonly [name: string, what: string]> = [
  ['/', 'a slash last'],
  ['ab.{x}/', 'a slash after an extension'],
  ['ab/cd.{x}/', 'a slash after an extension, in a folder'],
  ['/.', 'a slash and a dot last'],
  ['ab.{x}/.', 'a slash and a dot after an extension'],
];
const BARE_OPEN_FORMS: ReadonlyArray<readonly [name: string, what: string]> = [
  ['/ab.{x}', 'a slash first'],
  ['/etc/ab.{x}', 'an absolute path'],
  ['./ab.{x}', 'a dot and a slash first'],
  ['/', 'a slash alone'],
  ['.', 'a dot alone'],
  ['./', 'a dot and a slash alone'],
  ['/.', 'a slash and a dot alone'],
  ['ab.{x}/', 'a slash last'],
];

const LENGTHS = [101, 128, 200, 255, 256, 310, 512, 1000, 1024, 1030, 2048, 4000, 4096];

/** Names a little longer than that, in one segment and in many. */
const long = (length: number): ReadonlyArray<readonly [name: string, what: string]> => [
  [`${'a'.repeat(length)}.{x}`, `about ${length} characters in one segment`],
  [`${'ab/'.repeat(Math.ceil(length / 3))}cd.{x}`, `about ${length} characters in many segments`],
];

/** Long words of allowed characters with something wrong behind them: there are very many ways to divide such a word. */
const REPEATED: ReadonlyArray<readonly [text: string, what: string]> = [
  ['a'.repeat(60), '60 letters'],
  ['a.'.repeat(30).slice(0, -1), '30 letters with dots between them'],
  ['a/'.repeat(30).slice(0, -1), '30 folders of one letter'],
  ['a-'.repeat(30).slice(0, -1), '30 letters with minus between them'],
  ['0'.repeat(60), '60 digits'],
  ['_@-'.repeat(20), '60 signs'],
  ['Ab0_'.repeat(15), '60 characters of all sorts'],
];

export const hostileCases: readonly NamesCase[] = [
  namesCase('hostile/foreign-paths', {
    title: 'Names are written as other systems, shells and languages write paths',
    requirements: [FORBIDDEN_CHARACTER, SURVIVES],
    steps: (context) => [
      inTurn(bothKinds(FORBIDDEN_CHARACTER, FOREIGN_PATHS), context),
      bothKinds(SLASH_SLASH, [
        ['file:///ab.{x}', 'a URL of a file'],
        ['//host/share/ab.{x}', 'a network path with slashes'],
      ]),
      bothKinds(
        FORBIDDEN_CHARACTER,
        [
          ['C:\\ab.{x}', 'a drive letter and a backslash'],
          ['\\\\host\\ab.{x}', 'a network path'],
          ['~/ab.{x}', 'a home folder'],
          [' ab.{x}', 'a space first'],
        ],
        { bare: true },
      ),
    ],
  }),
  namesCase('hostile/open-forms', {
    title: 'Names begin or end with slashes and dots of which the documents do not speak',
    requirements: [SURVIVES],
    steps: [
      bothKinds(SURVIVES, OPEN_FORMS),
      bothKinds(SURVIVES, BARE_OPEN_FORMS, { bare: true }),
      // Two rules are broken at once: whose matter an acceptance is cannot be told.
      bothKinds(
        SURVIVES,
        [
          ['..', 'two dots alone'],
          ['../..', 'dots and a slash alone'],
        ],
        { bare: true },
      ),
    ],
  }),
  namesCase('hostile/lengths', {
    title: 'Names are up to 4096 characters long',
    requirements: [SURVIVES],
    steps: ({ binding }) => [
      LENGTHS.flatMap((length, index) =>
        bothKinds(SURVIVES, long(length)).filter((_, which) => binding !== 'store' || which === index % 4),
      ),
      bothKinds(SURVIVES, [
        [`${'a/'.repeat(150)}b.{x}`, '150 folders'],
        [`${'a'.repeat(300)}/b.{x}`, 'a folder of 300 letters'],
      ]),
      [20, 30, 40, 60].flatMap((length) =>
        bothKinds(FORBIDDEN_CHARACTER, [[`${'a'.repeat(length)}%b.{x}`, `a percent sign after ${length} letters`]]),
      ),
    ],
  }),
  namesCase('hostile/backtracking', {
    title: 'Names take careless expressions a very long time',
    requirements: [SURVIVES, FORBIDDEN_CHARACTER],
    steps: [
      bothKinds(
        FORBIDDEN_CHARACTER,
        REPEATED.map(([text, what]) => [`${text}!.{x}`, `${what} before an exclamation mark`] as const),
      ),
      REPEATED.filter(([text]) => !/\.[^/]*$/.test(text)).flatMap(([text, what]) => [
        offer('media', MEDIA_REQUIRED, `${what} without an extension`, text),
        offer('msg_media', MESSAGE_REQUIRED, `${what} without an extension`, text),
      ]),
      bothKinds(DOT_DOT, [[`${'a.'.repeat(30)}.{x}`, '30 letters with dots between them, and one dot more']]),
    ],
  }),
];
