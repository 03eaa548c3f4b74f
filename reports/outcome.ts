// What a verdict comes to where somebody else's tool counts passed and failed tests: junit.xml and ctrf.json must agree.
import type { BaselineProblem, CaseResult, CaseVerdict, Finding, RunDocument } from '../harness/run.ts';

/** `known`: it fails, and the baseline lists every reason. `undecided`: nothing could be said. */
export type Outcome = 'passed' | 'failed' | 'known' | 'skipped' | 'undecided';

interface Judged {
  readonly verdict: CaseVerdict;
  readonly findings: readonly Finding[];
}

const isKnown = ({ known }: Finding): boolean => known !== undefined;

/** How a requirement or case counts at the gate. */
export const outcomeOf = ({ verdict, findings }: Judged, strict: boolean): Outcome => {
  const counting = findings.filter((finding) => strict || finding.verdict === 'fail');
  if (counting.length > 0) return counting.every(isKnown) ? 'known' : 'failed';
  if (verdict === 'fail' || (verdict === 'warn' && strict)) return 'failed';
  if (verdict === 'skipped' || verdict === 'not-exercised') return 'skipped';
  return verdict === 'inconclusive' ? 'undecided' : 'passed';
};

/** A case that this run was never to make. A thousand of them would bury the few that were skipped for a reason. */
export const isLeftOut = ({ verdict, reason = '' }: CaseResult): boolean =>
  verdict === 'skipped' && /^(not selected|not in profile|in another shard)\b/.test(reason);

/** Whether cases were left out that the profile has: the verdict is then one on a part of the suite. */
export const isPartial = (run: RunDocument): boolean =>
  run.shard !== undefined || run.cases.some((each) => isLeftOut(each) && !/^not in profile/.test(each.reason ?? ''));

/** Why the run says nothing about the target as a whole, or undefined where it does. Without it, no failure looks like success. */
export const withoutVerdict = (run: RunDocument): string | undefined => {
  if (!run.complete) return `the run is incomplete: ${run.incompleteReason ?? 'it was cut short'}`;
  // A shard that was given no case did all that it was to do.
  const idle = run.shard !== undefined && run.cases.every(isLeftOut);
  return run.summary.verdict === 'none' && !idle ? 'the run put no requirement to the test' : undefined;
};

const withFindings = (run: RunDocument, wanted: (finding: Finding) => boolean): RunDocument => ({
  ...run,
  requirements: run.requirements.map((each) => ({ ...each, findings: each.findings.filter(wanted) })),
});

/** The run with the findings of its requirements that no baseline lists. */
export const unlistedFindings = (run: RunDocument): RunDocument => withFindings(run, (finding) => !isKnown(finding));

/** The run with the findings of its requirements that a baseline lists. */
export const listedFindings = (run: RunDocument): RunDocument => withFindings(run, isKnown);

export interface NamedProblem extends BaselineProblem {
  readonly name: string;
}

/** What is wrong with a baseline, each under a name of its own: entries may differ in nothing but what they say was found. */
export const namedProblems = (run: RunDocument): readonly NamedProblem[] => {
  const seen = new Map<string, number>();
  return (run.baseline?.problems ?? []).map((problem) => {
    const name = `${problem.requirement} in ${problem.case}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { ...problem, name: times === 1 ? name : `${name}, entry ${times}` };
  });
};
