import { realpath } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { mergeShards } from '../../harness/engine/merge.ts';
import { copyFiles } from '../../harness/engine/merge-files.ts';
import { UsageError } from '../../harness/engine/options.ts';
import { openRunFolder } from '../../harness/engine/run-folder.ts';
import { wholeRun } from '../../reports/command.ts';
import { printable } from '../../reports/printable.ts';
import { reporters } from '../../reports/reporters.ts';
import { flagOf, textOf, textsOf } from '../argument.ts';
import type { Command } from '../command-context.ts';
import { documentReporter } from '../documents.ts';
import { type Conclusion, conclude } from '../exit-code.ts';
import { isGithubStep } from '../github-actions.ts';
import { checkOutputFolder } from '../output-folder.ts';
import { tellCrash, tellRun } from '../run-report.ts';
import { checkReporters, defaultReporters, reportersOf } from '../run-settings.ts';
import { readRun, runPathsIn, type StoredRun } from '../stored-run.ts';

/** The folder is cleared before anything is copied into it. */
const checkNotAnInput = async (shards: readonly StoredRun[], out: string): Promise<void> => {
  const place = await realpath(out).catch(() => resolve(out));
  for (const { path } of shards) {
    const way = relative(place, await realpath(dirname(path)));
    if (way === '' || /^(transcripts|traces)($|[/\\])/.test(way)) {
      throw new UsageError(
        `--out ${printable(out)} holds ${printable(path)}, and would be cleared: name another --out`,
      );
    }
  }
};

/** What differs in how the shards were run is told: it may be why they do not fit. */
const differences = (shards: readonly StoredRun[]): readonly string[] => {
  const commands = new Set(shards.map(({ run }) => withoutUrl(wholeRun(run.command), run.target.url)));
  return commands.size < 2 ? [] : ['The shards were run with different options; the command is that of the first.'];
};

const withoutUrl = (command: string, url: string | undefined): string => {
  const port = url === undefined || !URL.canParse(url) ? '' : new URL(url).port;
  return port === '' ? command : command.replaceAll(`:${port}`, ':');
};

/** `merge <run.json|folder>…`: the shards of a run as the run that they are parts of; the exit code is the whole's. */
export const merge: Command = async (args, { terminal, environment }) => {
  const paths = (await Promise.all(textsOf(args, 'runs').map(runPathsIn))).flat();
  const shards = await Promise.all(paths.map(readRun));
  const [quiet, verbose, strict] = [flagOf(args, 'quiet'), flagOf(args, 'verbose'), flagOf(args, 'strict')];
  if (quiet && verbose) throw new UsageError('--quiet and --verbose contradict each other: leave one of them out');
  const wanted = reportersOf(args, defaultReporters(environment));
  const first = shards.reduce((least, each) =>
    (each.run.shard?.index ?? 0) < (least.run.shard?.index ?? 0) ? each : least,
  );
  const command = wholeRun(first.run.command);
  const merged = mergeShards(shards, { command, notes: differences(shards) });
  checkReporters(wanted, merged.run.target);
  const out = checkOutputFolder(textOf(args, 'out') ?? 'conformance-report');
  await checkNotAnInput(shards, out);

  const folder = await openRunFolder(out);
  const missing = await copyFiles(merged.files, out);
  const { target } = merged.run;
  const note = `${missing} ${missing === 1 ? 'file' : 'files'} that the shards name did not lie beside them.`;
  const notes = [...(target.notes ?? []), ...(missing > 0 ? [note] : [])];
  const run = { ...merged.run, target: { ...target, notes } };
  await folder.writeRun(run);

  if (wanted.includes('github') || isGithubStep(environment)) terminal.guard();
  const conclusionOf = (crashedReporters: readonly string[]): Conclusion =>
    conclude({ kind: 'judged', run, strict, interrupted: false, crashedReporters });
  const options = { out, folder: out, strict, conclusion: () => conclusionOf([]), environment, terminal };
  const all = reporters(
    wanted.map((name) => documentReporter(name, options)),
    (crash) => tellCrash(crash, terminal),
  );
  const files = await all.finish(run);
  const conclusion = conclusionOf(all.crashes().map(({ reporter }) => reporter));
  await tellRun(run, files, conclusion, { out, quiet, verbose, strict }, terminal);
  if (flagOf(args, 'json')) terminal.document(run);
  return conclusion.code;
};
