// What became of a target between two runs. Pure: what is told of it, and in which order, is for whoever shows it.
import type { CaseResult, CaseVerdict, Finding, RunDocument } from '../harness/run.ts';
import { commandLine, repetition } from './command.ts';
import { sayingOf } from './finding-groups.ts';

export const COMPARISON_FORMAT = 'aculab-conformance/comparison@1';

/** What a reader should know of a run before comparing it with another one. */
export interface ComparedRun {
  readonly startedAt: string;
  readonly version: string;
  /** URL, command or path of a module. */
  readonly target: string;
  readonly seed: number;
  readonly profile: string;
  readonly command: string;
  readonly complete: boolean;
  readonly incompleteReason?: string;
  readonly shard?: { readonly index: number; readonly of: number };
  readonly verdict: RunDocument['summary']['verdict'];
}

/** A requirement or a case of which something else is said than before. */
export interface Change {
  readonly kind: 'requirement' | 'case';
  readonly id: string;
  readonly before: CaseVerdict | 'absent';
  readonly after: CaseVerdict | 'absent';
  /** What is new in the later run, the rest left out. */
  readonly findings: readonly Finding[];
  /** Why it could not be judged, or was not run. */
  readonly reason?: string;
  /** The command that shows the first of the findings again. */
  readonly repeat?: string;
}

export interface DurationChange {
  readonly id: string;
  readonly beforeMs: number;
  readonly afterMs: number;
}

/** Lists hold requirements in the order of the catalogue, then cases in that of the suite. */
export interface Comparison {
  readonly format: typeof COMPARISON_FORMAT;
  readonly suite: RunDocument['target']['suite'];
  readonly before: ComparedRun;
  readonly after: ComparedRun;
  /** What else than the target differs, one line each. */
  readonly differences: readonly string[];
  /** Failed in no way before. */
  readonly newlyFailing: readonly Change[];
  /** Failed or warned before, and passes. */
  readonly fixed: readonly Change[];
  /** Failed before and fails in a way in which it did not. */
  readonly changed: readonly Change[];
  /** Warns in a way in which it did not, and fails in none. */
  readonly newlyWarning: readonly Change[];
  /** Fails or warns in a way in which it did not, or is listed now, and the baseline lists all of it. */
  readonly known: readonly Change[];
  /** Was judged before and is not any more: whatever it said then, it says nothing now. */
  readonly lost: readonly Change[];
  readonly added: readonly Change[];
  readonly removed: readonly Change[];
  /** Requirements that fail as they did before. */
  readonly stillFailing: readonly string[];
  /** More than twice or less than half as long, and by more than a second. */
  readonly durations: readonly DurationChange[];
}

/** Compares two runs of one suite. */
export const compareRuns = (before: RunDocument, after: RunDocument): Comparison => {
  const of = (run: RunDocument): readonly Judged[] => [
    ...run.requirements.map((each) => ({ ...each, kind: 'requirement' as const })),
    ...run.cases.map((each) => ({ ...each, kind: 'case' as const })),
  ];
  const earlier = new Map(of(before).map((each) => [keyOf(each), each]));
  const later = of(after);
  const laterKeys = new Set(later.map(keyOf));
  const all = later.map((each) => changeOf(earlier.get(keyOf(each)), each, after));
  const told = (fate: Fate): readonly Change[] => all.filter((each) => each.fate === fate).map(({ change }) => change);
  return {
    format: COMPARISON_FORMAT,
    suite: after.target.suite,
    before: headOf(before),
    after: headOf(after),
    differences: differencesOf(before, after),
    newlyFailing: told('newly-failing'),
    fixed: told('fixed'),
    changed: told('changed'),
    newlyWarning: told('newly-warning'),
    known: told('known'),
    lost: told('lost'),
    added: all.map(({ change }) => change).filter((change) => change.before === 'absent'),
    removed: [...earlier.values()]
      .filter((each) => !laterKeys.has(keyOf(each)))
      .map(({ kind, id, verdict }) => ({ kind, id, before: verdict, after: 'absent' as const, findings: [] })),
    stillFailing: all.flatMap(({ fate, change }) =>
      fate === 'still-failing' && change.kind === 'requirement' ? [change.id] : [],
    ),
    durations: durationChanges(before.cases, after.cases),
  };
};

interface Judged {
  readonly kind: Change['kind'];
  readonly id: string;
  readonly verdict: CaseVerdict;
  readonly findings: readonly Finding[];
  readonly reason?: string;
}

const keyOf = ({ kind, id }: Judged): string => `${kind} ${id}`;

type Fate = 'newly-failing' | 'fixed' | 'changed' | 'newly-warning' | 'known' | 'lost' | 'still-failing' | 'same';

const isListed = ({ known }: Finding): boolean => known !== undefined;
const wordsOf = (finding: Finding): string =>
  [finding.requirement, sayingOf(finding), ...(finding.sorts ?? [])].join('\n');

