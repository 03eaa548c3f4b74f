// Values as the service's error messages print them: the way Python does.
import { isObject, type Json } from './json.ts';

/** Deeper or longer values are cut: a message is for people. */
const DEEPEST = 4;
const LONGEST = 300;

/** A JSON value as Python's repr prints it: None, True, 'text', [1, 2], {'key': 'value'}. */
export function pythonRepr(value: Json): string {
  const text = printed(value, 0);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}...` : text;
}

function printed(value: Json, depth: number): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return quoted(value.slice(0, LONGEST + 1));
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : value > 0 ? 'inf' : '-inf';
  if (depth === DEEPEST) return '...';
  if (!isObject(value))
    return `[${value
      .slice(0, LONGEST)
      .map((item) => printed(item, depth + 1))
      .join(', ')}]`;
  const members = Object.entries(value).slice(0, LONGEST);
  return `{${members.map(([key, member]) => `${printed(key, 0)}: ${printed(member, depth + 1)}`).join(', ')}}`;
}

/** In apostrophes, unless there is one inside and no quotation mark. */
function quoted(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll(/[\\'\n\r\t\p{Cc}\p{Cs}]/gu, (character) => {
    if (character === "'" && mark === '"') return character;
    return ESCAPES[character] ?? hexadecimal(character);
  });
  return `${mark}${escaped}${mark}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function hexadecimal(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
