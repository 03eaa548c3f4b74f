// What the reference store and validators can do wrong. Data only; what each fault does is in faults/, by the same id.
import { FAULT_CASES } from './fault-cases.table.ts';

/** How a target is reached: a store over HTTP, a validator that is a process, a validator that is a module. */
export type Binding = 'http' | 'exec' | 'module';

/** One thing that a reference can be told to do wrong. */
export interface MediaFilesFault {
  /** The requirement that it violates; a variant after a slash where a rule can be broken in several ways. */
  readonly id: string;
  readonly requirement: string;
  /** What the target does, as a sentence without its full stop. */
  readonly title: string;
  /** What the suite has to say about it. */
  readonly verdict: 'fail' | 'warn';
  /** What is at fault: the judging of names, wherever that is done, or the keeping of files. */
  readonly target: 'validator' | 'store';
  /** Where it shows. Elsewhere it cannot be switched on. */
  readonly bindings: readonly Binding[];
  /** Other requirements that may turn too, each for a plain reason. */
  readonly admits: readonly string[];
  /** Globs of the cases that suffice to show it; all where empty. */
  readonly cases: readonly string[];
}

interface Particulars {
  readonly verdict?: 'warn';
  readonly bindings?: readonly Binding[];
  readonly admits?: readonly string[];
}

const fault =
  (target: MediaFilesFault['target'], usual: readonly Binding[]) =>
  (id: string, title: string, { verdict, bindings = usual, admits = [] }: Particulars = {}): MediaFilesFault => ({
    id,
    requirement: id.split('/')[0] ?? id,
    title,
    verdict: verdict ?? 'fail',
    target,
    bindings,
    admits,
    cases: FAULT_CASES[id] ?? [],
  });

const judging = fault('validator', ['http', 'exec', 'module']);
const keeping = fault('store', ['http']);
const answering = fault('validator', ['exec']);

/** Names what else may turn, without the suite's name in front of each. */
const also = (...ids: readonly string[]): { readonly admits: readonly string[] } => ({
  admits: ids.map((id) => `files.${id}`),
});

const WARN = { verdict: 'warn' } as const;

/** For what stands in the names of every run of a store: with it, no file can be stored, and there is no verdict. */
const UNPREFIXED = { bindings: ['exec', 'module'] } as const;
/** HTTP has no spelling for it. */
const SURROGATES = { bindings: ['exec', 'module'] } as const;

/** A legal name that is refused belongs to what it was offered for, which may be anything that is legal. */
const anyLegal = [
  'character.allowed',
  'character.colon',
  'separator',
  'extension.media-set',
  'extension.message-media-any',
  'sequence.legal-dots',
  'store.round-trip',
  'store.distinct',
] as const;
const refusesAny = (own: string): { readonly admits: readonly string[] } =>
  also(...anyLegal.filter((id) => id !== own));
/** What only resembles an extension may stand where there is none. */
const noExtension = also('extension.media-required');
/** Where the name of a folder or a file is judged by its dots, other names with dots are, too. */
const otherDots = also('character.allowed', 'extension.media-set', 'extension.message-media-any');
/** What was written out there is not in the list, and the way there is two dots in some spelling. */
const outside = also('sequence.dot-dot', 'store.round-trip', 'store.refused-leaves-nothing', 'separator');
/** What is kept although it was refused stands in the way of other names, or is written over. */
const keptAnyway = also('store.round-trip', 'store.distinct');
/** Two names for one file: what is written to one is read from the other. */
const oneFile = also('store.round-trip', 'store.refused-leaves-nothing');
/** A name that nobody gave may be what became of one that was refused. */
const otherNames = also('store.refused-leaves-nothing');
/** A file that cannot be read back cannot be told from another. */
const notReadBack = also('store.distinct');

