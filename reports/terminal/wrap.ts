import { columnsOf, splitAtSeparator } from './width.ts';

/** Breaks a text without escapes into lines of at most `columns`; words that are longer are cut at a separator where there is one. At least one line. */
const wrap = (text: string, columns: number): readonly string[] => {
  const room = Math.max(10, columns);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    let rest = word;
    if (line !== '' && columnsOf(line) + 1 + columnsOf(rest) <= room) {
      line = `${line} ${rest}`;
      continue;
    }
    if (line !== '') lines.push(line);
    while (columnsOf(rest) > room) {
      const [head, tail] = splitAtSeparator(rest, room);
      lines.push(head);
      rest = tail;
    }
    line = rest;
  }
  return [...lines, line];
};

/** A label in a column of its own and a text wrapped beside it. */
export interface Entry {
  readonly indent: number;
  readonly label: string;
  /** Columns of the label, the gap included. */
  readonly labelColumns: number;
  readonly text: string;
}

/** Lines of an entry: the text hangs beside its label, continuation lines are indented by as much. */
export const hanging = (
  entry: Entry,
  columns: number,
  paintLabel: (label: string) => string = (label) => label,
): readonly string[] => {
  const margin = ' '.repeat(entry.indent);
  const gap = ' '.repeat(Math.max(entry.label === '' ? 0 : 1, entry.labelColumns - columnsOf(entry.label)));
  const blank = ' '.repeat(entry.indent + entry.labelColumns);
  return wrap(entry.text, columns - entry.indent - entry.labelColumns).map((line, index) =>
    (index === 0
      ? `${margin}${entry.label === '' ? '' : paintLabel(entry.label)}${gap}${line}`
      : blank + line
    ).trimEnd(),
  );
};

/** A shell command over several lines that can still be pasted: broken between words, with a backslash at each break. */
export const wrapCommand = (words: readonly string[], columns: number): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && columnsOf(line) + columnsOf(word) + 3 > columns) {
      lines.push(`${line} \\`);
      line = `  ${word}`;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
};
