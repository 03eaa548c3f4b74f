import { dirname } from 'node:path';
import { reporters } from '../../reports/reporters.ts';
import { flagOf, textOf } from '../argument.ts';
import type { Command } from '../command-context.ts';
import { documentReporter } from '../documents.ts';
import { conclude } from '../exit-code.ts';
import { isGithubStep } from '../github-actions.ts';
import { checkOutputFolder } from '../output-folder.ts';
import { tellCrash, tellRun } from '../run-report.ts';
import { checkReporters, reportersOf } from '../run-settings.ts';
import { readRun } from '../stored-run.ts';

/** `report <run.json>`: shows a run again, and writes its documents again; the exit code is the run's. */
export const report: Command = async (args, { terminal, environment }) => {
  const { path, run } = await readRun(String(args.run));
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
