// --clean-up: deletes what a run that was killed left behind, as the journal beside its results says.
import { UsageError } from '../harness/engine/options.ts';
import type { PreflightReport } from '../harness/target/preflight.ts';
import { printable } from '../reports/printable.ts';
import { suiteWords } from '../reports/suite-words.ts';
import { renderUnreachable } from '../reports/terminal/header.ts';
import { counted } from '../reports/terminal/labels.ts';
import { hanging } from '../reports/terminal/wrap.ts';
import type { MediaFilesRunOptions } from '../suites/media-files/options.ts';
import type { CommandContext } from './command-context.ts';
import { conclude, EXIT_CODES, type ExitCode } from './exit-code.ts';
import type { RunSettings } from './run-settings.ts';
import type { ServicesTarget } from './services-target.ts';

type Settings = Pick<RunSettings, 'out' | 'timeoutScale' | 'json'>;

interface Outcome {
  readonly removed: readonly string[];
  readonly absent: readonly string[];
  readonly failed: ReadonlyArray<string | { readonly name: string; readonly reason: string }>;
  readonly unreachable?: PreflightReport;
}

/** Deletes the services that the journal in the folder for results names, and says what came of it. */
export const cleanUpServices = async (
  target: ServicesTarget,
  settings: Settings,
  context: CommandContext,
): Promise<ExitCode> => {
  const { account } = target;
  if (account === undefined) {
    throw new UsageError('--clean-up needs the account: give --user and --key, or set ACULAB_USER and ACULAB_KEY');
  }
  const suite = await import('../suites/services/clean-up.ts');
  return cleanUp('services', 'service', settings, context, (common) =>
    suite.cleanUpServices({ ...target, account, ...common }),
  );
};

/** The same for the files of a store. */
export const cleanUpFiles = async (
  target: Pick<MediaFilesRunOptions, 'target' | 'tls' | 'headers'>,
  settings: Settings,
  context: CommandContext,
): Promise<ExitCode> => {
  const suite = await import('../suites/media-files/clean-up.ts');
  return cleanUp('media-files', 'file', settings, context, (common) => suite.cleanUpFiles({ ...target, ...common }));
};

const cleanUp = async (
  suite: 'services' | 'media-files',
  noun: string,
  { out, timeoutScale, json }: Settings,
  { terminal, interruption }: CommandContext,
  run: (common: Pick<RunSettings, 'out' | 'timeoutScale'> & { readonly signal: AbortSignal }) => Promise<Outcome>,
): Promise<ExitCode> => {
  interruption.take('Interrupted: ending the requests; once more stops at once.');
  const outcome = await run({ out, timeoutScale, signal: interruption.signal });
  if (json) terminal.document(outcome);
  const { removed, absent, failed, unreachable } = outcome;
  const style = terminal.style();
  if (unreachable !== undefined) {
    const conclusion = conclude({ kind: 'unreachable', target: { suite } });
    terminal.tell(renderUnreachable(unreachable, style, { stepsShown: false, words: suiteWords({ suite }) }));
    terminal.tell([style.paint(conclusion.tone, conclusion.sentence)]);
    return conclusion.code;
  }
  const item = (label: string, text: string): readonly string[] =>
    hanging({ indent: 2, label, labelColumns: 9, text: printable(text) }, style.columns);
  terminal.tell([
    ...removed.flatMap((name) => item('deleted', name)),
    ...absent.flatMap((name) => item('absent', name)),
    ...failed.flatMap((left) => item('LEFT', typeof left === 'string' ? left : `${left.name}: ${left.reason}`)),
  ]);
  const nothing = removed.length + absent.length + failed.length === 0;
  const deleted = `${counted(removed.length, noun)} deleted, ${absent.length} already gone`;
  if (failed.length > 0) {
    terminal.tell([style.paint('fail', `NOT CLEAN: ${deleted}, ${failed.length} left behind.`)]);
    return interruption.signal.aborted ? EXIT_CODES.interrupted : EXIT_CODES.noVerdict;
  }
  terminal.tell([style.paint('pass', nothing ? `nothing to clean up in ${printable(out)}` : `CLEAN: ${deleted}.`)]);
  return EXIT_CODES.conformant;
};
