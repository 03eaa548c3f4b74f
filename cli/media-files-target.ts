// Where names are judged, as a command line tells it: a store, a command or a module, and one of them alone.
import { statSync } from 'node:fs';
import { UsageError } from '../harness/engine/options.ts';
import { isLoopback } from '../harness/target/loopback.ts';
import { printable } from '../reports/printable.ts';
import type { NamesTarget } from '../suites/media-files/options.ts';
import { accountsOf } from './accounts.ts';
import { type Arguments, numberOf, textOf } from './argument.ts';
import { readBinding } from './binding-file.ts';
import type { CommandContext } from './command-context.ts';
import { fileProblem } from './file-problem.ts';
import { refuseOptions } from './judged-suites.ts';
import { type Connection, connectionOf } from './suite-options.ts';
import { splitLogin, storeUrl } from './target-url.ts';

/** As the options of a run of the media-files suite have it. */
export interface MediaFilesTarget extends Connection {
  readonly target: NamesTarget;
}

/** Requests a second to what is not this machine, where nobody says otherwise: a real account is no test bench. */
const REMOTE_RATE = 5;

const OF_STORES = [
  ...['binding', 'user', 'key', 'rate', 'yes', 'clean-up', 'start'],
  ...['header', 'ca', 'cert', 'key-file', 'insecure'],
];

/**
 * Reads target, account, connection and rate. The URL is the argument `url`.
 *
 * @throws UsageError
 */
export const mediaFilesTargetOf = async (
  args: Arguments,
  context: Pick<CommandContext, 'environment'>,
): Promise<MediaFilesTarget> => {
  const [url, command, path] = [textOf(args, 'url'), textOf(args, 'exec'), textOf(args, 'module')];
  const given = Object.entries({ 'the URL of a store': url, '--exec': command, '--module': path }).flatMap(
    ([name, value]) => (value === undefined ? [] : [name]),
  );
  if (given.length > 1) {
    throw new UsageError(`${given.join(' and ')} contradict each other: names are judged in one place at a time`);
  }
  if (url !== undefined) return storeOf(url, args, context);
  refuseOptions(args, OF_STORES, 'is for a store: leave it out with --exec and --module');
  const program = { headers: {} };
  if (command !== undefined) return { ...program, target: { kind: 'exec', command } };
  if (path === undefined) {
    throw new UsageError(
      "say where names are judged: the URL of a store, --exec '<command>' or --module <file>; --help shows how",
    );
  }
  checkFile('--module', path);
  return { ...program, target: { kind: 'module', path } };
};

const checkFile = (option: string, path: string): void => {
  const refused = (problem: string): UsageError => new UsageError(`${option} ${printable(path)}: ${problem}`);
  try {
    if (!statSync(path).isFile()) throw refused('is no file');
  } catch (error) {
    throw error instanceof UsageError ? error : refused(fileProblem(error));
  }
};

const storeOf = async (
  given: string,
  args: Arguments,
  { environment }: Pick<CommandContext, 'environment'>,
): Promise<MediaFilesTarget> => {
  const login = splitLogin(storeUrl(given));
  const { ACULAB_USER, ACULAB_KEY } = environment;
  const { account } = accountsOf(args, { ACULAB_USER, ACULAB_KEY }, login);
  const rate =
    numberOf(args, 'rate', { least: 0.1, most: 10_000, whole: false }) ??
    (isLoopback(login.url) ? undefined : REMOTE_RATE);
  const connection = connectionOf(args, 'request');
  const binding = textOf(args, 'binding');
  return {
    ...connection,
    target: {
      kind: 'store',
      url: login.url,
      ...(binding === undefined ? {} : { binding: await readBinding(binding) }),
      ...(account === undefined ? {} : { account }),
      ...(rate === undefined ? {} : { rate }),
    },
  };
};
