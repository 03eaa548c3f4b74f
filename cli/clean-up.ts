// --clean-up: deletes what a run that was killed left behind, as the journal beside its results says.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../harness/engine/options.ts';
import type { PreflightReport } from '../harness/target/preflight.ts';
import { startTarget } from '../harness/target/start.ts';
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
  const work = { suite: 'services', noun: 'service', journalPath: suite.journalPath, url: target.url } as const;
  return cleanUp({ ...work, start: target.start }, settings, context, (common) =>
    suite.cleanUpServices({ ...target, account, ...common }),
  );
};

/** The same for the files of a store. */
export const cleanUpFiles = async (
  target: Pick<MediaFilesRunOptions, 'target' | 'tls' | 'headers' | 'start'>,
  settings: Settings,
  context: CommandContext,
): Promise<ExitCode> => {
  const suite = await import('../suites/media-files/clean-up.ts');
  const url = target.target.kind === 'store' ? target.target.url : '';
  const work = { suite: 'media-files', noun: 'file', journalPath: suite.journalPath, url } as const;
  return cleanUp({ ...work, start: target.start }, settings, context, (common) =>
    suite.cleanUpFiles({ ...target, ...common }),
  );
};

interface Work {
  readonly suite: 'services' | 'media-files';
  /** What is deleted, in the singular. */
  readonly noun: string;
  readonly journalPath: (out: string) => string;
  readonly url: string;
  /** The command that starts the target, where it is to be started. */
  readonly start: string | undefined;
}

/** No journal is good news where a run has been, for it goes when nothing is left; elsewhere the folder is a wrong one. */
const checkEnded = (journal: string, out: string, noun: string): void => {
  if (existsSync(join(out, 'run.json'))) return;
  throw new UsageError(
    `--clean-up: there is no ${journal}, which would name the ${noun}s to delete; give the folder of the run that was killed as --out`,
  );
};

const cleanUp = async (
  { suite, noun, journalPath, url, start }: Work,
  { out, timeoutScale, json }: Settings,
  { terminal, interruption }: CommandContext,
  run: (common: Pick<RunSettings, 'out' | 'timeoutScale'> & { readonly signal: AbortSignal }) => Promise<Outcome>,
): Promise<ExitCode> => {
  const journal = journalPath(out);
  if (!existsSync(journal)) checkEnded(journal, out, noun);
  interruption.take('Interrupted: ending the requests; once more stops at once.');
  const { signal } = interruption;
  const started = start === undefined ? undefined : await startTarget({ command: start, url, signal });
  const style = terminal.style();
  if (started?.kind === 'failed') {
    const conclusion = conclude({ kind: 'start-failed', reason: printable(started.reason) });
    terminal.tell(started.output.map((line) => `  | ${printable(line)}`));
    terminal.tell([style.paint(conclusion.tone, conclusion.sentence)]);
    return conclusion.code;
  }
  const outcome = await run({ out, timeoutScale, signal }).finally(() => started?.target.stop());
  if (json) terminal.document(outcome);
  const { removed, absent, failed, unreachable } = outcome;
  if (unreachable !== undefined) {
    const conclusion = conclude({ kind: 'unreachable', target: { suite } });
    terminal.tell(renderUnreachable(unreachable, style, { stepsShown: false, words: suiteWords({ suite }) }));
    terminal.tell([style.paint(conclusion.tone, conclusion.sentence)]);
    return conclusion.code;
  }
  const item = (label: string, text: string, indent = 2): readonly string[] =>
    hanging({ indent, label, labelColumns: 11 - indent, text: printable(text) }, style.columns);
  const found = removed.length + absent.length + failed.length;
  terminal.tell([
    ...(found === 0 ? [] : item('Journal', `${journal}, ${counted(found, noun)} in it`, 0)),
    ...removed.flatMap((name) => item('deleted', name)),
    ...absent.flatMap((name) => item('gone', `${name}, not there any more`)),
    ...failed.flatMap((left) => item('LEFT', typeof left === 'string' ? left : `${left.name}: ${left.reason}`)),
  ]);
  const deleted = `${counted(removed.length, noun)} deleted, ${absent.length} already gone`;
  if (failed.length > 0) {
    terminal.tell([style.paint('fail', `NOT CLEAN: ${deleted}, ${failed.length} left behind.`)]);
    return signal.aborted ? EXIT_CODES.interrupted : EXIT_CODES.noVerdict;
  }
  const nothing = `nothing to clean up in ${printable(out)}: no journal in it names a ${noun}`;
  terminal.tell([style.paint('pass', found === 0 ? nothing : `CLEAN: ${deleted}.`)]);
  return EXIT_CODES.conformant;
};
