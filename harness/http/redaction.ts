// Takes secrets out of texts that came from a target or go into a file. JSON stays JSON: rules judge the redacted text.
import { formsOf, type SecretForm, SHORTEST_WITHIN_WORDS } from './secret-forms.ts';

export interface Secret {
  readonly value: string;
  /** What stands where the secret stood. */
  readonly placeholder: string;
  /** What stands where a changed form of it stood: another text, so that a changed value is not taken for the same. */
  readonly changed: string;
}

/** Replaces every form of every known secret; `cut` says that the text may end within one. */
export type Redaction = (text: string, cut: boolean) => string;

/** Fewer characters at the end of a cut text are not taken for the beginning of a secret. */
const SHORTEST_BEGINNING = 4;

/** Compiles secrets to one pass over a text. */
export function redactionOf(secrets: readonly Secret[]): Redaction {
  const replacements = new Map<string, { readonly secret: Secret; readonly form: SecretForm }>();
  const words: string[] = [];
  const fragments: string[] = [];
  for (const secret of secrets) {
    for (const form of formsOf(secret.value)) {
      const key = form.text.toLowerCase();
      const known = replacements.get(key);
      // The exact form of one secret goes before a chance likeness of another.
      if (known === undefined || (form.exact && !known.form.exact)) replacements.set(key, { secret, form });
      if (known !== undefined) continue;
      (form.text.length < SHORTEST_WITHIN_WORDS ? words : fragments).push(form.text);
    }
  }
  if (replacements.size === 0) return (text) => text;
  const pattern = patternOf(words, fragments);
  const outsideStrings = secrets.some(({ value }) => /^[-+.\deE]+$/.test(value));
  const beginnings = fragments.map((text) => text.toLowerCase());

  const replaced = (found: string): string => {
    const known = replacements.get(found.toLowerCase());
    if (known === undefined) return '<secret>';
    // A short one in other letters is a chance likeness.
    if (found.length < SHORTEST_WITHIN_WORDS && found !== known.form.text) return found;
    return known.form.exact && known.form.text === found ? known.secret.placeholder : known.secret.changed;
  };
  const replaceAll = (text: string): string => text.replace(pattern, replaced);

  return (text, cut) => {
    let result = outsideStrings ? replaceKeepingJson(text, replaceAll) : replaceAll(text);
    if (result.includes('\\')) result = replaceEscaped(result, replaceAll);
    return cut ? withoutBeginning(result, beginnings) : result;
  };
}

function patternOf(words: readonly string[], fragments: readonly string[]): RegExp {
  // The longest first: a form may begin with another one.
  const longestFirst = (forms: readonly string[]): string =>
    [...forms]
      .sort((one, other) => other.length - one.length)
      .map(escaped)
      .join('|');
  const parts = [
    ...(fragments.length === 0 ? [] : [longestFirst(fragments)]),
    ...(words.length === 0 ? [] : [`(?<![\\p{L}\\p{N}_])(?:${longestFirst(words)})(?![\\p{L}\\p{N}_])`]),
  ];
  // Only `\p` needs the slower Unicode mode.
  return new RegExp(parts.join('|'), words.length === 0 ? 'gi' : 'giu');
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const STRING = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"?/g;
const ESCAPED_STRING = /"[^"\\]*\\[\s\S][^"\\]*(?:\\[\s\S][^"\\]*)*"/g;
const NUMBER = /-?\d[-+.\deE]*/g;

/** A secret of digits may stand as a number, which must become a string; within other tokens nothing is replaced. */
function replaceKeepingJson(text: string, replaceAll: (text: string) => string): string {
  const result = replaceAll(text);
  if (result === text || !isJson(text) || isJson(result)) return result;
  let done = '';
  let from = 0;
  const outside = (part: string): string =>
    part.replace(NUMBER, (number) => {
      const replaced = replaceAll(number);
      return replaced === number ? number : JSON.stringify(replaced);
    });
  for (const { 0: string, index } of text.matchAll(STRING)) {
    done += outside(text.slice(from, index)) + replaceAll(string);
    from = index + string.length;
  }
  return done + outside(text.slice(from));
}

/** Looks into strings as they read once their escapes are undone: any character may be spelled as an escape. */
function replaceEscaped(text: string, replaceAll: (text: string) => string): string {
  return text.replace(ESCAPED_STRING, (token) => {
    const value = unescaped(token);
    if (value === undefined) return token;
    // JSON within JSON: an echo of what was sent.
    const inner = value.includes('\\') && value !== token ? replaceEscaped(value, replaceAll) : value;
    const result = replaceAll(inner);
    return result === value ? token : JSON.stringify(result);
  });
}

/** The text of a JSON string, undefined where it is none. */
export function unescaped(token: string): string | undefined {
  try {
    const value: unknown = JSON.parse(token);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Leaves out what a text ends with if a secret begins so. */
function withoutBeginning(text: string, forms: readonly string[]): string {
  const longest = Math.max(...forms.map(({ length }) => length), 0);
  const end = text.slice(-longest).toLowerCase();
  let most = 0;
  for (const form of forms) {
    for (let length = Math.min(form.length - 1, end.length); length > most; length--) {
      if (end.endsWith(form.slice(0, length))) most = length;
    }
  }
  return most < SHORTEST_BEGINNING ? text : `${text.slice(0, text.length - most)}<cut>`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
