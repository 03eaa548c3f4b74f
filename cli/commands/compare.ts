import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../harness/engine/options.ts';
import { compareRuns } from '../../reports/comparison.ts';
import { printable } from '../../reports/printable.ts';
import { renderComparison } from '../../reports/terminal/comparison.ts';
import { requirement } from '../../specification/catalogue.ts';
import { choiceOf, flagOf, listOf, textOf } from '../argument.ts';
import type { Command } from '../command-context.ts';
import { concludeComparison } from '../comparison-verdict.ts';
import { isGithubStep } from '../github-actions.ts';
import { checkOutputFolder } from '../output-folder.ts';
import { readRun } from '../stored-run.ts';

const DOCUMENTS = ['html', 'json'] as const;

/** `compare <before> <after>`: what is worse, better or no longer judged; exit code 1 where something is worse. */
export const compare: Command = async (args, { terminal, environment }) => {
  const [before, after] = await Promise.all([readRun(String(args.before)), readRun(String(args.after))]);
  const [was, is] = [before.run.target.suite, after.run.target.suite];
  if (was !== is) {
    throw new UsageError(
      `${printable(before.path)} is a run of the suite ${was}, ${printable(after.path)} of ${is}: give two of one suite`,
    );
  }
  const wanted = new Set(listOf(args, 'reporter').map((name) => choiceOf('--reporter', name, DOCUMENTS)));
  const given = textOf(args, 'out');
  // A folder that is named is meant to hold something.
  if (given !== undefined && wanted.size === 0) for (const name of DOCUMENTS) wanted.add(name);
  const out = checkOutputFolder(given ?? '.');
  if (isGithubStep(environment)) terminal.guard();

  const comparison = compareRuns(before.run, after.run);
  const verdict = concludeComparison(comparison, flagOf(args, 'strict'));
  const files: string[] = [];
  const write = async (name: string, text: string): Promise<void> => {
    await mkdir(out, { recursive: true });
    await writeFile(join(out, name), text);
    files.push(join(out, name));
  };
  if (wanted.has('html')) {
    const { renderComparisonPage } = await import('../../reports/html/comparison.ts');
    const { readShell } = await import('../../reports/html/shell.ts');
    const { sentence, tone } = verdict;
    const options = { shell: await readShell(), sentence, tone, requirement };
    await write('compare.html', renderComparisonPage(comparison, options));
  }
  if (wanted.has('json')) await write('compare.json', `${JSON.stringify(comparison, undefined, 2)}\n`);
  terminal.tell(renderComparison({ comparison, requirement, files, verdict }, terminal.style()));
  if (flagOf(args, 'json')) terminal.document(comparison);
  return verdict.code;
};
