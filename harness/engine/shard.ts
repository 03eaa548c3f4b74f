// One run on several machines: each makes its part of the cases, and all of them agree on the parts without a word.
import type { RunDocument } from '../run.ts';
import type { CaseHead } from './case.ts';
import { UsageError } from './options.ts';

/** Which part of the cases a run makes: the index counts from 1. */
export type Shard = NonNullable<RunDocument['shard']>;

/** How long cases took the last time, in milliseconds by case id. */
export type CaseDurations = ReadonlyMap<string, number>;

/** The reason of a case that is another shard's to run. */
export const IN_ANOTHER_SHARD = 'in another shard';

/** Where nothing is known of any case, all count alike. */
const NO_DURATIONS: CaseDurations = new Map();

// What took no time at all is still something to do.
const LEAST_MS = 1;

/**
 * The cases of each shard, in their own order: longest first to the shard with the least to do, so that no shard has more
 * to do than another by more than its longest case. A case without a duration counts as the median of the others. What
 * runs alone goes first: its time is added to the run, while that of other cases passes side by side. Depends on nothing
 * but its arguments.
 */
export function shardsOf<T extends Pick<CaseHead, 'id' | 'exclusive'>>(
  cases: readonly T[],
  of: number,
  durations: CaseDurations = NO_DURATIONS,
): ReadonlyArray<readonly T[]> {
  const weightOf = weights(cases, durations);
  const inOrder = [...cases].sort(
    (a, b) =>
      Number(b.exclusive ?? false) - Number(a.exclusive ?? false) ||
      weightOf(b) - weightOf(a) ||
      // Not as a locale has it: machines differ in that.
      (a.id < b.id ? -1 : 1),
  );
  const shards = Array.from({ length: of }, () => ({ ms: 0, ids: new Set<string>() }));
  for (const each of inOrder) {
    const least = shards.reduce((found, shard) => (shard.ms < found.ms ? shard : found));
    least.ms += weightOf(each);
    least.ids.add(each.id);
  }
  return shards.map(({ ids }) => cases.filter(({ id }) => ids.has(id)));
}

function weights(
  cases: ReadonlyArray<{ readonly id: string }>,
  durations: CaseDurations,
): (each: { readonly id: string }) => number {
  const known = cases.flatMap(({ id }) => durations.get(id) ?? []).sort((a, b) => a - b);
  const usual = known[Math.floor(known.length / 2)] ?? LEAST_MS;
  return ({ id }) => Math.max(LEAST_MS, durations.get(id) ?? usual);
}

/** @throws UsageError for a part that there is not, and for durations of other cases altogether */
export function checkShard(shard: Shard, durations: CaseDurations | undefined, caseIds: readonly string[]): void {
  const { index, of } = shard;
  if (!(Number.isInteger(index) && Number.isInteger(of) && index >= 1 && index <= of)) {
    throw new UsageError(`shard ${index}/${of}: give index/number, the index from 1 to the number`);
  }
  if (durations !== undefined && !caseIds.some((id) => durations.has(id))) {
    throw new UsageError('the durations are of none of these cases: give the run.json of an earlier run of this suite');
  }
}
