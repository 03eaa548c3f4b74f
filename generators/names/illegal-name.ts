import fc from 'fast-check';
import { FORBIDDEN_ASCII, FORBIDDEN_EDGES, FORBIDDEN_LOOKALIKES, MEDIA_EXTENSIONS } from './characters.table.ts';
import { anyExtension, LONGEST_NAME, legalParts, type NamedKind, type NameParts, nameOf } from './legal-name.ts';

/** A name that breaks one rule of the documents and no other. */
export interface IllegalName {
  readonly kind: NamedKind;
  readonly name: string;
  /** Id of the requirement that it breaks. */
  readonly breaks: string;
  /** How, for people: `two dots inside a segment`. */
  readonly what: string;
}

/** A way to break one rule: legal names with something done to them. */
interface Fault {
  readonly breaks: (kind: NamedKind) => string;
  readonly kinds: readonly NamedKind[];
  readonly arbitrary: (kind: NamedKind) => fc.Arbitrary<{ readonly name: string; readonly what: string }>;
}

const BOTH: readonly NamedKind[] = ['media', 'msg_media'];
/** Where something is done: taken modulo the places that there are. */
const place = fc.nat({ max: 1000 });
const plainExtensions = (kind: NamedKind): readonly string[] => (kind === 'media' ? ['wav'] : ['jpg']);
const plainParts = (kind: NamedKind): fc.Arbitrary<NameParts> =>
  legalParts({ kind, extensions: plainExtensions(kind) });

const forbidden = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...FORBIDDEN_EDGES) },
  { weight: 2, arbitrary: fc.constantFrom(...FORBIDDEN_ASCII) },
  { weight: 2, arbitrary: fc.constantFrom(...FORBIDDEN_LOOKALIKES) },
  { weight: 1, arbitrary: fc.integer({ min: 0x80, max: 0xff }).map((code) => String.fromCharCode(code)) },
);

const inserted = (text: string, at: number, piece: string): string => text.slice(0, at) + piece + text.slice(at);

const forbiddenCharacter = (kind: NamedKind) =>
  fc.record({ parts: plainParts(kind), character: forbidden, at: place }).map(({ parts, character, at }) => {
    const name = nameOf(parts);
    const position = at % (name.length + 1);
    return { name: inserted(name, position, character), what: `a forbidden character ${whereIn(name, position)}` };
  });

function whereIn(name: string, position: number): string {
  if (position === name.length) return 'at the end of a name';
  if (position > name.lastIndexOf('.')) return 'in an extension';
  return position <= name.lastIndexOf('/') ? 'in a folder' : 'in a file name';
}

const withoutExtension = (kind: NamedKind) =>
  fc
    .record({
      parts: plainParts(kind),
      ending: fc.constantFrom('nothing', 'dot', 'folder', 'word'),
    })
    .map(({ parts, ending }) => {
      const { folders, extension } = parts;
      const stem = parts.stem.replaceAll('.', '');
      const path = (file: string, more: readonly string[] = []) => [...folders, ...more, file].join('/');
      switch (ending) {
        case 'dot':
          return { name: path(`${stem}.`), what: 'a final dot' };
        case 'folder':
          return { name: path(stem, [`${stem}.${extension}`]), what: 'an extension on a folder only' };
        case 'word':
          return { name: path(`${stem}${extension}`), what: 'an extension without its dot' };
        default:
          return { name: path(stem), what: 'no extension' };
      }
    });

/** Near misses of the published extensions, and whatever else. */
const wrongExtension = fc
  .oneof(
    {
      weight: 2,
      arbitrary: fc.constantFrom('mp3', 'exe', 'w', 'wa', 'wv', 'wavx', 'waves', 'ti', 'tf', 'tiffs', 'vaw', 'jpg'),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...MEDIA_EXTENSIONS), fc.constantFrom('1', 'x', '_', '-', '@', '0', 'e', 'wav'))
        .map(([extension, more]) => `${extension}${more}`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('x', '1', '_', '-'), fc.constantFrom(...MEDIA_EXTENSIONS))
        .map(([before, extension]) => `${before}${extension}`),
    },
    { weight: 2, arbitrary: anyExtension },
  )
  .filter((extension) => !MEDIA_EXTENSIONS.includes(extension.toLowerCase()));

