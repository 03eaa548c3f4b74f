import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UsageError } from '../../harness/engine/options.ts';
import type { RunDocument } from '../../harness/run.ts';
import { printable, shortened } from '../../reports/printable.ts';
import { reporters } from '../../reports/reporters.ts';
import { validateRun } from '../../specification/schemas/validate.ts';
import { flagOf, textOf } from '../argument.ts';
import type { Command } from '../command-context.ts';
import { documentReporter } from '../documents.ts';
import { conclude } from '../exit-code.ts';
import { fileProblem } from '../file-problem.ts';
import { isGithubStep } from '../github-actions.ts';
import { checkOutputFolder } from '../output-folder.ts';
import { tellCrash, tellRun } from '../run-report.ts';
import { checkReporters, reportersOf } from '../run-settings.ts';

const runOf = async (path: string): Promise<RunDocument> => {
  const refused = (problem: string): UsageError => new UsageError(`${printable(path)}: ${problem}`);
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw refused(error instanceof SyntaxError ? `is no JSON: ${printable(error.message)}` : fileProblem(error));
  }
  const [problem] = await validateRun(value);
  if (problem !== undefined) throw refused(`is no run.json of this version: ${shortened(printable(problem), 300)}`);
  return value as RunDocument;
};

/** `report <run.json>`: shows a run again, and writes its documents again; the exit code is the run's. */
export const report: Command = async (args, { terminal, environment }) => {
  const given = String(args.run);
  const isFolder = await stat(given).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const path = isFolder ? join(given, 'run.json') : given;
  const run = await runOf(path);
  const wanted = reportersOf(args, []).filter((name) => name !== 'json');
  checkReporters(wanted, run.target);
  if (wanted.includes('github') || isGithubStep(environment)) terminal.guard();
  const folder = dirname(path);
  const strict = flagOf(args, 'strict');
  const settings = { out: folder, quiet: false, verbose: flagOf(args, 'verbose'), strict };
  const ending = {
    kind: 'judged',
    run,
    strict,
    interrupted: run.incompleteReason === 'the run was interrupted',
  } as const;
  const verdict = conclude({ ...ending, crashedReporters: [] });
  const out = checkOutputFolder(textOf(args, 'out') ?? folder);
  const options = { out, folder, strict, conclusion: () => verdict, environment, terminal };
  const all = reporters(
    wanted.map((name) => documentReporter(name, options)),
    (crash) => tellCrash(crash, terminal),
  );
  const files = await all.finish(run);
  const conclusion = conclude({ ...ending, crashedReporters: all.crashes().map(({ reporter }) => reporter) });
  await tellRun(run, [path, ...files], conclusion, settings, terminal);
  return conclusion.code;
};
