// What yargs hands over, read one by one: every refusal names the option, what was given and what would be right.
import { UsageError } from '../harness/engine/options.ts';
import { printable } from '../reports/printable.ts';
import { didYouMean } from './nearest.ts';

/** Parsed words of a command line, by option or positional name. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Text of an option that may be given once; undefined where it is absent. @throws UsageError */
export const textOf = (args: Arguments, name: string): string | undefined => {
  const value = args[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value)) throw new UsageError(`--${name} is given more than once`);
  const text = String(value);
  if (text === '') throw new UsageError(`--${name} needs a value`);
  return text;
};

/** Texts of an option that may be repeated. */
export const textsOf = (args: Arguments, name: string): readonly string[] => {
  const value = args[name];
  if (value === undefined) return [];
  const texts = (Array.isArray(value) ? value : [value]).map(String);
  if (texts.some((text) => text.trim() === '')) throw new UsageError(`--${name} needs a value`);
  return texts;
};

/** Texts of an option that may be repeated and may hold a comma list. */
export const listOf = (args: Arguments, name: string): readonly string[] => {
  const items = textsOf(args, name).flatMap((text) => text.split(',').map((item) => item.trim()));
  if (items.some((item) => item === '')) throw new UsageError(`--${name} has an empty item in its list`);
  return [...new Set(items)];
};

export const flagOf = (args: Arguments, name: string): boolean =>
  Array.isArray(args[name]) ? args[name].includes(true) : args[name] === true;

export interface NumberRange {
  readonly least: number;
  readonly most: number;
  readonly whole: boolean;
}

/** A number in a range. @throws UsageError */
export const numberOf = (args: Arguments, name: string, range: NumberRange): number | undefined => {
  const text = textOf(args, name);
  if (text === undefined) return undefined;
  const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  if (!(value >= range.least && value <= range.most) || (range.whole && !Number.isInteger(value))) {
    const kind = range.whole ? 'a whole number' : 'a number';
    throw new UsageError(`--${name} ${printable(text)}: give ${kind} from ${range.least} to ${range.most}`);
  }
  return value;
};

/** One of a few words. @throws UsageError naming the nearest */
export const choiceOf = <T extends string>(what: string, value: string, choices: readonly T[]): T => {
  const chosen = choices.find((choice) => choice === value);
  if (chosen !== undefined) return chosen;
  const suggestion = didYouMean(value, choices);
  throw new UsageError(`${what} ${printable(value)} is unknown${suggestion || `; choose from ${choices.join(', ')}`}`);
};

// RFC 9110: a field name is a token; a value is visible text, spaces and tabs.
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\t\x20-\x7e\x80-\xff]*)$/;

// The handshake itself is what is judged: it has to be ours. So are the credentials and bodies of requests.
const OWN_HEADERS = {
  handshake: /^(host|connection|upgrade|sec-websocket-(key|version|protocol|extensions))$/i,
  request: /^(host|connection|upgrade|authorization|accept|content-(type|length|encoding)|transfer-encoding|expect)$/i,
} as const;

/** What the headers of --header are added to. */
export type HeaderPlace = keyof typeof OWN_HEADERS;

/** Headers of `--header 'Name: value'`. @throws UsageError; the value is never shown */
export const headersOf = (args: Arguments, place: HeaderPlace): Readonly<Record<string, string>> => {
  const headers: Record<string, string> = {};
  for (const text of textsOf(args, 'header')) {
    const [, name, value] = HEADER.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw new UsageError("--header has no valid header; write it as 'Name: value' on one line");
    }
    if (OWN_HEADERS[place].test(name))
      throw new UsageError(`--header ${name} belongs to the ${place} and cannot be set`);
    headers[name] = value.trim();
  }
  return headers;
};
