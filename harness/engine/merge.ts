// Several shards to the run that they are the parts of: pure. What is said of the whole is worked out again from the parts,
// by the rules of a run, and nothing that no shard ran is made up for.
import type { CaseResult, CaseVerdict, Finding, RequirementResult, RunDocument } from '../run.ts';
import { exercisedIn } from './exercised-in.ts';
import { checkMergeable, type ShardRun } from './merge-check.ts';
import { mergedBaseline, mergedTarget } from './merge-target.ts';
import { IN_ANOTHER_SHARD } from './shard.ts';
import { requirementVerdict, summaryOf } from './verdicts.ts';

export interface MergedRun {
  readonly run: RunDocument;
  /** Files that the cases name, each with the run.json that it lies beside. */
  readonly files: ReadonlyArray<{ readonly beside: string; readonly file: string }>;
}

/**
 * The run of which these are the shards. It took as long as the longest of them, and is incomplete where one is missing or
 * incomplete, and where a case fell to none of them. `command` repeats the whole run, `notes` go before the shards' own.
 *
 * @throws UsageError for what are no shards of one run.
 */
export function mergeShards(
  shards: readonly ShardRun[],
  { command, notes = [] }: { readonly command: string; readonly notes?: readonly string[] },
): MergedRun {
  const { first, parts, of } = checkMergeable(shards);
  const runs = parts.map(({ run }) => run);
  const incomplete = whyIncomplete(runs, of);
  const merged = mergeCases(parts);
  const unrun = merged.filter(({ fate }) => fate === 'left').length;
  const inNone = `${unrun} ${unrun === 1 ? 'case' : 'cases'} fell to no shard: split with different options or durations?`;
  const reason = incomplete ?? (unrun > 0 ? inNone : undefined);
  const cases = merged.map(({ result }) => result);
  const requirements = mergeRequirements(runs, merged);
  const baseline = mergedBaseline(runs);
  const run: RunDocument = {
    format: first.format,
    tool: first.tool,
    startedAt: runs.map(({ startedAt }) => startedAt).sort()[0] ?? first.startedAt,
    durationMs: Math.max(...runs.map(({ durationMs }) => durationMs)),
    seed: first.seed,
    profile: first.profile,
    command,
    complete: reason === undefined,
    ...(reason === undefined ? {} : { incompleteReason: reason }),
    ...(baseline === undefined ? {} : { baseline }),
    target: mergedTarget(runs, of, notes),
    summary: summaryOf(requirements, cases, baseline),
    requirements,
    cases,
  };
  const files = merged.flatMap(({ path, result }) =>
    [result.transcript, result.trace].flatMap((file) => (file === undefined ? [] : [{ beside: path, file }])),
  );
  return { run, files };
}

function whyIncomplete(runs: readonly RunDocument[], of: number): string | undefined {
  const there = new Set(runs.map(({ shard }) => shard?.index));
  const missing = Array.from({ length: of }, (_, index) => index + 1).filter((index) => !there.has(index));
  const cutShort = runs.filter(({ complete }) => !complete);
  const reasons = [
    ...(missing.length === 0
      ? []
      : [`of ${of} shards ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`]),
    ...cutShort.map(
      ({ shard, incompleteReason }) => `shard ${shard?.index}: ${incompleteReason ?? 'it was cut short'}`,
    ),
  ];
  return reasons.length === 0 ? undefined : reasons.join('; ');
}

interface MergedCase {
  readonly result: CaseResult;
  /** `several` is what no shard has for itself, such as what is looked at after the cases; `left` ran nowhere. */
  readonly fate: 'one' | 'several' | 'left';
  /** The run.json that it is from. */
  readonly path: string;
}

interface Copy {
  readonly result: CaseResult;
  readonly path: string;
}