export const MEDIA_FILES_FAULTS: readonly MediaFilesFault[] = [
  judging('files.character.allowed', 'Refuses the at sign'),
  judging('files.character.allowed/minus', 'Refuses the minus', UNPREFIXED),
  judging('files.character.allowed/underscore', 'Refuses the underscore'),
  judging('files.character.allowed/upper-case', 'Refuses upper-case letters'),
  judging('files.character.allowed/digits', 'Refuses digits', UNPREFIXED),
  judging('files.character.allowed/off-by-one', 'Refuses the last letter and the last digit', UNPREFIXED),
  judging('files.character.allowed/leading-digit', 'Refuses a segment that begins with a digit'),
  judging('files.character.allowed/leading-sign', 'Refuses a segment that begins with neither letter, digit nor dot'),
  judging('files.character.allowed/trailing-sign', 'Refuses an underscore or an at sign at the end of a word'),
  judging('files.character.allowed/doubled', 'Refuses two minus, underscores or at signs in a row'),
  judging('files.character.allowed/folder', 'Refuses the underscore and the at sign in folders', also('separator')),
  judging('files.character.allowed/message-media', 'Refuses the at sign in message media'),
  judging(
    'files.character.allowed/device-name',
    'Refuses the names of devices of Windows',
    refusesAny('character.allowed'),
  ),
  judging('files.character.allowed/short', 'Refuses names of more than 32 characters', refusesAny('character.allowed')),

  judging('files.character.forbidden', 'Looks for one allowed character, by an expression that is not anchored'),
  judging('files.character.forbidden/start-only', 'Checks the first character, by an expression without an end'),
  judging('files.character.forbidden/end-only', 'Checks the last character, by an expression without a start'),
  judging('files.character.forbidden/both-ends-only', 'Checks the first and the last character'),
  judging('files.character.forbidden/any-line', 'Accepts a name of several lines if one of them is legal'),
  judging('files.character.forbidden/newline-at-end', 'Accepts a newline at the end of a name, as $ does'),
  judging('files.character.forbidden/trimmed', 'Leaves white space at both ends unchecked'),
  judging('files.character.forbidden/nul', 'Checks a name as far as a NUL'),
  judging('files.character.forbidden/decoded', 'Decodes a name once more before it checks it'),
  judging('files.character.forbidden/query', 'Checks a name as far as a question mark or a hash'),
  judging('files.character.forbidden/space', 'Accepts the space'),
  judging('files.character.forbidden/plus', 'Accepts the plus'),
  judging('files.character.forbidden/percent', 'Accepts the percent sign'),
  judging('files.character.forbidden/tilde', 'Accepts the tilde'),
  judging('files.character.forbidden/backslash', 'Takes a backslash for a slash'),
  judging('files.character.forbidden/brackets', 'Accepts brackets'),
  judging('files.character.forbidden/quotes', 'Accepts quotes'),
  judging('files.character.forbidden/shell', 'Accepts what means something to a shell'),
  judging('files.character.forbidden/range-a-to-z', 'Accepts what is between Z and a, by the range A-z'),
  judging(
    'files.character.forbidden/range-plus-to-at',
    'Accepts what is between + and @, by a minus in the middle of a set',
  ),
  judging('files.character.forbidden/any-ascii', 'Accepts all of ASCII'),
  judging('files.character.forbidden/control', 'Accepts control characters'),
  judging('files.character.forbidden/list-of-bad-ones', 'Refuses what Windows refuses and accepts the rest'),
  judging('files.character.forbidden/latin-1', 'Accepts the letters of Latin-1'),
  judging('files.character.forbidden/letters', 'Accepts the letters of all alphabets'),
  judging('files.character.forbidden/digits', 'Accepts the digits of all scripts'),
  judging('files.character.forbidden/accents', 'Takes the accents off letters before it checks them'),
  judging('files.character.forbidden/full-width', 'Checks a name in its compatible normal form'),
  judging(
    'files.character.forbidden/folded',
    'Accepts the Kelvin sign and the long s, by an expression without letter case',
  ),
  judging('files.character.forbidden/upper-cased', 'Accepts the dotless i and the sharp s, by checking in upper case'),
  judging('files.character.forbidden/zero-width', 'Leaves out what has no width before it checks'),
  judging('files.character.forbidden/emoji', 'Accepts what is beyond the basic plane'),
  judging('files.character.forbidden/octets', 'Checks the lower eight bits of each character'),
  judging('files.character.forbidden/lone-surrogate', 'Leaves out lone surrogates before it checks', SURROGATES),
  judging('files.character.forbidden/file-only', 'Checks the characters of the last segment'),
  judging('files.character.forbidden/first-32', 'Checks the first 32 characters'),
  judging('files.character.forbidden/message-media', 'Checks no characters in message media'),

  judging('files.character.colon', 'Refuses the colon', WARN),
  judging('files.character.colon/drive', 'Refuses what looks like a drive letter', { ...WARN, ...UNPREFIXED }),
  judging('files.character.colon/stream', 'Refuses the colon in the name of the file', WARN),

  judging('files.separator', 'Refuses the slash', refusesAny('separator')),
  judging('files.separator/one-folder', 'Refuses a folder in a folder', refusesAny('separator')),
  judging('files.separator/message-media', 'Refuses the slash in message media', refusesAny('separator')),
  keeping('files.separator/no-such-folder', 'Refuses a file whose folder is not there yet', refusesAny('separator')),

  judging('files.extension.media-required', 'Accepts media files without a dot'),
  judging('files.extension.media-required/trailing-dot', 'Accepts media files with nothing after their last dot'),
  judging('files.extension.media-required/folder-dot', 'Takes the extension of a folder where the file has none'),
  judging('files.extension.media-required/whole-name', 'Takes a whole name without a dot for its extension'),
  judging('files.extension.media-required/no-dot', 'Looks at the end of a name for the extension without its dot'),
  judging('files.extension.media-set', 'Accepts .wav alone'),
  judging('files.extension.media-set/any', 'Accepts any extension of media files'),
  judging('files.extension.media-set/wave-forgotten', 'Refuses .wave'),
  judging('files.extension.media-set/tiff-forgotten', 'Refuses .tiff'),
  judging(
    'files.extension.media-set/upper-case-only',
    'Accepts the extensions in upper case alone',
    refusesAny('extension.media-set'),
  ),
  judging('files.extension.media-set/mp3', 'Accepts .mp3'),
  judging('files.extension.media-set/prefix', 'Accepts extensions that begin with a legal one'),
  judging('files.extension.media-set/suffix', 'Accepts extensions that end with a legal one'),
  judging('files.extension.media-set/anywhere', 'Finds a legal extension anywhere in the last segment', noExtension),
  judging('files.extension.media-set/folder', 'Finds a legal extension in a folder'),
  judging(
    'files.extension.media-set/any-character',
    'Takes any character for the dot, by a dot in its expression',
    noExtension,
  ),
  judging('files.extension.media-set/alternation', 'Divides its expression at the wrong place', noExtension),
  judging(
    'files.extension.media-set/first-dot',
    'Takes what is after the first dot for the extension',
    also('extension.media-required', 'character.allowed', 'sequence.legal-dots', 'store.round-trip'),
  ),
  judging('files.extension.message-media-required', 'Accepts message media without a dot'),
  judging(
    'files.extension.message-media-required/trailing-dot',
    'Accepts message media with nothing after their last dot',
  ),
  judging(
    'files.extension.message-media-required/folder-dot',
    'Takes the extension of a folder where message media have none',
  ),
  judging('files.extension.message-media-required/any-dot', 'Is content with any dot in the path of message media'),
  judging(
    'files.extension.message-media-any',
    'Holds message media to the extensions of media files',
    refusesAny('extension.message-media-any'),
  ),
  judging('files.extension.message-media-any/images', 'Accepts images alone as message media'),
  judging('files.extension.message-media-any/no-media', 'Refuses the extensions of media files for message media'),
  judging(
    'files.extension.message-media-any/three-or-four',
    'Refuses extensions of fewer than three or more than four characters',
  ),
  judging('files.extension.message-media-any/alphanumeric', 'Refuses extensions with anything but letters and digits'),
  judging('files.extension.message-media-any/programs', 'Refuses the extensions of programs for message media'),

  judging('files.sequence.dot-dot', 'Accepts two dots in a row'),
  judging('files.sequence.dot-dot/segment', 'Refuses two dots as a whole segment alone'),
  judging('files.sequence.dot-dot/start', 'Refuses two dots at the beginning alone'),
  judging('files.sequence.dot-dot/before-slash', 'Refuses two dots before a slash alone'),
  judging('files.sequence.dot-dot/first-dot', 'Looks for the second dot after the first in the name alone'),
  judging('files.sequence.dot-dot/exactly-two', 'Accepts three dots in a row'),
  judging('files.sequence.dot-dot/stem', 'Looks for two dots after it has taken off the extension'),
  judging('files.sequence.dot-dot/folder', 'Looks for two dots in folders alone'),
  judging('files.sequence.dot-dot/normalised', 'Looks for two dots after it has resolved the path'),
  judging('files.sequence.dot-dot/removed-once', 'Takes out ../ instead of refusing it'),
  judging('files.sequence.dot-dot/message-media', 'Accepts two dots in message media'),
  judging('files.sequence.slash-slash', 'Accepts two slashes in a row'),
  judging('files.sequence.slash-slash/collapsed', 'Joins slashes instead of refusing them'),
  judging('files.sequence.slash-slash/start', 'Refuses two slashes at the beginning alone'),
  judging('files.sequence.slash-slash/exactly-two', 'Accepts three slashes in a row'),
  judging('files.sequence.slash-slash/before-file', 'Looks for two slashes in folders alone'),
  judging('files.sequence.slash-slash/media', 'Accepts two slashes in media files'),
  judging('files.sequence.slash-dot-slash', 'Accepts a slash, a dot and a slash'),
  judging('files.sequence.slash-dot-slash/normalised', 'Takes out a dot between slashes instead of refusing it'),
  judging('files.sequence.slash-dot-slash/one-removed', 'Takes out the first dot between slashes'),
  judging('files.sequence.slash-dot-slash/message-media', 'Accepts a slash, a dot and a slash in message media'),
  judging('files.sequence.legal-dots', 'Refuses a second dot in the name of a file', otherDots),
  judging('files.sequence.legal-dots/hidden-file', 'Refuses a file that begins with a dot', otherDots),
  judging('files.sequence.legal-dots/hidden-folder', 'Refuses a folder that begins with a dot', otherDots),
  judging('files.sequence.legal-dots/folder', 'Refuses a dot in a folder', otherDots),
  judging('files.sequence.legal-dots/slash-dot', 'Refuses a dot after a slash', otherDots),
  judging('files.sequence.legal-dots/dot-slash', 'Refuses a dot before a slash', otherDots),
  judging(
    'files.sequence.legal-dots/unescaped',
    'Refuses a folder of one character, by a dot in its expression',
    also('character.allowed', 'separator'),
  ),
  judging('files.sequence.legal-dots/message-media', 'Refuses a second dot in the name of message media', otherDots),

  keeping('files.store.refused-leaves-nothing', 'Keeps a file before it refuses its name', keptAnyway),
  keeping('files.store.refused-leaves-nothing/listed', 'Lists a file whose name it refused', keptAnyway),
  keeping('files.store.refused-leaves-nothing/readable', 'Gives a file whose name it refused', keptAnyway),
  keeping('files.store.refused-leaves-nothing/empty', 'Leaves an empty file where it refused a name', keptAnyway),
  keeping(
    'files.store.refused-leaves-nothing/sanitised',
    'Keeps a file that it refused under a name with underscores',
    keptAnyway,
  ),
  keeping(
    'files.store.refused-leaves-nothing/collapsed',
    'Keeps a file that it refused for its slashes under a name with fewer of them',
    keptAnyway,
  ),
  keeping('files.store.refused-leaves-nothing/extension', 'Keeps a file before it refuses its extension', keptAnyway),
  keeping('files.store.refused-leaves-nothing/part', 'Leaves a partial file where it refused a name', keptAnyway),

  keeping('files.store.round-trip', 'Lists no files in folders'),
  keeping('files.store.round-trip/lower-case', 'Lists names in lower case'),
  keeping('files.store.round-trip/file-name', 'Lists names without their folders'),
  keeping('files.store.round-trip/leading-slash', 'Lists names with a slash in front'),
  keeping('files.store.round-trip/encoded', 'Lists names percent-encoded'),
  keeping('files.store.round-trip/no-extension', 'Lists names without their extensions', otherNames),
  keeping('files.store.round-trip/cut-name', 'Lists the first 40 characters of names'),
  keeping('files.store.round-trip/hidden', 'Lists nothing that begins with a dot'),
  keeping('files.store.round-trip/first-page', 'Lists 25 files and no more'),
  keeping('files.store.round-trip/stale', 'Lists what was there one change ago', also('store.refused-leaves-nothing')),
  keeping('files.store.round-trip/twice', 'Lists a file twice once it has been written over'),
  keeping('files.store.round-trip/unreadable', 'Gives no files in folders', notReadBack),
  keeping('files.store.round-trip/truncated', 'Loses the last octet', notReadBack),
  keeping('files.store.round-trip/first-kilobyte', 'Keeps the first 1024 octets'),
  keeping('files.store.round-trip/nul', 'Keeps content as far as a NUL'),
  keeping('files.store.round-trip/line-ends', 'Changes CR LF to LF'),
  keeping('files.store.round-trip/final-newline', 'Ends content with a newline', notReadBack),
  keeping('files.store.round-trip/text', 'Keeps content as text in UTF-8'),
  keeping(
    'files.store.round-trip/first-content',
    'Keeps the first content of a name that is written over',
    notReadBack,
  ),
  keeping('files.store.round-trip/tail', 'Leaves the end of longer content when it is written over', notReadBack),

  keeping('files.store.contained', 'Follows encoded slashes out of the store', outside),
  keeping('files.store.contained/read', 'Follows encoded slashes out of the store to read', outside),
  keeping('files.store.contained/dot-dot', 'Follows two dots out of the store', outside),
  keeping('files.store.contained/encoded-dots', 'Follows encoded dots out of the store', outside),
  keeping('files.store.contained/twice', 'Decodes twice and follows dots out of the store', outside),
  keeping('files.store.contained/backslash', 'Follows backslashes out of the store', outside),
  keeping('files.store.contained/overlong', 'Decodes dots and slashes of two octets and follows them', outside),
  keeping('files.store.contained/nul', 'Follows a path as far as a NUL, out of the store', outside),
  keeping('files.store.contained/stripped', 'Takes ../ out once and follows what that leaves', outside),

  keeping('files.store.distinct', 'Takes names with an at sign and an underscore for one', oneFile),
  keeping('files.store.distinct/folders-left-out', 'Leaves out folders where it keeps files', oneFile),
  keeping('files.store.distinct/folders-joined', 'Takes names with a slash and an underscore for one', oneFile),
  keeping('files.store.distinct/extension', 'Takes names with different extensions for one', oneFile),
  keeping('files.store.distinct/dots', 'Leaves out all dots but the last', oneFile),
  keeping('files.store.distinct/cut', 'Tells names apart by their first 40 characters', oneFile),
  keeping('files.store.distinct/delete-folder', 'Deletes a whole folder with a file in it', oneFile),
  keeping('files.store.distinct/delete-prefix', 'Deletes all files that begin with the name of one', oneFile),

  judging('files.survives.hostile-names', 'Ends at a name beyond the basic plane'),
  judging('files.survives.hostile-names/backtracking', 'Takes twice as long for each character before a forbidden one'),
  judging('files.survives.hostile-names/hang', 'Never answers a name of more than 200 characters'),
  judging('files.survives.hostile-names/hang-on-line-end', 'Never answers a name with a line end'),
  judging('files.survives.hostile-names/nul', 'Ends at a name with a NUL'),
  judging('files.survives.hostile-names/long', 'Ends at a name of more than 1000 characters'),
  judging('files.survives.hostile-names/deep', 'Ends at a name of more than 100 segments'),
  judging('files.survives.hostile-names/empty', 'Ends at a path whose last segment is empty'),
  judging('files.survives.hostile-names/lone-surrogate', 'Ends at a name with a lone surrogate', SURROGATES),
  keeping('files.survives.hostile-names/server-error', 'Answers 500 to a name beyond the basic plane'),
  keeping('files.survives.hostile-names/forbidden', 'Answers 500 to writing a name with a forbidden character'),
  keeping('files.survives.hostile-names/nul-error', 'Answers 500 to a name with a NUL'),
  keeping('files.survives.hostile-names/long-error', 'Answers 500 to a segment of more than 255 characters'),
  keeping('files.survives.hostile-names/malformed', 'Answers 500 to a path that is not well-formed'),
  keeping('files.survives.hostile-names/no-utf-8', 'Answers 500 to a name that is not UTF-8'),
  keeping('files.survives.hostile-names/read-error', 'Answers 500 to reading a name with two dots'),
  keeping('files.survives.hostile-names/delete-error', 'Answers 500 to deleting a name with a forbidden character'),
  keeping('files.survives.hostile-names/drop', 'Drops the connection on a name with a backslash'),
  keeping(
    'files.survives.hostile-names/in-the-way',
    'Answers 500 where a file is in the way of a folder',
    also('separator'),
  ),
  answering('files.survives.hostile-names/exits', 'Exits after 100 answers'),
  answering('files.survives.hostile-names/dies', 'Throws after 100 answers'),
  answering('files.survives.hostile-names/stalls', 'Answers nothing after 100 answers'),
  answering('files.survives.hostile-names/silent', 'Leaves every fiftieth name unanswered'),
  answering('files.survives.hostile-names/rubbish', 'Prints rubbish for every fiftieth answer', WARN),
  answering('files.survives.hostile-names/no-boolean', 'Gives every fiftieth answer without a boolean', WARN),
  answering('files.survives.hostile-names/unknown-id', 'Gives every fiftieth answer under an unknown id', WARN),
  answering('files.survives.hostile-names/twice', 'Gives every answer twice', WARN),
  answering('files.survives.hostile-names/flood', 'Prints a line of 8 MiB for every fiftieth answer', WARN),
];
