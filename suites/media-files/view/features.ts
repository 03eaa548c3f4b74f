// What there is about a legal name that a target may refuse it for.
import type { FileKind } from '../../../harness/traces/names-trace.ts';

/** `media .wave`: with its kind, since targets check kinds apart. */
export interface Feature {
  readonly key: string;
  /** Requirement that such names be accepted. */
  readonly requirement: string;
}

export const ALLOWED = 'files.character.allowed';
export const COLON = 'files.character.colon';
export const SEPARATOR = 'files.separator';
export const LEGAL_DOTS = 'files.sequence.legal-dots';
export const MEDIA_SET = 'files.extension.media-set';
export const MESSAGE_ANY = 'files.extension.message-media-any';

const SIGNS = ['_', '@', '-'] as const;

const SHAPES: ReadonlyArray<readonly [shape: string, expression: RegExp, requirement: string]> = [
  ['capital letters', /[A-Z]/, ALLOWED],
  ['digits', /[0-9]/, ALLOWED],
  ['a digit first in a segment', /(^|\/)[0-9]/, ALLOWED],
  ...SIGNS.flatMap((sign) => [
    [`${sign} first in a segment`, new RegExp(`(^|/)${sign}`), ALLOWED] as const,
    [`${sign} at the end of a word`, new RegExp(`${sign}(\\.|/|$)`), ALLOWED] as const,
    [`${sign} twice in a row`, new RegExp(`${sign}{2}`), ALLOWED] as const,
    [`${sign} in a folder`, new RegExp(`${sign}.*/`), ALLOWED] as const,
  ]),
  ['device name', /(^|\/)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|\/|$)/i, ALLOWED],
  ['more than 32 characters', /^.{33}/, ALLOWED],
  ['more than 64 characters', /^.{65}/, ALLOWED],
  ['colon', /:/, COLON],
  ['one slash', /\//, SEPARATOR],
  ['two slashes', /(\/.*){2}/, SEPARATOR],
  ['three slashes', /(\/.*){3}/, SEPARATOR],
  ['four slashes', /(\/.*){4}/, SEPARATOR],
  ['six slashes', /(\/.*){6}/, SEPARATOR],
  ['two dots in a file name', /\.[^/]*\.[^/]*$/, LEGAL_DOTS],
  ['a dot in a folder', /\..*\//, LEGAL_DOTS],
  ['a slash and a dot', /\/\./, LEGAL_DOTS],
  ['a dot and a slash', /\.\//, LEGAL_DOTS],
  ['a hidden folder', /(^|\/)\.[^/]*\//, LEGAL_DOTS],
  ['a hidden file', /(^|\/)\.[^/]+$/, LEGAL_DOTS],
  ['a folder of one character', /\/[^/]\//, LEGAL_DOTS],
];

/** The features of a legal name, each of its characters among them. */
export function featuresOf(name: string, kind: FileKind): readonly Feature[] {
  const feature = (what: string, requirement: string): Feature => ({ key: `${kind} ${what}`, requirement });
  const extension = name.slice(name.lastIndexOf('.'));
  return [
    ...SHAPES.filter(([, expression]) => expression.test(name)).map(([shape, , requirement]) =>
      feature(shape, requirement),
    ),
    ...[...new Set(withoutPlainExtension(name).replace(/[./:]/g, ''))].map((character) => feature(character, ALLOWED)),
    feature(extension, extensionRequirement(kind)),
  ];
}

/** That extensions of the kind be accepted. */
export const extensionRequirement = (kind: FileKind): string => (kind === 'media' ? MEDIA_SET : MESSAGE_ANY);

/** The letters of an extension that stands in every name are the extension's matter. */
const withoutPlainExtension = (name: string): string => name.replace(/\.(wave?|tiff?|jpg)$/i, '');
