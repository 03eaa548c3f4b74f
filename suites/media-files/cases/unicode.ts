import type { NamesCase } from '../case.ts';
import { FORBIDDEN_CHARACTER } from '../naming-rules.ts';
import { FOOLING_CHARACTERS } from './fooling-characters.table.ts';
import { KINDS, namesCase, type OfferStep, offer, plainExtension } from './names-case.ts';

/** Line ends and what ends a string, at places where a check that stops there would be content. */
const ENDS: ReadonlyArray<readonly [text: string, what: string]> = [
  ['\n', 'a line feed'],
  ['\r', 'a carriage return'],
  ['\r\n', 'CR LF'],
  ['\n\n', 'two line feeds'],
  ['\u000b', 'a vertical tab'],
  ['\f', 'a form feed'],
  ['\u0085', 'a next line'],
  ['\u2028', 'a line separator'],
  ['\u2029', 'a paragraph separator'],
  ['\0', 'a NUL'],
  ['\0\0', 'two NULs'],
  ['\u001a', 'an end of file'],
  ['\u0004', 'an end of transmission'],
  [' ', 'a space'],
  ['   ', 'three spaces'],
  ['\t', 'a tab'],
  ['\u00a0', 'a no-break space'],
  ['\ufeff', 'a byte order mark'],
];

const fooling = (isStore: boolean): readonly OfferStep[] =>
  FOOLING_CHARACTERS.filter(({ isHalf }) => !isStore || isHalf !== true).flatMap(({ text, what }, index) => {
    const names = KINDS.flatMap((kind) => {
      const extension = plainExtension(kind);
      const name = (where: string, name: string) => offer(kind, FORBIDDEN_CHARACTER, `${what} ${where}`, name);
      return [
        name('in a file name', `ab${text}cd.${extension}`),
        name('in a folder', `ab${text}cd/ef.${extension}`),
        // An allowed letter under an accent would be another extension, too.
        ...(/[a-z]/i.test(text) ? [] : [name('at the end', `ab.${extension}${text}`)]),
      ];
    });
    // A store is given each of them once, kinds and places in turn.
    return isStore ? names.slice(index % names.length).slice(0, 1) : names;
  });

const ends = (isStore: boolean): readonly OfferStep[] =>
  KINDS.flatMap((kind) =>
    ENDS.flatMap(([text, what]) => {
      const extension = plainExtension(kind);
      const name = (where: string, name: string) => offer(kind, FORBIDDEN_CHARACTER, `${what} ${where}`, name);
      return [
        name('at the end', `ab.${extension}${text}`),
        ...(isStore && kind === 'media'
          ? []
          : [
              name('after a dot', `/ab/cd.${text}${extension}`),
              name('and another line after it', `ab.${extension}${text}cd.${extension}`),
              name('at the end of a folder', `ab${text}/cd.${extension}`),
            ]),
        ...(isStore
          ? []
          : [offer(kind, FORBIDDEN_CHARACTER, `${what} before all`, `${text}ab.${extension}`, { bare: true })]),
      ];
    }),
  );

/** Behind these, an extension that any message media file may have is out of sight for some. */
const HIDDEN_ENDS = ['\0.exe', '?.exe', '#.exe', ';.exe', '%00.exe', '\n.exe'];

export const unicodeCases: readonly NamesCase[] = [
  namesCase('characters/unicode', {
    title: 'Names hold characters that look like allowed ones or become such',
    requirements: [FORBIDDEN_CHARACTER, 'files.survives.hostile-names'],
    steps: ({ binding }) => fooling(binding === 'store'),
  }),
  namesCase('characters/line-ends', {
    title: 'Names hold ends of lines and of strings, above all at their end',
    requirements: [FORBIDDEN_CHARACTER, 'files.survives.hostile-names'],
    steps: ({ binding }) => [
      ends(binding === 'store'),
      HIDDEN_ENDS.map((text) =>
        offer('msg_media', FORBIDDEN_CHARACTER, 'an extension behind what ends a name for some', `ab.jpg${text}`),
      ),
    ],
  }),
];
