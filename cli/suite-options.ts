import type { RunOptions, TlsOptions } from '../harness/engine/options.ts';
import { type Arguments, type HeaderPlace, headersOf, textOf } from './argument.ts';
import type { CommandContext } from './command-context.ts';
import type { RunSettings } from './run-settings.ts';
import { tlsOptionsOf } from './tls-files.ts';

/** How a target is reached and started, as every suite takes it. */
export type Connection = Pick<RunOptions, 'start' | 'tls'> & { readonly headers: Readonly<Record<string, string>> };

/** Reads and checks the options about it; `own` are headers that the URL brings. @throws UsageError */
export const connectionOf = (
  args: Arguments,
  place: HeaderPlace,
  own: Readonly<Record<string, string>> = {},
): Connection => {
  const tls: TlsOptions | undefined = tlsOptionsOf(args);
  const start = textOf(args, 'start');
  return {
    headers: { ...own, ...headersOf(args, place) },
    ...(tls === undefined ? {} : { tls }),
    ...(start === undefined ? {} : { start }),
  };
};

type CommonOptions = Pick<
  RunOptions,
  | 'out'
  | 'only'
  | 'skip'
  | 'shard'
  | 'durations'
  | 'seed'
  | 'baseline'
  | 'concurrency'
  | 'profile'
  | 'timeoutScale'
  | 'command'
  | 'signal'
>;

/** What a run of any suite is asked to do, from the command line's settings; each suite adds what is its own. */
export const suiteOptions = (
  settings: RunSettings,
  command: string,
  { interruption }: Pick<CommandContext, 'interruption'>,
): CommonOptions => ({
  command,
  out: settings.out,
  only: settings.only,
  skip: settings.skip,
  ...(settings.shard === undefined ? {} : { shard: settings.shard }),
  ...(settings.durations === undefined ? {} : { durations: settings.durations }),
  seed: settings.seed,
  concurrency: settings.concurrency,
  profile: settings.profile,
  ...(settings.baseline === undefined ? {} : { baseline: settings.baseline }),
  timeoutScale: settings.timeoutScale,
  signal: interruption.signal,
});
