// JSON for people: a value on one line where it fits, its members on lines of their own where it does not.
import { jsonText } from '../json-text.ts';
import { printable } from '../printable.ts';
import { columnsOf, fitted } from './width.ts';

/** Lines of a value of JSON, none wider than the columns: texts that are longer end in an ellipsis. */
export const jsonLines = (value: unknown, columns: number, name = '', tail = ''): readonly string[] => {
  const whole = `${name}${printable(jsonText(value))}${tail}`;
  const isList = Array.isArray(value);
  if (columnsOf(whole) <= columns || typeof value !== 'object' || value === null) return [fitted(whole, columns)];
  const members = Object.entries(value);
  const [, first] = members[0] ?? [];
  // Nothing is gained by a line for the braces around one long text.
  if (members.length === 1 && typeof first !== 'object') return [fitted(whole, columns)];
  return [
    `${name}${isList ? '[' : '{'}`,
    ...members.flatMap(([key, member], index) =>
      jsonLines(
        member,
        columns - 2,
        isList ? '' : `${printable(JSON.stringify(key))}: `,
        index < members.length - 1 ? ',' : '',
      ).map((line) => `  ${line}`),
    ),
    `${isList ? ']' : '}'}${tail}`,
  ];
};
