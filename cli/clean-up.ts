// --clean-up: deletes what a run that was killed left in the account, as the journal beside its results says.
import { UsageError } from '../harness/engine/options.ts';
import { printable } from '../reports/printable.ts';
import { suiteWords } from '../reports/suite-words.ts';
import { renderUnreachable } from '../reports/terminal/header.ts';
import { counted } from '../reports/terminal/labels.ts';
import { hanging } from '../reports/terminal/wrap.ts';
import type { CommandContext } from './command-context.ts';
import { conclude, EXIT_CODES, type ExitCode } from './exit-code.ts';
import type { RunSettings } from './run-settings.ts';
import type { ServicesTarget } from './services-target.ts';

/** Deletes what the journal in the folder for results names, and says what came of it. */
export const cleanUp = async (
  target: ServicesTarget,
  settings: Pick<RunSettings, 'out' | 'timeoutScale' | 'json'>,
  { terminal, interruption }: CommandContext,
): Promise<ExitCode> => {
  const { account } = target;
  if (account === undefined) {
    throw new UsageError('--clean-up needs the account: give --user and --key, or set ACULAB_USER and ACULAB_KEY');
  }
  const { cleanUpServices } = await import('../suites/services/clean-up.ts');
  interruption.take('Interrupted: ending the requests; once more stops at once.');
  const outcome = await cleanUpServices({
    ...target,
    account,
    out: settings.out,
    timeoutScale: settings.timeoutScale,
    signal: interruption.signal,
  });
  if (settings.json) terminal.document(outcome);
  const { removed, absent, failed, unreachable } = outcome;
  const style = terminal.style();
  if (unreachable !== undefined) {
    const conclusion = conclude({ kind: 'unreachable', suite: 'services' });
    terminal.tell(renderUnreachable(unreachable, style, { stepsShown: false, words: suiteWords('services') }));
    terminal.tell([style.paint(conclusion.tone, conclusion.sentence)]);
    return conclusion.code;
  }
  const item = (label: string, text: string): readonly string[] =>
    hanging({ indent: 2, label, labelColumns: 9, text: printable(text) }, style.columns);
  terminal.tell([
    ...removed.flatMap((name) => item('deleted', name)),
    ...absent.flatMap((name) => item('absent', name)),
    ...failed.flatMap(({ name, reason }) => item('LEFT', `${name}: ${reason}`)),
  ]);
  const nothing = removed.length + absent.length + failed.length === 0;
  const deleted = `${counted(removed.length, 'service')} deleted, ${absent.length} already gone`;
  if (failed.length > 0) {
    terminal.tell([style.paint('fail', `NOT CLEAN: ${deleted}, ${failed.length} left behind.`)]);
    return interruption.signal.aborted ? EXIT_CODES.interrupted : EXIT_CODES.noVerdict;
  }
  terminal.tell([
    style.paint('pass', nothing ? `nothing to clean up in ${printable(settings.out)}` : `CLEAN: ${deleted}.`),
  ]);
  return EXIT_CODES.conformant;
};
