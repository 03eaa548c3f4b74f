import fc from 'fast-check';
import { LOWER_CASE, MEDIA_EXTENSIONS, PLAIN_CHARACTERS } from './characters.table.ts';

/** The kinds of files whose names the documents rule. */
export type NamedKind = 'media' | 'msg_media';

/** A legal name in its parts: `folder/folder/stem.extension`. */
export interface NameParts {
  readonly folders: readonly string[];
  readonly stem: string;
  readonly extension: string;
}

export interface LegalNameOptions {
  readonly kind: NamedKind;
  /** Extensions to take from, the plainest first; by default the published ones and for messages `jpg`. */
  readonly extensions?: readonly string[];
  /** With colons now and then, which are allowed and discouraged. */
  readonly withColons?: boolean;
}

export const LONGEST_NAME = 80;
const LONGEST_SEGMENT = 12;
const MOST_FOLDERS = 5;

/** What comes first in a choice is what it shrinks to. */
const TO_THE_PLAINEST = { withCrossShrink: true } as const;

const letter = fc.constantFrom(...LOWER_CASE);

/** Text of a segment with nothing in it that a rule speaks of but its characters; letters often, ends of ranges too. */
const plainCharacter = fc.oneof(
  TO_THE_PLAINEST,
  { weight: 3, arbitrary: letter },
  { weight: 2, arbitrary: fc.constantFrom('a', 'z', 'A', 'Z', '0', '9', '_', '@', '-') },
  { weight: 3, arbitrary: fc.constantFrom(...PLAIN_CHARACTERS) },
);

const colons = fc.oneof({ weight: 4, arbitrary: plainCharacter }, { weight: 1, arbitrary: fc.constant(':') });

/** Words with single dots between them: no dot stands beside another. */
const dotted = (word: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    TO_THE_PLAINEST,
    { weight: 3, arbitrary: word },
    { weight: 1, arbitrary: fc.array(word, { minLength: 2, maxLength: 3 }).map((words) => words.join('.')) },
  );

const prefixed = (sign: string, text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    TO_THE_PLAINEST,
    { weight: 4, arbitrary: text },
    { weight: 1, arbitrary: text.map((value) => `${sign}${value}`) },
  );

/** The parts of a legal name of at most 80 characters. Shrinks to one letter and the first extension. */
export function legalParts(options: LegalNameOptions): fc.Arbitrary<NameParts> {
  const { kind, withColons = false, extensions = kind === 'media' ? MEDIA_EXTENSIONS : ['jpg'] } = options;
  const character = withColons ? colons : plainCharacter;
  const word = fc.array(character, { minLength: 1, maxLength: LONGEST_SEGMENT }).map((all) => all.join(''));
  const segment = prefixed('.', dotted(word));
  const folder = fc.oneof(
    TO_THE_PLAINEST,
    { weight: 5, arbitrary: segment },
    { weight: 1, arbitrary: dotted(word).map((text) => `${text}.`) },
  );
  return fc
    .record({
      folders: fc.array(folder, { maxLength: MOST_FOLDERS }),
      stem: segment,
      extension: fc.constantFrom(...extensions),
    })
    .filter((parts) => nameOf(parts).length <= LONGEST_NAME);
}

export const nameOf = ({ folders, stem, extension }: NameParts): string =>
  [...folders, `${stem}.${extension}`].join('/');

/** Legal names: relative, at most 80 characters, legal alone and behind any prefix of plain characters. */
export function legalName(options: LegalNameOptions): fc.Arbitrary<string> {
  return legalParts(options).map(nameOf);
}

/** Extensions that message media files may have and that mean nothing in particular. */
export const anyExtension: fc.Arbitrary<string> = fc
  .array(plainCharacter, { minLength: 1, maxLength: 8 })
  .map((all) => all.join(''));
