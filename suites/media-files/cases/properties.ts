// Names made at random: legal ones, and ones that break a single rule. The same for the same seed.
import fc from 'fast-check';
import { SIGNS } from '../../../generators/names/characters.table.ts';
import { anyExtension, breakableRules, illegalName, legalName } from '../../../generators/names/index.ts';
import { strayingProblem } from '../../../harness/roles/file-client/own-names.ts';
import type { NamesCase, NamesContext } from '../case.ts';
import { ALLOWED, COLON, LEGAL_DOTS, MEDIA_SET, MESSAGE_ANY, SEPARATOR } from '../view/features.ts';
import { KINDS, type Kind, namesCase, type OfferStep, offer, plainCharacters, plainExtension } from './names-case.ts';

/** Names of one case. Over HTTP each costs a request, and another to delete it. */
const NAMES: Readonly<Record<NamesContext['binding'], number>> = { validator: 150, store: 16 };
/** The standard profile has one case of each property, the full one so many. */
const FULL_TIMES = 10;

/** Stands for the prefix of any run, to see whether a name could lead away from it. */
const SOME_PREFIX = 'acuabcdefaaa';

interface Property {
  readonly slug: string;
  readonly title: string;
  readonly requirement: string;
  readonly only?: 'validator';
  /** Offered first, so that what is refused for its own sake is known. */
  readonly controls: readonly OfferStep[];
  readonly names: fc.Arbitrary<OfferStep>;
}

const slugOf = (kind: Kind): string => (kind === 'media' ? 'media' : 'message-media');
const wordOf = (kind: Kind): string => slugOf(kind).replace('-', ' ');

/** One name for each thing that legal names may have. */
function controls(kind: Kind): readonly OfferStep[] {
  const extension = plainExtension(kind);
  const one = (about: string, what: string, name: string) => offer(kind, about, what, `${name}.${extension}`);
  return [
    one(ALLOWED, 'a capital', 'controlA'),
    one(ALLOWED, 'a digit', 'control1'),
    one(ALLOWED, 'the ends of the ranges', 'controlazAZ09'),
    one(ALLOWED, 'a digit first in a segment', 'control/1'),
    ...SIGNS.flatMap((sign) => [
      one(ALLOWED, `${sign} in a word`, `control${sign}word`),
      one(ALLOWED, `${sign} first in a segment`, `control/${sign}first`),
      one(ALLOWED, `${sign} at the end of a word`, `control${sign}`),
      one(ALLOWED, `${sign} twice in a row`, `control${sign}${sign}word`),
      one(ALLOWED, `${sign} in a folder`, `con${sign}trol/file`),
    ]),
    one(ALLOWED, 'more than 32 characters', 'control'.repeat(5)),
    one(ALLOWED, 'more than 64 characters', 'control'.repeat(10)),
    one(SEPARATOR, 'a folder', 'control/file'),
    one(SEPARATOR, 'two folders', 'control/sub/file'),
    one(SEPARATOR, 'three folders', 'control/sub/subsub/file'),
    one(SEPARATOR, 'six folders', 'control/sub/subsub/four/five/six/file'),
    one(LEGAL_DOTS, 'two dots in a file name', 'control.two'),
    one(LEGAL_DOTS, 'a hidden file', 'control/.hidden'),
    one(LEGAL_DOTS, 'a hidden folder', 'control/.folder/file'),
    one(LEGAL_DOTS, 'a dot in a folder', 'control.dot/file'),
    one(LEGAL_DOTS, 'a dot at the end of a folder', 'control./file'),
    one(LEGAL_DOTS, 'a folder of one character', 'control/c/file'),
  ];
}

const PUBLISHED: readonly OfferStep[] = ['wave', 'tif', 'tiff'].map((extension) =>
  offer('media', MEDIA_SET, `the extension .${extension}`, `control.${extension}`),
);

const legal: readonly Property[] = KINDS.map((kind) => ({
  slug: `legal-${slugOf(kind)}`,
  title: `Names of ${wordOf(kind)} files are legal and made at random`,
  requirement: ALLOWED,
  controls: [...controls(kind), ...(kind === 'media' ? PUBLISHED : [])],
  names: legalName({ kind }).map((name) => offer(kind, ALLOWED, 'random allowed characters', name)),
}));

const legalExtensions: Property = {
  slug: 'legal-extensions',
  title: 'Message media files have extensions made at random',
  requirement: MESSAGE_ANY,
  controls: [
    ...plainCharacters,
    offer('msg_media', ALLOWED, 'the ends of the ranges', 'controlazAZ09.jpg'),
    ...SIGNS.flatMap((sign) => [
      offer('msg_media', ALLOWED, `${sign} at the end of a word`, `control${sign}.jpg`),
      offer('msg_media', ALLOWED, `${sign} twice in a row`, `control${sign}${sign}word.jpg`),
    ]),
  ],
  names: anyExtension.map((extension) =>
    offer('msg_media', MESSAGE_ANY, `the extension .${extension}`, `name.${extension}`),
  ),
};

const legalColons: Property = {
  slug: 'legal-colons',
  title: 'Names with colons are made at random',
  requirement: COLON,
  // A store is given colons elsewhere, and these take many other names to tell what is refused for their sake.
  only: 'validator',
  controls: controls('msg_media'),
  names: legalName({ kind: 'msg_media', withColons: true })
    .filter((name) => name.includes(':'))
    .map((name) => offer('msg_media', COLON, 'random colons', name)),
};

const illegal: readonly Property[] = KINDS.flatMap((kind) =>
  breakableRules(kind).map((requirement) => ({
    slug: `illegal-${requirement.replace(/^files\./, '').replaceAll('.', '-')}-${slugOf(kind)}`,
    title: `Names of ${wordOf(kind)} files are made at random and break one rule: ${requirement}`,
    requirement,
    controls: [],
    names: illegalName(kind, requirement).map(({ name, what, breaks }) => offer(kind, breaks, what, name)),
  })),
);

/** A sample that differs from property to property and from case to case of the same seed. */
function drawn(
  property: Property,
  index: number,
  times: number,
  { seed, binding }: NamesContext,
): readonly OfferStep[] {
  const own = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index * FULL_TIMES + times + 1, 0x85ebca6b)) | 0;
  const count = NAMES[binding];
  // Some are drawn twice, and in a store some could lead away: so more are drawn than needed.
  const sample = fc.sample(property.names, { numRuns: 2 * count, seed: own });
  const names = new Map(sample.map((step) => [step.name, step]));
  const fit = [...names.values()].filter(({ name }) => binding !== 'store' || isOwn(name));
  return fit.slice(0, count);
}

const isOwn = (name: string): boolean => strayingProblem(SOME_PREFIX, `${SOME_PREFIX}${name}`) === undefined;

const PROPERTIES = [...legal, legalExtensions, legalColons, ...illegal];

export const propertyCases: readonly NamesCase[] = Array.from({ length: FULL_TIMES }, (_, times) =>
  PROPERTIES.map((property, index) =>
    namesCase(`properties/${property.slug}-${String(times + 1).padStart(2, '0')}`, {
      title: times === 0 ? property.title : `${property.title}, sample ${times + 1}`,
      requirements: [property.requirement],
      profile: times === 0 ? 'standard' : 'full',
      generated: true,
      ...(property.only === undefined ? {} : { only: property.only }),
      steps: (context) => [property.controls, drawn(property, index, times, context)],
    }),
  ),
).flat();
