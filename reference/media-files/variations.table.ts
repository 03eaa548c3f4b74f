// What a target may do one way or the other. Data only; what each does is in variations.ts, by the same id.
import type { Binding } from './faults.table.ts';

/** One thing that the documents leave open, done in another way than the reference does it by itself. */
export interface MediaFilesVariation {
  /** The reading that it follows, or the binding that leaves it open, and what it is. */
  readonly id: string;
  /** What the target does, as a sentence without its full stop. */
  readonly title: string;
  /** Where it shows. */
  readonly bindings: readonly Binding[];
}

const variation = (id: string, title: string, ...bindings: readonly Binding[]): MediaFilesVariation => ({
  id,
  title,
  bindings: bindings.length === 0 ? ['http', 'exec', 'module'] : bindings,
});

/** None of these may turn any requirement. */
export const MEDIA_FILES_VARIATIONS: readonly MediaFilesVariation[] = [
  variation('R16/extensions', 'Takes the extensions of media files in lower case alone'),
  variation('R16/names', 'Takes two names that differ in letter case alone for one file', 'http'),
  variation('R17/bare', 'Takes .wav for an extension with nothing before it'),
  variation('R18/ends', 'Accepts a slash, or a dot and a slash, at the beginning of a path'),
  variation('R18/same-file', 'Accepts /a.wav and ./a.wav, and takes them for a.wav', 'http'),
  variation('R18/short', 'Refuses names of more than 100 characters'),
  variation('R40/as-media', 'Holds log files to the characters of media files'),
  variation('R41/redirect', 'Redirects paths with .., // or /./ to what they come to', 'http'),
  variation('R41/normalised', 'Resolves .., // and /./ before it looks at a path', 'http'),
  variation('R42/separator', 'Takes an encoded slash for one that separates', 'http'),
  variation('R43/conflict', 'Answers 409 to writing over a file', 'http'),
  variation('R43/no-content', 'Answers 204 to writing over a file', 'http'),
  variation('R44/both', 'Keeps a file and a folder of the same name', 'http'),
  variation('R45/not-found', 'Answers 404 to reading and deleting what has an illegal name', 'http'),
  variation('R46/plain-text', 'Refuses names in plain text', 'http'),
  variation('R48/throws', 'Throws to refuse a name', 'module'),
  variation('module/promises', 'Answers by promises', 'module'),
  variation('exec/out-of-order', 'Answers what it was asked last first', 'exec'),
  variation('exec/long-reasons', 'Gives reasons of 40 kB', 'exec'),
  variation('exec/more-members', 'Says more than it is asked, with spaces between', 'exec'),
  variation('exec/carriage-returns', 'Ends its lines by CR LF', 'exec'),
];
