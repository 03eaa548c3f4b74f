// The command line that repeats a run, as it goes into run.json: with the seed that was drawn, without secrets.
import { commandLine } from '../reports/command.ts';
import type { Arguments } from './argument.ts';
import type { OptionTable } from './option.ts';
import { withoutUserInfo } from './target-url.ts';

const HIDDEN = '<hidden>';

// A header's value is a secret as likely as not; its name tells what to fill in.
const withoutHeaderValue = (text: string): string => `${text.split(':')[0] ?? ''}: ${HIDDEN}`;

// What only changes what is shown is not part of the run. What a configuration file said is in the words already, so that
// the line is still right when the file is not.
const LEFT_OUT = new Set(['json', 'quiet', 'verbose', 'config']);

/**
 * `npx aculab-conformance <words> --option value …` from what was parsed. Values of headers, and user name and password
 * of a URL, are replaced by `<hidden>`; a query of the URL and the command of --start are the user's own words and stay.
 * Keys are left out altogether: the environment has them when the command is repeated.
 */
export const runCommand = (words: readonly string[], args: Arguments, table: OptionTable, seed: number): string => {
  const options = Object.entries(table).flatMap(([name, spec]): readonly string[] => {
    const value = args[name];
    if (name === 'seed' || LEFT_OUT.has(name) || spec.secret || value === undefined || value === false) return [];
    if (spec.kind === 'flag') return [`--${name}`];
    const texts = (Array.isArray(value) ? value : [value]).map(String);
    return texts.flatMap((text) => {
      if (name === 'header') return [`--${name}`, withoutHeaderValue(text)];
      return [`--${name}`, name === 'url' ? withoutUserInfo(text) : text];
    });
  });
  return commandLine(['npx', 'aculab-conformance', ...words.map(withoutUserInfo), ...options, '--seed', String(seed)]);
};
