// The part of a command line that every run shares: what to run, how, where to, and how much to say.
import { randomInt } from 'node:crypto';
import type { Baseline } from '../harness/engine/baseline-file.ts';
import { UsageError } from '../harness/engine/options.ts';
import type { Profile } from '../harness/traces/trace.ts';
import type { NamedTarget } from '../reports/suite-words.ts';
import { type Arguments, choiceOf, flagOf, listOf, numberOf, textOf } from './argument.ts';
import type { CommandContext } from './command-context.ts';
import { isGithubStep } from './github-actions.ts';
import { checkOutputFolder } from './output-folder.ts';
import { type ShardSettings, shardSettingsOf } from './shard.ts';

export const REPORTER_NAMES = ['json', 'junit', 'html', 'markdown', 'har', 'github', 'ctrf', 'badge'] as const;
export type ReporterName = (typeof REPORTER_NAMES)[number];

/** Written where --reporter is not given. */
const DEFAULT_REPORTERS: readonly ReporterName[] = ['json', 'junit', 'html'];
const GITHUB_REPORTERS: readonly ReporterName[] = [...DEFAULT_REPORTERS, 'github', 'markdown'];

const PROFILES: readonly Profile[] = ['smoke', 'standard', 'full'];

/** Highest seed: generators take a signed 32-bit number. */
const MOST_SEED = 2 ** 31 - 1;

export interface RunSettings extends ShardSettings {
  readonly out: string;
  readonly reporters: readonly ReporterName[];
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly seed: number;
  readonly concurrency: number;
  readonly profile: Profile;
  /** Findings that are known. */
  readonly baseline?: Baseline;
  readonly timeoutScale: number;
  readonly strict: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** The configuration file that options came from. */
  readonly config?: string;
}

/** What a run writes where nobody asks for anything else. */
export const defaultReporters = (environment: CommandContext['environment']): readonly ReporterName[] =>
  isGithubStep(environment) ? GITHUB_REPORTERS : DEFAULT_REPORTERS;

export const reportersOf = (args: Arguments, fallback: readonly ReporterName[]): readonly ReporterName[] => {
  const names = listOf(args, 'reporter');
  return names.length === 0
    ? fallback
    : [...new Set(names.map((name) => choiceOf('--reporter', name, REPORTER_NAMES)))];
};

/** Whether a run against the target exchanges what HAR can hold. */
export const speaksHttp = (target: NamedTarget): boolean =>
  target.suite === 'services' || (target.suite === 'media-files' && target.program === undefined);

/** Refuses a document that a run against the target cannot yield. @throws UsageError */
export const checkReporters = (names: readonly ReporterName[], target: NamedTarget): void => {
  if (!names.includes('har') || speaksHttp(target)) return;
  const what = target.program === undefined ? `a run of the suite ${target.suite}` : 'a run by --exec or --module';
  throw new UsageError(`--reporter har is of HTTP exchanges: ${what} has none`);
};

export const seedOf = (args: Arguments): number | undefined =>
  numberOf(args, 'seed', { least: 0, most: MOST_SEED, whole: true });

export const timeoutScaleOf = (args: Arguments): number =>
  numberOf(args, 'timeout-scale', { least: 0.1, most: 100, whole: false }) ?? 1;

/** Reads and checks them all. @throws UsageError */
export const runSettingsOf = (
  args: Arguments,
  environment: CommandContext['environment'],
  folder = 'conformance-report',
): RunSettings => {
  const [quiet, verbose] = [flagOf(args, 'quiet'), flagOf(args, 'verbose')];
  if (quiet && verbose) throw new UsageError('--quiet and --verbose contradict each other: leave one of them out');
  const config = textOf(args, 'config');
  return {
    ...(config === undefined ? {} : { config }),
    reporters: reportersOf(args, defaultReporters(environment)),
    only: listOf(args, 'only'),
    skip: listOf(args, 'skip'),
    ...shardSettingsOf(args),
    seed: seedOf(args) ?? randomInt(MOST_SEED),
    concurrency: numberOf(args, 'concurrency', { least: 1, most: 1000, whole: true }) ?? 16,
    profile: choiceOf('--profile', textOf(args, 'profile') ?? 'standard', PROFILES),
    timeoutScale: timeoutScaleOf(args),
    strict: flagOf(args, 'strict'),
    json: flagOf(args, 'json'),
    quiet,
    verbose,
    // Last: the other mistakes need no look at the disk.
    out: checkOutputFolder(textOf(args, 'out') ?? folder),
  };
};
