// Names of files of ours, and how they are written in URLs.
import { encodeLabel } from '../api-client/service-paths.ts';

/** What every name begins with that is ever written to a store. */
export const FILE_PREFIX = 'acu';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const RUN_LETTERS = 6;
const TAG_LETTERS = 3;
const OURS = /^acu[a-z]{9}/;

/** Letters that mark a run: six of them, from as many numbers from 0 to 255. */
export const runLetters = (random: Uint8Array): string =>
  Array.from({ length: RUN_LETTERS }, (_, index) => LETTERS.charAt((random[index] ?? 0) % LETTERS.length)).join('');

/**
 * What the names of one drive of a case begin with: `acu`, the six letters of the run, three letters for the number of
 * the drive. Nothing but small letters, so that a store that refuses other characters refuses no name for its prefix.
 */
export function filePrefix(run: string, drive: number): string {
  let rest = drive;
  let tag = '';
  for (let place = 0; place < TAG_LETTERS; place++) {
    tag = LETTERS.charAt(rest % LETTERS.length) + tag;
    rest = Math.floor(rest / LETTERS.length);
  }
  return `${FILE_PREFIX}${run}${tag}`;
}

/** Whether a name can be of a run of this suite, as far as the name tells. */
export const isOurs = (name: string): boolean => OURS.test(name);

/** What the names of the same drive begin with, of a name of ours. */
export const casePrefixOf = (name: string): string => name.slice(0, FILE_PREFIX.length + RUN_LETTERS + TAG_LETTERS);

/** A name in a path: each segment percent-encoded, slashes as they are. Half surrogate pairs as octets of their codes. */
export const encodeSegments = (name: string): string => name.split('/').map(encodeLabel).join('/');

/** A name as one segment, or as a value in a query: slashes are encoded, too. */
export const encodeWhole = (name: string): string => encodeLabel(name);

/** UTF-8 of a text; half surrogate pairs as the octets of their codes. */
export function octetsOf(text: string): Buffer {
  if (!/[\ud800-\udfff]/.test(text)) return Buffer.from(text, 'utf8');
  const latin1 = encodeLabel(text).replace(/%(..)/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return Buffer.from(latin1, 'latin1');
}
