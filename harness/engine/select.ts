// Which cases run and which requirements are judged, from --only, --skip and --shard.

import type { Profile } from '../traces/trace.ts';
import type { CaseHead } from './case.ts';
import { UsageError } from './options.ts';
import { type CaseDurations, checkShard, IN_ANOTHER_SHARD, type Shard, shardsOf } from './shard.ts';

/** A glob over ids: `*` is any text, slashes and dots included, `?` one character. The whole id must match. */
export function globMatcher(glob: string): (id: string) => boolean {
  const pattern = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  const expression = new RegExp(`^${pattern}$`, 'u');
  return (id) => expression.test(id);
}

export interface Selection<T extends CaseHead> {
  readonly cases: readonly T[];
  /** Cases left out, with the reason. */
  readonly skipped: ReadonlyArray<{ readonly trace: T; readonly reason: string }>;
  /** Requirements that are judged. */
  readonly requirements: ReadonlySet<string>;
}

const PROFILE_ORDER: Readonly<Record<Profile, number>> = { smoke: 0, standard: 1, full: 2 };

/** What narrows a run down. */
export interface SelectOptions {
  readonly profile: Profile;
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  readonly shard?: Shard;
  readonly durations?: CaseDurations;
}

/**
 * A glob selects the cases whose id it matches and those made for a requirement that it matches. Where every `only` glob
 * names requirements alone, only those are judged; a case named by id is judged by every rule. What is left is split
 * into shards, and a shard may be without cases.
 *
 * @throws UsageError when a glob matches nothing, or nothing is left to run, and for a shard that there is not.
 */
export function select<T extends CaseHead>(
  traces: readonly T[],
  requirementIds: readonly string[],
  options: SelectOptions,
): Selection<T> {
  const only = globsOf(options.only, traces, requirementIds, '--only');
  const skip = globsOf(options.skip, traces, requirementIds, '--skip');
  const requirementsOnly = only.length > 0 && only.every((glob) => glob.cases.size === 0);
  const wanted = new Set(requirementsOnly ? only.flatMap((glob) => [...glob.requirements]) : requirementIds);
  for (const glob of skip) for (const id of glob.requirements) wanted.delete(id);

  const cases: T[] = [];
  const skipped: Array<{ trace: T; reason: string }> = [];
  for (const trace of traces) {
    const named = only.some((glob) => glob.cases.has(trace.id));
    const selected = only.length === 0 || named || only.some((glob) => touches(glob, trace));
    const leftOut =
      skip.some((glob) => glob.cases.has(trace.id)) ||
      (trace.requirements.length > 0 && !named && !trace.requirements.some((id) => wanted.has(id)));
    if (!selected || leftOut) skipped.push({ trace, reason: 'not selected' });
    else if (!named && PROFILE_ORDER[trace.profile ?? 'standard'] > PROFILE_ORDER[options.profile]) {
      skipped.push({ trace, reason: `not in profile ${options.profile}` });
    } else cases.push(trace);
  }
  if (cases.length === 0) {
    throw new UsageError(
      `no case is left to run: --only, --skip and --profile ${options.profile} leave nothing; 'list cases' shows all`,
    );
  }
  const { shard, durations } = options;
  if (shard === undefined) return { cases, skipped, requirements: wanted };
  const ids = traces.map(({ id }) => id);
  checkShard(shard, durations, ids);
  const own = new Set(shardsOf(cases, shard.of, durations)[shard.index - 1]);
  const others = cases.filter((trace) => !own.has(trace));
  return {
    cases: cases.filter((trace) => own.has(trace)),
    skipped: [...skipped, ...others.map((trace) => ({ trace, reason: IN_ANOTHER_SHARD }))],
    requirements: wanted,
  };
}

interface Glob {
  readonly cases: ReadonlySet<string>;
  readonly requirements: ReadonlySet<string>;
}

function touches(glob: Glob, trace: CaseHead): boolean {
  return trace.requirements.some((id) => glob.requirements.has(id));
}

function globsOf(
  globs: readonly string[] | undefined,
  traces: readonly CaseHead[],
  requirementIds: readonly string[],
  option: string,
): readonly Glob[] {
  return (globs ?? []).map((text) => {
    const matches = globMatcher(text);
    const glob = {
      cases: new Set(traces.map((trace) => trace.id).filter(matches)),
      requirements: new Set(requirementIds.filter(matches)),
    };
    if (glob.cases.size === 0 && glob.requirements.size === 0) {
      throw new UsageError(`${option} ${text} matches no case and no requirement`);
    }
    return glob;
  });
}
