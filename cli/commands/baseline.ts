import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { type BaselineEntry, checkSuite, readBaseline } from '../../harness/engine/baseline-file.ts';
import { type BaselineUpdate, updatedBaseline } from '../../harness/engine/baseline-update.ts';
import { UsageError } from '../../harness/engine/options.ts';
import type { RunDocument } from '../../harness/run.ts';
import type { Profile } from '../../harness/traces/trace.ts';
import { isReplay } from '../../reports/command.ts';
import { printable } from '../../reports/printable.ts';
import { counted } from '../../reports/terminal/labels.ts';
import { hanging } from '../../reports/terminal/wrap.ts';
import { isDay } from '../../specification/schemas/baseline-problems.ts';
import { type Arguments, choiceOf, flagOf, textOf } from '../argument.ts';
import type { Command } from '../command-context.ts';
import { EXIT_CODES } from '../exit-code.ts';
import { fileProblem } from '../file-problem.ts';
import { readRun } from '../stored-run.ts';
import type { Terminal } from '../terminal.ts';

const DEFAULT_FILE = 'known.json';

const PROFILES: readonly Profile[] = ['smoke', 'standard', 'full'];

/** `baseline update <run.json>`: makes the list of known findings fit a run. */
export const baseline: Command = async (args, { terminal }) => {
  choiceOf('baseline', String(args.what), ['update']);
  const today = new Date().toISOString().slice(0, 10);
  const wanted = wantedOf(args, today);
  const { path, run } = await readRun(String(args.run));
  if (isReplay(run)) throw new UsageError(`${path} is of a replay, which says nothing about the suite's own cases`);
  const file = textOf(args, 'baseline') ?? run.baseline?.file ?? DEFAULT_FILE;
  const before = (await exists(file)) ? await entriesFor(file, run) : undefined;

  const profile = choiceOf(`${path}: the profile`, run.profile, PROFILES);
  const { reason, ...rest } = wanted;
  const update = updatedBaseline({ entries: before ?? [] }, { ...run, profile }, { ...rest, reason: reason ?? '' });
  const { added } = update;
  if (added.length > 0 && reason === undefined) {
    const [first] = added;
    const more =
      added.length > 1
        ? `, the first is ${first?.requirement} in ${first?.case}`
        : `: ${first?.requirement} in ${first?.case}`;
    throw new UsageError(
      `${counted(added.length, 'finding is', 'findings are')} not in ${file} yet${more}; give --reason "why it is put up with"`,
    );
  }
  const isSame = before !== undefined && JSON.stringify(before) === JSON.stringify(update.document.entries);
  if (!isSame) await write(file, `${JSON.stringify(update.document, null, 2)}\n`);
  tell(update, { file, isSame, today, run }, terminal);
  return EXIT_CODES.conformant;
};

interface Wanted {
  readonly reason?: string;
  readonly issue?: string;
  readonly expires?: string;
  readonly strict: boolean;
}

const wantedOf = (args: Arguments, today: string): Wanted => {
  const [reason, issue, expires] = ['reason', 'issue', 'expires'].map((name) => textOf(args, name));
  for (const [name, value] of Object.entries({ reason, issue })) {
    if (value?.trim() === '') throw new UsageError(`--${name} needs a value`);
  }
  if (expires !== undefined && !isDay(expires)) {
    throw new UsageError(`--expires ${printable(expires)}: give a day such as 2026-12-31`);
  }
  if (expires !== undefined && expires < today) throw new UsageError(`--expires ${expires}: that day is past`);
  return {
    ...(reason === undefined ? {} : { reason }),
    ...(issue === undefined ? {} : { issue }),
    ...(expires === undefined ? {} : { expires }),
    strict: flagOf(args, 'strict'),
  };
};

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** Entries of a baseline that the run can bring up to date. @throws UsageError */
const entriesFor = async (file: string, run: RunDocument): Promise<readonly BaselineEntry[]> => {
  const known = await readBaseline(file);
  checkSuite(known, run.target.suite);
  if (known.seed !== run.seed || known.profile !== run.profile) {
    throw new UsageError(
      `${file} is of seed ${known.seed} and profile ${known.profile}, the run of seed ${run.seed} and profile ${run.profile}: run with --baseline ${file}, which takes over its own, or name another file`,
    );
  }
  return known.entries;
};

/** Whole or not at all. @throws UsageError */
const write = async (file: string, text: string): Promise<void> => {
  const part = `${file}.part-${process.pid}`;
  try {
    await writeFile(part, text);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw new UsageError(`${file} cannot be written: ${fileProblem(error)}`);
  }
};

interface Told {
  readonly file: string;
  readonly isSame: boolean;
  readonly today: string;
  readonly run: RunDocument;
}

const tell = ({ added, kept, dropped }: BaselineUpdate, told: Told, terminal: Terminal): void => {
  const { file, isSame, today, run } = told;
  const style = terminal.style();
  const line = (
    mark: string,
    { requirement, case: caseId, signature }: BaselineEntry,
    remark = '',
  ): readonly string[] => {
    const text = printable(`${requirement} in ${caseId}: ${signature}${remark}`);
    return hanging({ indent: 2, label: mark, labelColumns: 2, text }, style.columns);
  };
  const remarkOn = ({ expires }: BaselineEntry): string =>
    expires !== undefined && expires < today ? ` (expired on ${expires}: the next run fails for it)` : '';
  const counts = `${added.length} added, ${kept.length} kept, ${dropped.length} dropped`;
  const text = `${printable(file)}: ${isSame ? `nothing to change, ${counted(kept.length, 'entry', 'entries')}` : counts}`;
  terminal.tell([
    ...added.flatMap((entry) => line('+', entry)),
    ...dropped.flatMap((entry) => line('-', entry)),
    ...kept.flatMap((entry) => line('=', entry, remarkOn(entry))),
    ...(run.complete ? [] : ['The run is incomplete: entries that it did not get to are kept.']),
    style.paint('strong', text),
  ]);
};