const foreignExtension = (kind: NamedKind) =>
  fc.record({ parts: plainParts(kind), extension: wrongExtension, isSecond: fc.boolean() }).map((drawn) => {
    const { parts, extension, isSecond } = drawn;
    const stem = isSecond ? `${parts.stem}.${parts.extension}` : parts.stem;
    const what = isSecond ? `the extension .${extension} after .${parts.extension}` : `the extension .${extension}`;
    return { name: nameOf({ ...parts, stem, extension }), what };
  });

/** Puts dots into a segment, at its ends too, or makes a segment of them. The extension stays what it is. */
const dotDot = (kind: NamedKind) =>
  fc
    .record({
      parts: plainParts(kind),
      dots: fc.constantFrom('..', '...', '....'),
      isSegment: fc.boolean(),
      at: place,
      within: place,
    })
    .map(({ parts, dots, isSegment, at, within }) => {
      const { folders, stem, extension } = parts;
      if (isSegment) {
        const index = at % (folders.length + 1);
        const more = [...folders.slice(0, index), dots, ...folders.slice(index)];
        return { name: nameOf({ folders: more, stem, extension }), what: `the segment ${dots}` };
      }
      const segments = [...folders, stem];
      const index = at % segments.length;
      const changed = segments.map((segment, i) =>
        i === index ? inserted(segment, within % (segment.length + 1), dots) : segment,
      );
      const name = nameOf({ folders: changed.slice(0, -1), stem: changed.at(-1) ?? stem, extension });
      return { name, what: index === folders.length ? `${dots} in a file name` : `${dots} in a folder` };
    });

/** Writes something else for one of the slashes of a path, or for all. */
const joints = (kind: NamedKind, pieces: readonly string[]) =>
  fc
    .record({
      parts: plainParts(kind),
      first: fc.constantFrom('a', 'dir', '.x'),
      piece: fc.constantFrom(...pieces),
      isEvery: fc.boolean(),
      at: place,
    })
    .map(({ parts, first, piece, isEvery, at }) => {
      const segments = [first, ...parts.folders, `${parts.stem}.${parts.extension}`];
      const index = at % (segments.length - 1);
      const name = segments.reduce((path, segment, i) => path + (isEvery || i - 1 === index ? piece : '/') + segment);
      return { name, what: `${piece} between segments` };
    });

const FAULTS: readonly Fault[] = [
  { breaks: () => 'files.character.forbidden', kinds: BOTH, arbitrary: forbiddenCharacter },
  {
    breaks: (kind) => (kind === 'media' ? 'files.extension.media-required' : 'files.extension.message-media-required'),
    kinds: BOTH,
    arbitrary: withoutExtension,
  },
  { breaks: () => 'files.extension.media-set', kinds: ['media'], arbitrary: foreignExtension },
  { breaks: () => 'files.sequence.dot-dot', kinds: BOTH, arbitrary: dotDot },
  {
    breaks: () => 'files.sequence.slash-slash',
    kinds: BOTH,
    arbitrary: (kind) => joints(kind, ['//', '///', '////']),
  },
  {
    breaks: () => 'files.sequence.slash-dot-slash',
    kinds: BOTH,
    arbitrary: (kind) => joints(kind, ['/./', '/././']),
  },
];

/** The rules that a name of the kind can break alone, by the ids of their requirements. */
export function breakableRules(kind: NamedKind): readonly string[] {
  return FAULTS.filter(({ kinds }) => kinds.includes(kind)).map(({ breaks }) => breaks(kind));
}

/**
 * Names of the kind that break this one rule, at most about 100 characters, alone and behind any prefix of plain
 * characters. Shrinks to the shortest that still do. Throws a RangeError for a rule that names of the kind cannot break.
 */
export function illegalName(kind: NamedKind, requirement: string): fc.Arbitrary<IllegalName> {
  const fault = FAULTS.find(({ kinds, breaks }) => kinds.includes(kind) && breaks(kind) === requirement);
  if (fault === undefined) throw new RangeError(`no name of the kind ${kind} breaks ${requirement} alone`);
  return fault
    .arbitrary(kind)
    .filter(({ name }) => name.length <= LONGEST_NAME)
    .map(({ name, what }) => ({ kind, name, what, breaks: requirement }));
}
