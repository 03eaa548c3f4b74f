// The configuration file as part of the command line: what is given there goes before what the file says.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../harness/engine/options.ts';
import { printable } from '../reports/printable.ts';
import { CONFIG_FILE } from '../specification/schemas/config.table.ts';
import type { Environment } from './config-file.ts';
import type { JudgedSuiteName } from './judged-suites.ts';
import { MEDIA_FILES_OPTIONS, type OptionTable, SERVICES_OPTIONS, WEBSOCKET_OPTIONS } from './option.ts';
import { suiteOfUrl } from './target-url.ts';

const TABLES: Readonly<Record<JudgedSuiteName, OptionTable>> = {
  websocket: WEBSOCKET_OPTIONS,
  services: SERVICES_OPTIONS,
  'media-files': MEDIA_FILES_OPTIONS,
};

/** Options that name what is judged, as a URL does. */
const TARGET_OPTIONS = ['exec', 'module'];

/** Words that ask about the program and not for a run. */
const ASKING = new Set(['-h', '--help', '--version']);

export interface ConfiguredWords {
  readonly words: readonly string[];
  /** What to throw instead of an error that a run with these words ended with: where the file is at fault, it is named. */
  readonly explained: (error: unknown) => unknown;
}

/** Words of a command line before a parser has seen them, as much as has to be known of them. */
interface Sorted {
  readonly command: JudgedSuiteName | undefined;
  readonly target: string | undefined;
  /** The words without the command. */
  readonly rest: readonly string[];
  /** Values by the name of the option; none for a flag, and for a value that is missing. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

const isSuite = (word: string | undefined): word is JudgedSuiteName =>
  word !== undefined && Object.hasOwn(TABLES, word);

const takesValue = (name: string): boolean =>
  Object.values(TABLES).some((table) => Object.hasOwn(table, name) && table[name]?.kind !== 'flag');

const sorted = (words: readonly string[]): Sorted => {
  const positionals: Array<{ readonly word: string; readonly index: number }> = [];
  const options = new Map<string, string[]>();
  let index = 0;
  for (; index < words.length && words[index] !== '--'; index += 1) {
    const word = words[index] ?? '';
    const [, name, , inline] = /^--([^=]+)(=(.*))?$/s.exec(word) ?? [];
    if (name === undefined) {
      if (!word.startsWith('-')) positionals.push({ word, index });
      continue;
    }
    const values = options.get(name) ?? [];
    options.set(name, values);
    if (inline !== undefined) values.push(inline);
    else if (takesValue(name)) {
      index += 1;
      const value = words[index];
      if (value !== undefined) values.push(value);
    }
  }
  for (index += 1; index < words.length; index += 1) positionals.push({ word: words[index] ?? '', index });
  const [first, second] = positionals;
  if (!isSuite(first?.word)) return { command: undefined, target: first?.word, rest: words, options };
  const rest = words.filter((_, each) => each !== first.index);
  return { command: first.word, target: second?.word, rest, options };
};

const asIs = (words: readonly string[]): ConfiguredWords => ({ words, explained: (error) => error });

/**
 * Adds what a configuration file says: the one of --config, or that of the folder where no target is given. The words
 * are the same where there is none.
 *
 * @throws UsageError for a file that cannot be used, or is for another suite
 */
export const configuredWords = async (
  words: readonly string[],
  { folder, environment }: { readonly folder: string; readonly environment: () => Environment },
): Promise<ConfiguredWords> => {
  const given = sorted(words);
  const { command, target, options, rest } = given;
  const named = options.get('config');
  // Another command, or what is no target of ours: others know what to say about it.
  const isForeign = target !== undefined && command === undefined && suiteOfUrl(target) === undefined;
  if (words.some((word) => ASKING.has(word)) || isForeign || named?.length === 0) return asIs(words);
  const hasTarget = target !== undefined || TARGET_OPTIONS.some((name) => options.has(name));
  if (named === undefined && (hasTarget || !existsSync(join(folder, CONFIG_FILE)))) return asIs(words);
  const [path = CONFIG_FILE, second] = named ?? [];
  if (second !== undefined) throw new UsageError('--config is given more than once');

  const { readConfigFile } = await import('./config-file.ts');
  const config = await readConfigFile(path, folder, environment(), TABLES);
  const { suite } = config;
  if (command !== undefined && command !== suite) {
    throw new UsageError(`${printable(path)}: the suite is ${suite}, and the command is ${command}`);
  }
  if (!hasTarget && config.url === undefined && suite !== 'media-files') {
    throw new UsageError(`${printable(path)}: "url" is missing; write it, or give the URL on the command line`);
  }
  const isBeaten = (name: string): boolean => options.has(name) || (hasTarget && TARGET_OPTIONS.includes(name));
  const fromFile = [...config.options].filter(([name]) => name === 'header' || !isBeaten(name));
  return {
    words: [
      suite,
      ...(hasTarget || config.url === undefined ? [] : [config.url]),
      ...fromFile.flatMap(([name, values]) => optionWords(name, values, options)),
      ...(named === undefined ? [`--config=${path}`] : []),
      ...rest,
    ],
    explained: (error) => explained(error, path, new Set(fromFile.map(([name]) => name))),
  };
};

const headerName = (text: string): string => (text.split(':')[0] ?? '').trim().toLowerCase();

const optionWords = (
  name: string,
  values: readonly string[],
  given: ReadonlyMap<string, readonly string[]>,
): readonly string[] => {
  const beaten = new Set(name === 'header' ? given.get('header')?.map(headerName) : []);
  const kept = name === 'header' ? values.filter((text) => !beaten.has(headerName(text))) : values;
  const isFlag = Object.values(TABLES).some((table) => table[name]?.kind === 'flag');
  // With an equals sign, so that no value is taken for an option.
  return isFlag ? [`--${name}`] : kept.map((text) => `--${name}=${text}`);
};

const explained = (error: unknown, path: string, names: ReadonlySet<string>): unknown => {
  if (!(error instanceof UsageError)) return error;
  const name = /^--([a-z0-9-]+)/.exec(error.message)?.[1];
  if (name === undefined || !names.has(name)) return error;
  return new UsageError(`${error.message} (${printable(path)}: /${name})`, { cause: error });
};
