// Every character of ASCII and of Latin-1, at every place of a name.
import { FORBIDDEN_ASCII, PLAIN_CHARACTERS } from '../../../generators/names/characters.table.ts';
import type { NamesCase, NamesContext } from '../case.ts';
import { FORBIDDEN_CHARACTER } from '../naming-rules.ts';
import { ALLOWED } from '../view/features.ts';
import { characterLabel } from '../visible-name.ts';
import { KINDS, type Kind, namesCase, type OfferStep, offer, plainExtension } from './names-case.ts';

/** Names with a character at one place; a slash in front makes a folder of the prefix. */
const PLACES: ReadonlyArray<readonly [where: string, name: (character: string, extension: string) => string]> = [
  ['at the start of a segment', (character, extension) => `/${character}ab.${extension}`],
  ['in the middle of a segment', (character, extension) => `ab${character}cd.${extension}`],
  ['at the end of a segment', (character, extension) => `/ab${character}.${extension}`],
  ['in a folder', (character, extension) => `ab${character}cd/ef.${extension}`],
];

/** At the very end of a name, where a forbidden character is often overlooked and an allowed one is another extension. */
const AT_THE_END = [
  'at the end of a name',
  (character: string, extension: string) => `ab.${extension}${character}`,
] as const;

const KIND_WORDS: Readonly<Record<Kind, string>> = { media: 'media', msg_media: 'message media' };
const slugOf = (kind: Kind): string => KIND_WORDS[kind].replace(' ', '-');

const at = ([where, nameWith]: (typeof PLACES)[number], kind: Kind, about: string, character: string): OfferStep =>
  offer(kind, about, `${characterLabel(character)} ${where}`, nameWith(character, plainExtension(kind)));

/** A store that takes a character at all places of one name takes it at each of them. */
const everywhere = (kind: Kind, character: string): OfferStep =>
  offer(
    kind,
    ALLOWED,
    `${characterLabel(character)} at every place`,
    `/${character}ab${character}cd${character}/${character}ef${character}.${plainExtension(kind)}`,
  );

const allowedSteps = (kind: Kind, { binding }: NamesContext): readonly OfferStep[] =>
  PLAIN_CHARACTERS.flatMap((character) =>
    binding === 'store' ? [everywhere(kind, character)] : PLACES.map((place) => at(place, kind, ALLOWED, character)),
  );

/** The end of a name is the end of a segment, too: that is enough for a store. */
const forbiddenSteps = (kind: Kind, { binding }: NamesContext): readonly OfferStep[] => {
  const places = binding === 'store' ? PLACES.filter((_, index) => index !== 2) : PLACES;
  return FORBIDDEN_ASCII.flatMap((character) =>
    [...places, AT_THE_END].map((place) => at(place, kind, FORBIDDEN_CHARACTER, character)),
  );
};

const LATIN_1 = Array.from({ length: 128 }, (_, index) => String.fromCharCode(0x80 + index));

/** A store is given each once, kinds and places in turn. */
function latinSteps({ binding }: NamesContext): readonly OfferStep[] {
  const places = [...PLACES, AT_THE_END];
  if (binding !== 'store') {
    return KINDS.flatMap((kind) =>
      LATIN_1.flatMap((character) => places.map((place) => at(place, kind, FORBIDDEN_CHARACTER, character))),
    );
  }
  return LATIN_1.flatMap((character, index) => {
    const place = places[index % places.length];
    return place === undefined
      ? []
      : [at(place, index % 2 === 0 ? 'media' : 'msg_media', FORBIDDEN_CHARACTER, character)];
  });
}

export const characterCases: readonly NamesCase[] = [
  ...KINDS.map((kind) =>
    namesCase(`characters/allowed-${slugOf(kind)}`, {
      title: `Names of ${KIND_WORDS[kind]} files hold each allowed character`,
      requirements: [ALLOWED],
      steps: (context) => allowedSteps(kind, context),
    }),
  ),
  ...KINDS.map((kind) =>
    namesCase(`characters/forbidden-${slugOf(kind)}`, {
      title: `Names of ${KIND_WORDS[kind]} files hold each character of ASCII that is not allowed`,
      requirements: [FORBIDDEN_CHARACTER],
      steps: (context) => forbiddenSteps(kind, context),
    }),
  ),
  namesCase('characters/latin-1', {
    title: 'Names hold each character of the upper half of Latin-1',
    requirements: [FORBIDDEN_CHARACTER],
    steps: latinSteps,
  }),
];
