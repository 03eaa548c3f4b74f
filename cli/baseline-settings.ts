// --baseline: the settings of a run that holds its findings against a list of known ones.
import { type Baseline, checkSuite, readBaseline } from '../harness/engine/baseline-file.ts';
import { counted } from '../reports/terminal/labels.ts';
import { type Arguments, textOf } from './argument.ts';
import type { CommandContext } from './command-context.ts';
import type { JudgedSuiteName } from './judged-suites.ts';
import { type RunSettings, runSettingsOf } from './run-settings.ts';

/**
 * Settings of a run of the suite. Where the command line gives neither, seed and profile are the baseline's: generated
 * cases are the same only under the same seed.
 *
 * @throws UsageError also for a baseline that cannot be used
 */
export const settingsWithBaseline = async (
  args: Arguments,
  { environment }: Pick<CommandContext, 'environment'>,
  suite: JudgedSuiteName,
): Promise<RunSettings> => {
  const file = textOf(args, 'baseline');
  if (file === undefined) return runSettingsOf(args, environment);
  const baseline = await readBaseline(file);
  checkSuite(baseline, suite);
  const { seed = String(baseline.seed), profile = baseline.profile } = args;
  return { ...runSettingsOf({ ...args, seed, profile }, environment), baseline };
};

/** The words of a run as its command is stored: whole also where its baseline is left out of them. */
export const withOwnProfile = (args: Arguments, { baseline, profile }: RunSettings): Arguments =>
  baseline === undefined ? args : { ...args, profile };

/** What the header says of a baseline: how much it lists, and whether the run can show that it is out of date. */
export const baselineText = (
  { file, entries, seed, profile }: Baseline,
  run: Pick<RunSettings, 'seed' | 'profile'>,
): string => {
  const listed = `${file}, ${counted(entries.length, 'entry', 'entries')}`;
  return run.seed === seed && run.profile === profile
    ? `${listed}, seed and profile as here`
    : `${listed}, made with seed ${seed} and profile ${profile}: entries that pass are not told of`;
};