function mergeCases(parts: readonly ShardRun[]): readonly MergedCase[] {
  // A shard that was killed has not told of all its cases; the others tell of them where they belong.
  const longestFirst = [...parts].sort((a, b) => b.run.cases.length - a.run.cases.length);
  const copies = new Map<string, Copy[]>();
  for (const { run, path } of longestFirst) {
    for (const result of run.cases) {
      const known = copies.get(result.id);
      if (known === undefined) copies.set(result.id, [{ result, path }]);
      else known.push({ result, path });
    }
  }
  return [...copies.values()].flatMap((all) => {
    const [first, ...others] = all.filter(({ result }) => result.verdict !== 'skipped');
    if (first === undefined) return unrunOf(all);
    return others.length === 0 ? [{ ...first, fate: 'one' as const }] : [worstOf(first, others)];
  });
}

function unrunOf(copies: readonly Copy[]): readonly MergedCase[] {
  const [first] = copies;
  if (first === undefined) return [];
  const isSplit = copies.some(({ result }) => result.reason === IN_ANOTHER_SHARD);
  if (!isSplit) return [{ ...first, fate: 'one' }];
  // It fell to a shard that did not come to it, or to none.
  const cutShort = copies.find(({ result }) => !LEFT_OUT.test(result.reason ?? ''));
  if (cutShort !== undefined) return [{ ...cutShort, fate: 'one' }];
  return [{ ...first, result: { ...first.result, reason: 'in no shard that was merged' }, fate: 'left' }];
}

const LEFT_OUT = new RegExp(`^(${IN_ANOTHER_SHARD}$|not selected$|not in profile )`);

const WORST_FIRST: readonly CaseVerdict[] = ['fail', 'inconclusive', 'warn', 'pass', 'not-exercised', 'skipped'];

function worstOf(first: Copy, others: readonly Copy[]): MergedCase {
  const rank = ({ result }: Copy): number => WORST_FIRST.indexOf(result.verdict);
  const [worst = first, ...rest] = [first, ...others].sort((a, b) => rank(a) - rank(b));
  const findings = [...worst.result.findings];
  for (const finding of rest.flatMap(({ result }) => result.findings)) {
    if (findings.some((each) => saysTheSame(each, finding))) continue;
    // It points into a transcript that is not the one that is kept.
    const { at: _, ...elsewhere } = finding;
    findings.push(elsewhere);
  }
  return { result: { ...worst.result, findings }, fate: 'several', path: worst.path };
}

const saysTheSame = (a: Finding, b: Finding): boolean =>
  a.requirement === b.requirement && a.verdict === b.verdict && a.message === b.message && a.observed === b.observed;

function mergeRequirements(runs: readonly RunDocument[], cases: readonly MergedCase[]): readonly RequirementResult[] {
  const place = new Map(cases.map(({ result }, index) => [result.id, index]));
  const several = cases.flatMap(({ result, fate }) => (fate === 'several' ? [result] : []));
  const isSeveral = new Set(several.map(({ id }) => id));
  const unjudged = new Set(
    cases.flatMap(({ result }) => (result.verdict === 'inconclusive' ? result.requirements : [])),
  );
  const heads = new Map(runs.flatMap(({ requirements }) => requirements.map((each) => [each.id, each])));
  const parts = runs.map(({ requirements }) => new Map(requirements.map((each) => [each.id, each])));
  return [...heads.values()].map(({ id, level, basis }) => {
    const results = parts.flatMap((byId) => byId.get(id) ?? []);
    const exercised = results.reduce((sum, each) => sum + each.exercised, 0);
    const findings = [
      ...results.flatMap((each) => each.findings).filter((finding) => !isSeveral.has(finding.case)),
      ...several.flatMap((each) => each.findings).filter((finding) => finding.requirement === id),
    ].sort((a, b) => (place.get(a.case) ?? place.size) - (place.get(b.case) ?? place.size));
    const verdict = requirementVerdict(findings, exercised, unjudged.has(id));
    const parted = results.flatMap((each) => each.exercisedIn ?? []);
    const first = parted
      .flatMap((part) => part.first)
      .flatMap((caseId) => cases[place.get(caseId) ?? -1]?.result ?? []);
    const count = parted.reduce((sum, part) => sum + part.cases, 0);
    return { id, level, basis, verdict, exercised, ...exercisedIn(id, first, count), findings };
  });
}
