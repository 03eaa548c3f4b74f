// The command of a run, as text in run.json and back: a report changes it into the command that repeats one case.
import type { RunDocument } from '../harness/run.ts';

const PLAIN_WORD = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** One word for a POSIX shell, in single quotes where it needs them. */
export const quoted = (word: string): string => (PLAIN_WORD.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** Words to a command line that a POSIX shell takes apart again into the same words. */
export const commandLine = (words: readonly string[]): string => words.map(quoted).join(' ');

/** Takes a command line apart that `commandLine` put together. */
export const commandWords = (line: string): readonly string[] => {
  const words: string[] = [];
  let word: string | undefined;
  let inQuotes = false;
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (character === "'") {
      inQuotes = !inQuotes;
      word ??= '';
    } else if (character === ' ' && !inQuotes) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === '\\' && !inQuotes) {
      index += 1;
      word = (word ?? '') + line.charAt(index);
    } else word = (word ?? '') + character;
  }
  if (word !== undefined) words.push(word);
  return words;
};

/** The words of a command line as they are written there, quotes and all. */
export const writtenWords = (line: string): readonly string[] =>
  line.match(/(?:\$'(?:\\.|[^'\\])*'|'[^']*'|"(?:\\.|[^"\\])*"|\\.|[^\s'"\\])+/gs) ?? [];

/** Whether stored traces were run instead of the suite's cases. */
export const isReplay = (run: Pick<RunDocument, 'command'>): boolean => commandWords(run.command)[2] === 'replay';

// What chooses cases or says where results go: the repetition chooses for itself. A baseline is a file that a reader of
// the report need not have.
const DROPPED = new Set(['--only', '--skip', '--shard', '--durations', '--out', '--reporter', '--seed', '--baseline']);
const DROPPED_FLAGS = new Set(['--json', '--quiet', '--verbose']);

/** Not the folder whose report is being read: a run clears it. */
const REPEAT_FOLDERS = ['conformance-repeat', 'conformance-repeat-2'] as const;

const wordAfter = (words: readonly string[], option: string): string | undefined => {
  const at = words.indexOf(option);
  return at < 0 ? undefined : words[at + 1];
};

const without = (
  words: readonly string[],
  withValue: ReadonlySet<string>,
  flags: ReadonlySet<string>,
): readonly string[] =>
  words.filter((word, index) => !withValue.has(word) && !flags.has(word) && !withValue.has(words[index - 1] ?? ''));

/**
 * Words of the command that runs one case of that run again, with the same seed and into another folder; the whole run
 * where the finding belongs to no case that can be run by itself.
 */
export const repetition = (run: Pick<RunDocument, 'command' | 'seed' | 'cases'>, caseId: string): readonly string[] => {
  const words = commandWords(run.command);
  const [first, second] = REPEAT_FOLDERS;
  const out = ['--out', wordAfter(words, '--out') === first ? second : first];
  // Only what was driven left a transcript.
  if (run.cases.find(({ id }) => id === caseId)?.transcript === undefined) {
    return [...without(words, new Set(['--out']), new Set()), ...out];
  }
  return [...without(words, DROPPED, DROPPED_FLAGS), '--only', caseId, '--seed', String(run.seed), ...out];
};

/** The command that runs what the shards of a run ran, all at once: that of a shard, without what makes it one. */
export const wholeRun = (command: string): string => {
  const own = new Set(['--shard', '--durations', '--out', '--reporter']);
  return commandLine(without(commandWords(command), own, new Set()));
};

const VARIABLES = ['ACULAB_USER', 'ACULAB_KEY', 'ACULAB_USER2', 'ACULAB_KEY2'];

/** Variables that command lines need to be set: those that they name, and the keys of the users that they name. */
export const neededVariables = (lines: readonly string[]): readonly string[] => {
  const named = new Set(
    lines.flatMap((line) => [
      ...Array.from(line.matchAll(/\$\{?(ACULAB_[A-Z]+2?)/g), ([, name = '']) => name),
      ...Array.from(line.matchAll(/ --user(2?) /g), ([, number = '']) => `ACULAB_KEY${number}`).filter(
        () => !line.startsWith('curl '),
      ),
    ]),
  );
  return VARIABLES.filter((name) => named.has(name));
};

/**
 * Words of the command that sends the stored requests or names of a case again, those of a generated and shrunk one above all;
 * `folder` is that of run.json. Undefined where nothing was stored, where there is no target any more to send them to,
 * and for calls, whose repetition says as much.
 */
export const storedTrace = (
  run: Pick<RunDocument, 'command' | 'cases'>,
  caseId: string,
  folder: string,
): readonly string[] | undefined => {
  const [npx, name, command] = commandWords(run.command);
  const trace = run.cases.find(({ id }) => id === caseId)?.trace;
  if (
    trace === undefined ||
    (command !== 'services' && command !== 'media-files') ||
    npx === undefined ||
    name === undefined
  )
    return undefined;
  return [npx, name, 'replay', `${folder}/${trace}`, ...connectionWords(commandWords(run.command))];
};

// Where a trace lies tells its target, and nothing else of how that was reached.
const CONNECTION = ['--user', '--user2', '--header', '--ca', '--cert', '--key-file', '--rate', '--start'];

const connectionWords = (words: readonly string[]): readonly string[] => [
  ...words.flatMap((word, index) =>
    CONNECTION.includes(words[index - 1] ?? '') ? [words[index - 1] ?? '', word] : [],
  ),
  ...words.filter((word) => word === '--insecure' || word === '--yes'),
];
