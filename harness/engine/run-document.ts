import { requirementsOf } from '../../specification/catalogue.ts';
import type { SuiteName } from '../../specification/types.ts';
import { type CaseResult, RUN_FORMAT, type RunDocument, type TargetCrash } from '../run.ts';
import { withoutLogin } from '../target/preflight-url.ts';
import { applyBaseline } from './baseline.ts';
import type { RunOptions } from './options.ts';
import { toolVersion } from './tool-version.ts';
import { type JudgedCase, requirementResults, summaryOf } from './verdicts.ts';

/** What a suite adds to what is said of its target. */
export type TargetFacts = Pick<RunDocument['target'], 'subprotocol' | 'program' | 'roundTripMs' | 'notes'>;

export interface RunParts {
  readonly suite: SuiteName;
  readonly options: Pick<RunOptions, 'url' | 'seed' | 'profile' | 'command' | 'start' | 'shard' | 'baseline'>;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly facts: TargetFacts;
  readonly crashes: readonly TargetCrash[];
  /** Ids of all cases, in the order in which they are told; others come after them. */
  readonly order: readonly string[];
  /** Ids of all cases that there may be; unknown where absent. */
  readonly caseIds?: readonly string[] | undefined;
  readonly judged: readonly JudgedCase[];
  readonly notRun: readonly CaseResult[];
  /** Why the run is not complete; undefined where it is. */
  readonly incomplete: string | undefined;
}

/** What run.json says of a run, at its end or on the way there. */
export function runDocument(parts: RunParts): RunDocument {
  const { suite, options, facts, crashes, judged, incomplete } = parts;
  const { subprotocol, program, roundTripMs, notes = [] } = facts;
  const results = {
    requirements: requirementResults(requirementsOf(suite), judged),
    cases: sortLike(parts.order, [...judged.map(({ result }) => result), ...parts.notRun]),
  };
  const marked =
    options.baseline === undefined
      ? results
      : applyBaseline(options.baseline, results, {
          seed: options.seed,
          profile: options.profile,
          caseIds: parts.caseIds,
          now: parts.startedAt,
        });
  const { requirements, cases, baseline }: typeof results & Pick<RunDocument, 'baseline'> = marked;
  return {
    format: RUN_FORMAT,
    tool: { name: 'aculab-conformance', version: toolVersion() },
    startedAt: parts.startedAt.toISOString(),
    durationMs: Math.round(parts.durationMs),
    seed: options.seed,
    profile: options.profile,
    command: options.command,
    complete: incomplete === undefined,
    ...(incomplete === undefined ? {} : { incompleteReason: incomplete }),
    ...(options.shard === undefined ? {} : { shard: options.shard }),
    ...(baseline === undefined ? {} : { baseline }),
    target: {
      suite,
      ...(options.url === '' ? {} : { url: withoutLogin(options.url) }),
      ...(program === undefined ? {} : { program }),
      ...(subprotocol === undefined ? {} : { subprotocol }),
      ...(options.start === undefined ? {} : { started: options.start }),
      ...(crashes.length === 0 ? {} : { crashes: [...crashes] }),
      ...(roundTripMs === undefined ? {} : { roundTripMs: Math.round(roundTripMs * 1000) / 1000 }),
      ...(notes.length === 0 ? {} : { notes }),
    },
    summary: summaryOf(requirements, cases, baseline),
    requirements,
    cases,
  };
}

function sortLike(order: readonly string[], results: readonly CaseResult[]): readonly CaseResult[] {
  const place = new Map(order.map((id, index) => [id, index]));
  return [...results].sort((a, b) => (place.get(a.id) ?? order.length) - (place.get(b.id) ?? order.length));
}
