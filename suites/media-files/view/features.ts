// What there is about a legal name that a target may refuse it for.
import type { FileKind } from '../../../harness/traces/names-trace.ts';

/** `media .wave`: with its kind, since targets check kinds apart. */
export interface Feature {
  readonly key: string;
  /** The same for all kinds. */
  readonly shape: string;
  /** Requirement that such names be accepted. */
  readonly requirement: string;
}

export const ALLOWED = 'files.character.allowed';
export const COLON = 'files.character.colon';
export const SEPARATOR = 'files.separator';
export const LEGAL_DOTS = 'files.sequence.legal-dots';
export const MEDIA_SET = 'files.extension.media-set';
export const MESSAGE_ANY = 'files.extension.message-media-any';

const SHAPES: ReadonlyArray<readonly [shape: string, expression: RegExp, requirement: string]> = [
  ['capital letters', /[A-Z]/, ALLOWED],
  ['small letters', /[a-z]/, ALLOWED],
  ['digits', /[0-9]/, ALLOWED],
  ['underscore', /_/, ALLOWED],
  ['at', /@/, ALLOWED],
  ['minus', /-/, ALLOWED],
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
  ['a hidden file', /(^|\/)\.[^/]+$/, LEGAL_DOTS],
  ['a folder of one character', /\/[^/]\//, LEGAL_DOTS],
];

/** The features of a legal name. */
export function featuresOf(name: string, kind: FileKind): readonly Feature[] {
  const shapes = SHAPES.filter(([, expression]) => expression.test(name)).map(([shape, , requirement]) => ({
    key: `${kind} ${shape}`,
    shape,
    requirement,
  }));
  const extension = name.slice(name.lastIndexOf('.'));
  const requirement = kind === 'media' ? MEDIA_SET : MESSAGE_ANY;
  return [...shapes, { key: `${kind} ${extension}`, shape: `${kind} ${extension}`, requirement }];
}
