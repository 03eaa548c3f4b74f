// Names of files, wherever they are stored or checked.
import { type Entry, naming, rfc9110 } from './entry.ts';

const NO_NAME = 'no name was tried; check the URL, command or module';
const NO_MEDIA = 'the target takes no media files';
const NO_MESSAGE_MEDIA = 'the target takes no message media files';
const NO_STORE = 'the target only checks names; give it a store with list and read to have this judged';

const NAMES = naming('Media File Names and Extensions');
const CHARACTERS = naming('Character restrictions');
const EXTENSIONS = naming('Extension restrictions');
const SEQUENCES = naming('Consecutive character restrictions');

export const MEDIA_FILES_ENTRIES: readonly Entry[] = [
  {
    id: 'files.character.allowed',
    level: 'must',
    basis: 'published',
    source: CHARACTERS,
    statement:
      'Each allowed character (letters a to z in both cases, digits, dot, underscore, slash, at and minus) must be accepted at any place in a name that no other rule forbids.',
    remedy:
      'Check against the set [A-Za-z0-9._/@-] and nothing narrower; the characters that get forgotten are @ and -.',
    readings: ['R18'],
    exercisedBy: NO_NAME,
  },
  {
    id: 'files.character.forbidden',
    level: 'must',
    basis: 'published',
    source: CHARACTERS,
    statement: 'A name that holds any other character, of ASCII or beyond it, must be refused.',
    remedy:
      'Match the whole name against the allowed set: anchor the pattern at both ends, and mind the newline that a $ lets through.',
    readings: ['R41', 'R46'],
    exercisedBy: NO_NAME,
  },
  {
    id: 'files.character.colon',
    level: 'should',
    basis: 'published',
    source: CHARACTERS,
    statement: 'A colon in a name should be accepted, although its use is discouraged.',
    remedy: 'Accept the colon, perhaps with a note that it may be withdrawn.',
    readings: ['R47'],
    exercisedBy: NO_NAME,
  },
  {
    id: 'files.separator',
    level: 'must',
    basis: 'published',
    source: CHARACTERS,
    statement: 'A forward slash must separate the segments of a path and have no other use.',
    remedy: 'Treat a/b.wav as the file b.wav in the folder a, and create folders as needed.',
    readings: ['R18', 'R42', 'R44'],
    exercisedBy: NO_NAME,
  },
  {
    id: 'files.extension.media-required',
    level: 'must',
    basis: 'published',
    source: EXTENSIONS,
    statement: 'A media file whose name has no extension must be refused.',
    remedy:
      'Look for the extension in the last segment of the path only, and demand at least one character after its last dot.',
    readings: ['R17', 'R40'],
    exercisedBy: NO_MEDIA,
  },
  {
    id: 'files.extension.media-set',
    level: 'must',
    basis: 'published',
    source: EXTENSIONS,
    statement:
      'A media file must be accepted with the extensions .wav, .wave, .tif and .tiff, and refused with any other.',
    remedy:
      'Compare the whole extension after the last dot with the four: name.wav.exe and name.wavx are neither of them.',
    readings: ['R16', 'R17', 'R40'],
    exercisedBy: NO_MEDIA,
  },
  {
    id: 'files.extension.message-media-required',
    level: 'must',
    basis: 'published',
    source: EXTENSIONS,
    statement: 'A message media file whose name has no extension must be refused.',
    remedy: 'Apply the check for an extension to both kinds of file.',
    readings: ['R17', 'R40'],
    exercisedBy: NO_MESSAGE_MEDIA,
  },
  {
    id: 'files.extension.message-media-any',
    level: 'must',
    basis: 'published',
    source: EXTENSIONS,
    statement: 'A message media file must be accepted with any extension of allowed characters.',
    remedy: 'Keep the four extensions of media files out of the check of message media files.',
    readings: ['R16', 'R17', 'R40'],
    exercisedBy: NO_MESSAGE_MEDIA,
  },
  {
    id: 'files.sequence.dot-dot',
    level: 'must',
    basis: 'published',
    source: SEQUENCES,
    statement: 'A path or name with two dots in a row must be refused, wherever they stand.',
    remedy: 'Search the whole text for “..” before any normalisation, not only for segments that are “..”.',
    readings: ['R41', 'R46'],
    exercisedBy: NO_NAME,
  },
  {
    id: 'files.sequence.slash-slash',
    level: 'must',
    basis: 'published',
    source: SEQUENCES,
    statement: 'A path with two slashes in a row must be refused.',
    remedy: 'Search the raw path for “//” before a library or a proxy joins slashes.',
    readings: ['R41', 'R46'],
    exercisedBy: NO_NAME,
  },
  {
    id: 'files.sequence.slash-dot-slash',
    level: 'must',
    basis: 'published',
    source: SEQUENCES,
    statement: 'A path with a slash, a dot and a slash in a row must be refused.',
    remedy: 'Search the raw path for “/./” before it is normalised.',
    readings: ['R41', 'R46'],
    exercisedBy: NO_NAME,
  },
  {
    id: 'files.sequence.legal-dots',
    level: 'must',
    basis: 'derived',
    source: SEQUENCES,
    statement: 'Single dots and single slashes outside the forbidden sequences must be accepted.',
    remedy: 'Forbid the three sequences and nothing more: a.b/c.d.wav and .a/b.wav are legal names.',
    readings: ['R18'],
    exercisedBy: NO_NAME,
  },
  {
    id: 'files.store.refused-leaves-nothing',
    level: 'must',
    basis: 'derived',
    source: NAMES,
    statement: 'A file whose name was refused must neither be listed nor be readable, under any spelling of the name.',
    remedy: 'Check the name before a byte is written, and remove partial files when a write is refused.',
    readings: ['R45'],
    exercisedBy: NO_STORE,
  },
  {
    id: 'files.store.round-trip',
    level: 'must',
    basis: 'derived',
    source: NAMES,
    statement: 'A file that was accepted must be listed under exactly its name and be read back byte for byte.',
    remedy: 'Store content as bytes, and the name as given, without changing letter case, decoding again or trimming.',
    readings: ['R16', 'R43'],
    exercisedBy: NO_STORE,
  },
  {
    id: 'files.store.contained',
    level: 'must',
    basis: 'derived',
    source: NAMES,
    statement:
      'No spelling of a name (encoded once or twice, absolute, with backslashes) must reach outside the store.',
    remedy:
      'Decode once, check the name, resolve it against the root of the store, and refuse what is not below that root.',
    readings: ['R41', 'R42'],
    exercisedBy: NO_STORE,
  },
  {
    id: 'files.store.distinct',
    level: 'must',
    basis: 'derived',
    source: NAMES,
    statement: 'Two different names that are both accepted must be two files.',
    remedy: 'Use the full name as the key: no shortening, no replacing of characters, no folder left out.',
    readings: ['R16', 'R18', 'R44'],
    exercisedBy: NO_STORE,
  },
  {
    id: 'files.survives.hostile-names',
    level: 'must',
    basis: 'derived',
    source: rfc9110('15.6 Server Error 5xx'),
    statement: 'No name must be answered by a 5xx status, a crash or no answer at all.',
    remedy: 'Refuse names by the allowed set before they reach the file system, and catch the errors of decoding them.',
    readings: ['R46', 'R48'],
    exercisedBy: NO_NAME,
  },
];
