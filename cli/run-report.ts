// From a run in progress to what the user sees and the exit code: the same for every command that runs cases.
import { join } from 'node:path';
import type { RunEvent, RunObserver, RunOutcome } from '../harness/engine/options.ts';
import type { RunDocument } from '../harness/run.ts';
import { tellingLines } from '../harness/target/telling-lines.ts';
import { findingGroups } from '../reports/finding-groups.ts';
import { unlistedFindings } from '../reports/outcome.ts';
import { printable } from '../reports/printable.ts';
import { type Reporter, type ReporterCrash, reporters } from '../reports/reporters.ts';
import { type NamedTarget, suiteWords } from '../reports/suite-words.ts';
import { renderBaselineProblems } from '../reports/terminal/baseline.ts';
import { renderPlainCallCrash } from '../reports/terminal/crashes.ts';
import { renderFailures } from '../reports/terminal/failures.ts';
import { renderHeader, renderPreflightSteps, renderUnreachable } from '../reports/terminal/header.ts';
import { liveProgress } from '../reports/terminal/live-progress.ts';
import { plainProgress } from '../reports/terminal/plain-progress.ts';
import type { Progress } from '../reports/terminal/progress-event.ts';
import type { TerminalStyle } from '../reports/terminal/style.ts';
import { renderFiles, renderSummary } from '../reports/terminal/summary.ts';
import { hanging } from '../reports/terminal/wrap.ts';
import { requirement } from '../specification/catalogue.ts';
import type { NamesTarget } from '../suites/media-files/options.ts';
import { baselineText } from './baseline-settings.ts';
import type { CommandContext } from './command-context.ts';
import { documentReporter } from './documents.ts';
import { readEvidence } from './evidence.ts';
import { type Conclusion, conclude, type ExitCode } from './exit-code.ts';
import { isGithubStep } from './github-actions.ts';
import type { RunSettings } from './run-settings.ts';
import { withoutUserInfo } from './target-url.ts';
import type { Terminal } from './terminal.ts';
import { TOOL } from './version.ts';

/** What is judged: something at a URL, or a program. */
export interface RunTarget extends NamedTarget {
  readonly url?: string;
}

/** Where names are judged, as it is told. */
export const targetOf = (target: NamesTarget): RunTarget => {
  const suite = 'media-files';
  if (target.kind === 'store') return { suite, url: target.url };
  return { suite, program: target.kind === 'exec' ? target.command : target.path };
};

/** What came of a run. */
export interface Report {
  readonly conclusion: Conclusion;
  /** What --json prints. */
  readonly document: unknown;
}

export type ReportSettings = Pick<
  RunSettings,
  'out' | 'reporters' | 'strict' | 'json' | 'quiet' | 'verbose' | 'seed' | 'profile' | 'config' | 'baseline'
> & {
  /** What is to be said of single cases of the run, a line each. */
  readonly notesOn?: (run: RunDocument) => readonly string[];
  /** Somebody else tells the verdict: what --quiet shows of the run ends without it. */
  readonly isPart?: boolean;
  /** What to add to the command line where no call can be set up. */
  readonly unreachableHint?: string;
};

const every = (ms: number, tick: () => void): (() => void) => {
  const timer = setInterval(tick, ms);
  // A display must not keep the process alive.
  timer.unref();
  return () => clearInterval(timer);
};

const progressOf = (terminal: Terminal, settings: ReportSettings): Progress => {
  const { verbose } = settings;
  if (settings.quiet) return { observe: () => {}, close: () => {} };
  return terminal.live
    ? liveProgress({ style: terminal.style, write: terminal.write, now: () => performance.now(), every, verbose })
    : plainProgress({ style: terminal.style(), write: terminal.write, verbose });
};

/** Failure blocks and, unless --quiet, the summary; the verdict sentence is the last line. */
export const tellRun = async (
  run: RunDocument,
  files: readonly string[],
  conclusion: Conclusion,
  settings: Pick<ReportSettings, 'out' | 'quiet' | 'verbose' | 'strict' | 'isPart'>,
  terminal: Terminal,
  notes: readonly string[] = [],
): Promise<void> => {
  const style = terminal.style();
  const all = findingGroups(unlistedFindings(run));
  const failing = (verdict: string): boolean => verdict === 'fail' || settings.strict;
  const groups = settings.quiet
    ? all.filter((each) => [...each.shown, ...each.hidden].some(({ verdict }) => failing(verdict)))
    : all;
  // One trace for each requirement is enough where little is to be said.
  const shown = settings.quiet ? groups.map((group) => ({ ...group, shown: group.shown.slice(0, 1) })) : groups;
  const evidence = await readEvidence(run, shown, settings.out, settings.verbose);
  if (groups.length > 0) terminal.write('\n');
  terminal.tell(renderPlainCallCrash(run, tellingLines, style));
  terminal.tell(
    renderFailures({ run, groups, requirement, evidence, folder: settings.out, verbose: settings.verbose }, style),
  );
  if (settings.quiet) {
    terminal.tell(renderBaselineProblems(run, style));
    if (settings.isPart !== true) terminal.tell([style.paint(conclusion.tone, conclusion.sentence)]);
  } else {
    if (groups.length === 0) terminal.write('\n');
    terminal.tell(
      renderSummary(
        { run, requirement, files, verdict: conclusion, tellingLines, verbose: settings.verbose, notes },
        style,
      ),
    );
  }
};

