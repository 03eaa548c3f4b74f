// Columns, not code units: an address in kanji must wrap where it looks full.

const ZERO_WIDTH = /^[\p{Mn}\p{Me}]$/u;
const WIDE =
  /^[\p{Emoji_Presentation}\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]$/u;

const characterWidth = (character: string): number => {
  if (character >= ' ' && character <= '~') return 1;
  if (ZERO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
};

/** Columns that a text without escapes takes in a terminal. */
export const columnsOf = (text: string): number => [...text].reduce((sum, each) => sum + characterWidth(each), 0);

/** The longest beginning of `text` that fits `columns`, and the rest. */
const splitAtColumn = (text: string, columns: number): readonly [string, string] => {
  let used = 0;
  let units = 0;
  for (const character of text) {
    used += characterWidth(character);
    if (used > columns) break;
    units += character.length;
  }
  return [text.slice(0, units), text.slice(units)];
};

/** The same, cut behind the last separator where one is near: names and JSON are easier to read in their own parts. */
export const splitAtSeparator = (text: string, columns: number): readonly [string, string] => {
  const [head, rest] = splitAtColumn(text, columns);
  if (rest === '') return [head, rest];
  const at = Math.max(...[' ', ',', '/', '-', '{', ':', '&', ';', '_'].map((each) => head.lastIndexOf(each))) + 1;
  const isNear = columnsOf(head.slice(at)) <= columns / 3 && head.slice(0, at).trim() !== '';
  return isNear ? [text.slice(0, at), text.slice(at)] : [head, rest];
};

/** `text` cut to `columns`, with an ellipsis where something was cut. */
export const fitted = (text: string, columns: number): string =>
  columnsOf(text) <= columns ? text : `${splitAtColumn(text, Math.max(0, columns - 1))[0]}…`;

/** `text` filled up with spaces to `columns`. */
export const padded = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - columnsOf(text)));
