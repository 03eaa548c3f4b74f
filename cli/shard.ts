// What --shard and --durations say.
import { readFileSync } from 'node:fs';
import { UsageError } from '../harness/engine/options.ts';
import type { CaseDurations, Shard } from '../harness/engine/shard.ts';
import { RUN_FORMAT } from '../harness/run.ts';
import { printable } from '../reports/printable.ts';
import { type Arguments, textOf } from './argument.ts';
import { fileProblem } from './file-problem.ts';

export interface ShardSettings {
  readonly shard?: Shard;
  readonly durations?: CaseDurations;
}

/** Most machines that a run is divided among; a slip of the keyboard is more. */
const MOST_SHARDS = 1000;

/** Reads and checks both. @throws UsageError */
export const shardSettingsOf = (args: Arguments): ShardSettings => {
  const [text, path] = [textOf(args, 'shard'), textOf(args, 'durations')];
  if (text === undefined) {
    if (path !== undefined) throw new UsageError('--durations is for --shard: give --shard as well, or leave it out');
    return {};
  }
  const shard = shardIn(text);
  // A baseline brings the seed that it was made with.
  if (args.seed === undefined && args.baseline === undefined) {
    throw new UsageError('--shard needs --seed: each shard would draw another one, and they could not be merged');
  }
  return path === undefined ? { shard } : { shard, durations: durationsIn(path) };
};

const shardIn = (text: string): Shard => {
  const [, index, of] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number);
  if (index === undefined || of === undefined || index < 1 || index > of || of > MOST_SHARDS) {
    throw new UsageError(`--shard ${printable(text)}: write 2/3 for the second of three, at most of ${MOST_SHARDS}`);
  }
  return { index, of };
};

/** As much of a run.json as is needed here. Read before the run clears the folder in which it may lie. */
const durationsIn = (path: string): CaseDurations => {
  const refused = (problem: string): UsageError => new UsageError(`--durations ${printable(path)}: ${problem}`);
  let run: unknown;
  try {
    run = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw refused(error instanceof SyntaxError ? `is no JSON: ${printable(error.message)}` : fileProblem(error));
  }
  if (!isObject(run) || run.format !== RUN_FORMAT || !Array.isArray(run.cases)) throw refused('is no run.json');
  if (run.shard !== undefined) throw refused('is of one shard alone; merge the shards, and give the run.json of that');
  return new Map(
    run.cases.flatMap((each: unknown): readonly (readonly [string, number])[] => {
      if (!isObject(each) || each.verdict === 'skipped') return [];
      const { id, durationMs } = each;
      return typeof id === 'string' && typeof durationMs === 'number' && durationMs >= 0 ? [[id, durationMs]] : [];
    }),
  );
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