/** A reporter that crashed is our bug, told with its stack. */
export const tellCrash = ({ reporter, error }: ReporterCrash, terminal: Terminal): void => {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const cause = error instanceof Error && error.cause !== undefined ? `\ncaused by ${String(error.cause)}` : '';
  terminal.complain(
    `The reporter ${reporter} crashed; the run and the other reports are not touched.\n${stack}${cause}`,
  );
};

const wrapped = (text: string, style: TerminalStyle): readonly string[] =>
  hanging({ indent: 0, label: '', labelColumns: 0, text }, style.columns);

const tellNoVerdict = (
  target: RunTarget,
  outcome: Exclude<RunOutcome, { kind: 'judged' }>,
  files: readonly string[],
  settings: ReportSettings,
  terminal: Terminal,
): Report => {
  const style = terminal.style();
  const tellConclusion = (conclusion: Conclusion): void => {
    if (!settings.quiet) terminal.tell(renderFiles(files, style));
    terminal.tell([style.paint(conclusion.tone, conclusion.sentence)]);
  };
  if (outcome.kind === 'start-failed') {
    const conclusion = conclude({ kind: 'start-failed', reason: printable(outcome.reason) });
    terminal.tell(outcome.output.map((line) => `  | ${printable(line)}`));
    tellConclusion(conclusion);
    return { conclusion, document: { error: 'start-failed', reason: outcome.reason, output: outcome.output } };
  }
  const { report } = outcome;
  const cause = report.rawCause === undefined ? {} : { rawCause: report.rawCause };
  const conclusion = conclude({ kind: 'unreachable', target, ...cause });
  if (!settings.quiet) terminal.tell(renderPreflightSteps(report, style));
  terminal.tell(renderUnreachable(report, style, { stepsShown: !settings.quiet, words: suiteWords(target) }));
  if (settings.unreachableHint !== undefined) terminal.tell(wrapped(settings.unreachableHint, style));
  tellConclusion(conclusion);
  return { conclusion, document: { error: 'unreachable', preflight: report } };
};

/**
 * Runs, shows progress, writes the documents and tells the outcome; the document of --json is the caller's to print. Reporters that crash are told on stderr.
 *
 * @throws whatever `run` throws, with the display cleaned up before.
 */
export const runAndReport = async (
  target: RunTarget,
  settings: ReportSettings,
  context: CommandContext,
  run: (observe: RunObserver) => Promise<RunOutcome>,
): Promise<Report> => {
  const { terminal, interruption, environment } = context;
  if (settings.reporters.includes('github') || isGithubStep(environment)) terminal.guard();
  const progress = progressOf(terminal, settings);
  const conclusionOf = (document: RunDocument, crashedReporters: readonly string[]): Conclusion =>
    conclude({
      kind: 'judged',
      run: document,
      strict: settings.strict,
      // Too late to cut anything short: then the verdict stands.
      interrupted: interruption.signal.aborted && !document.complete,
      crashedReporters,
    });
  const watchers: Reporter<RunEvent> = { name: 'terminal', observe: progress.observe };
  const documents = settings.reporters.map((name) =>
    documentReporter(name, {
      out: settings.out,
      folder: settings.out,
      strict: settings.strict,
      conclusion: (document) => conclusionOf(document, []),
      environment,
      terminal,
    }),
  );
  const all = reporters<RunEvent>([watchers, ...documents], (crash) => {
    progress.close();
    tellCrash(crash, terminal);
  });
  if (!settings.quiet) {
    terminal.tell(
      renderHeader(
        {
          tool: TOOL.name,
          version: TOOL.version,
          target: withoutUserInfo(target.url ?? target.program ?? ''),
          ...settings,
          baseline: settings.baseline === undefined ? undefined : baselineText(settings.baseline, settings),
        },
        terminal.style(),
      ),
    );
  }
  interruption.take(`Interrupted: ${suiteWords(target).ending} and writing the report; once more stops at once.`);
  let outcome: RunOutcome;
  try {
    outcome = await run(all.observe);
  } finally {
    progress.close();
  }
  const documented = await all.finish(outcome.run);
  const files = documented.length > 0 ? documented : [join(settings.out, 'run.json')];
  if (outcome.kind !== 'judged') return tellNoVerdict(target, outcome, files, settings, terminal);
  const crashed = all.crashes().map(({ reporter }) => reporter);
  const conclusion = conclusionOf(outcome.run, crashed);
  await tellRun(outcome.run, files, conclusion, settings, terminal, settings.notesOn?.(outcome.run));
  return { conclusion, document: outcome.run };
};

/** The same for a command that makes one run, with its document printed. */
export const runOnce = async (...parameters: Parameters<typeof runAndReport>): Promise<ExitCode> => {
  const [, settings, { terminal }] = parameters;
  const { conclusion, document } = await runAndReport(...parameters);
  if (settings.json) terminal.document(document);
  return conclusion.code;
};