const fateOf = (
  before: Judged | undefined,
  after: Judged,
): { readonly fate: Fate; readonly findings: readonly Finding[] } => {
  const earlier = before?.findings ?? [];
  const said = new Set(earlier.map(wordsOf));
  const failed = earlier.some(({ verdict }) => verdict === 'fail');
  const unlisted = after.findings.filter((finding) => !isListed(finding));
  const failing = unlisted.filter(({ verdict }) => verdict === 'fail');
  const isNew = (finding: Finding): boolean => !said.has(wordsOf(finding));
  if (failing.length > 0) {
    if (!failed) return { fate: 'newly-failing', findings: failing };
    const findings = failing.filter(isNew);
    return { fate: findings.length > 0 ? 'changed' : 'still-failing', findings };
  }
  const warning = unlisted.filter(isNew);
  if (warning.length > 0) return { fate: 'newly-warning', findings: warning };
  const wasUnlisted = new Set(earlier.filter((finding) => !isListed(finding)).map(wordsOf));
  const listed = after.findings.filter(isListed);
  const newlyListed = listed.filter((finding) => isNew(finding) || wasUnlisted.has(wordsOf(finding)));
  if (newlyListed.length > 0) return { fate: 'known', findings: newlyListed };
  if (after.verdict === 'fail') return { fate: 'still-failing', findings: [] };
  const isJudged = after.verdict === 'pass' || after.verdict === 'warn';
  if (before === undefined || !WAS_JUDGED.has(before.verdict)) return { fate: 'same', findings: [] };
  if (!isJudged) return { fate: 'lost', findings: [] };
  const isBetter = failed || (before.verdict === 'warn' && after.verdict === 'pass');
  return { fate: isBetter ? 'fixed' : 'same', findings: [] };
};

const WAS_JUDGED: ReadonlySet<CaseVerdict> = new Set(['pass', 'fail', 'warn']);

const changeOf = (
  before: Judged | undefined,
  after: Judged,
  run: RunDocument,
): { readonly fate: Fate; readonly change: Change } => {
  const { fate, findings } = fateOf(before, after);
  const [first] = findings;
  const change: Change = {
    kind: after.kind,
    id: after.id,
    before: before?.verdict ?? 'absent',
    after: after.verdict,
    findings,
    ...(after.reason === undefined ? {} : { reason: after.reason }),
    ...(first === undefined ? {} : { repeat: commandLine(repetition(run, first.case)) }),
  };
  return { fate, change };
};

const headOf = (run: RunDocument): ComparedRun => ({
  startedAt: run.startedAt,
  version: run.tool.version,
  target: run.target.url ?? run.target.program ?? run.target.suite,
  seed: run.seed,
  profile: run.profile,
  command: run.command,
  complete: run.complete,
  ...(run.incompleteReason === undefined ? {} : { incompleteReason: run.incompleteReason }),
  ...(run.shard === undefined ? {} : { shard: run.shard }),
  verdict: run.summary.verdict,
});

/** Not all of these make runs incomparable, but each may be why something differs. */
const differencesOf = (before: RunDocument, after: RunDocument): readonly string[] => {
  const [a, b] = [headOf(before), headOf(after)];
  const shard = ({ shard: each }: ComparedRun): string => (each === undefined ? 'none' : `${each.index}/${each.of}`);
  const rows: ReadonlyArray<readonly [string, string | number, string | number]> = [
    ['target', a.target, b.target],
    ['seed', a.seed, b.seed],
    ['profile', a.profile, b.profile],
    ['version', a.version, b.version],
    ['shard', shard(a), shard(b)],
  ];
  return [
    ...rows.flatMap(([what, was, is]) => (was === is ? [] : [`The ${what} differs: ${was} before, ${is} after.`])),
    ...[a, b].flatMap(({ complete, incompleteReason = 'it was cut short' }, index) =>
      complete ? [] : [`The ${index === 0 ? 'earlier' : 'later'} run is incomplete: ${incompleteReason}.`],
    ),
  ];
};

const LEAST_FACTOR = 2;
const LEAST_MS = 1000;

const durationChanges = (before: readonly CaseResult[], after: readonly CaseResult[]): readonly DurationChange[] => {
  const ran = ({ verdict }: CaseResult): boolean => verdict !== 'skipped';
  const earlier = new Map(before.filter(ran).map(({ id, durationMs }) => [id, durationMs]));
  return after.filter(ran).flatMap(({ id, durationMs: afterMs }) => {
    const beforeMs = earlier.get(id);
    if (beforeMs === undefined) return [];
    const [less, more] = [Math.min(beforeMs, afterMs), Math.max(beforeMs, afterMs)];
    return more > LEAST_FACTOR * less && more - less > LEAST_MS ? [{ id, beforeMs, afterMs }] : [];
  });
};
