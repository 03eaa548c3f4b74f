// Names of files as a reader can see them: what looks like another character is said to be what it is.
import { printable } from './printable.ts';

const LOOKS_EXPLAINED = 4;

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** A name in quotes, with escapes for whatever cannot be seen, and with the code points of what is not ASCII. */
export const visibleName = (name: string): string => {
  const quoted = `"${printable(name.replace(/["\\]/g, '\\$&'))}"`;
  const seen = [...new Set(name)].filter((character) => character > '\u007f' && printable(character) === character);
  const shown = seen.slice(0, LOOKS_EXPLAINED).map((character) => `${character} is ${codeOf(character)}`);
  const more = seen.length > LOOKS_EXPLAINED ? ', …' : '';
  return seen.length === 0 ? quoted : `${quoted} (${shown.join(', ')}${more})`;
};

/** JSON in ASCII alone, on one line: every program reads it as the same text. */
export const asciiJson = (value: unknown): string =>
  (JSON.stringify(value) ?? 'null').replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
