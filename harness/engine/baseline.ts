// A run held against a baseline: which findings are known, and which entries do not fit the run any more.
//
// An entry is out of date only where the run could have shown its finding: under the baseline's own seed and profile,
// where its case was judged and its requirement was put to the test.
import { nearestIds } from '../../specification/nearest.ts';
import type { BaselineProblem, BaselineUse, CaseResult, Finding, RequirementResult, RunDocument } from '../run.ts';
import type { Baseline, BaselineEntry } from './baseline-file.ts';
import { signatureOf } from './verdicts.ts';

/** The results of a run, which a baseline marks. */
type Results = Pick<RunDocument, 'requirements' | 'cases'>;

export interface BaselineContext extends Pick<RunDocument, 'seed' | 'profile'> {
  /** Ids of all cases that the suite has; undefined where only some are known, as in a replay. */
  readonly caseIds: readonly string[] | undefined;
  /** Entries that expired before this moment are of no use any more. */
  readonly now: Date;
}

/** The results with what is known marked as such, and what became of the baseline. Pure. */
export function applyBaseline(
  baseline: Baseline,
  results: Results,
  context: BaselineContext,
): Results & { readonly baseline: BaselineUse } {
  const marked = marker(baseline, context.now);
  const listed = new Set(baseline.entries.map((entry) => keyOf(entry, entry.signature)));
  const problems = baseline.entries.map((entry, index) =>
    problemOf({ baseline, listed, index, results, context }, entry),
  );
  return {
    requirements: results.requirements.map((each) => ({ ...each, findings: each.findings.map(marked) })),
    cases: results.cases.map((each) => ({ ...each, findings: each.findings.map(marked) })),
    baseline: {
      file: baseline.file,
      entries: baseline.entries.length,
      met: problems.filter((problem) => problem === 'met').length,
      problems: problems.filter((problem) => typeof problem === 'object'),
    },
  };
}

/** Marks single findings; the same finding becomes the same marked one each time. */
export function marker(baseline: Baseline, now: Date): (finding: Finding) => Finding {
  const entries = new Map(baseline.entries.map((entry) => [keyOf(entry, entry.signature), entry]));
  const marked = new Map<Finding, Finding>();
  return (finding) => {
    const before = marked.get(finding);
    if (before !== undefined) return before;
    const entry = entries.get(keyOf(finding, signatureOf(finding)));
    const after = entry === undefined || isExpired(entry, now) ? finding : { ...finding, known: knownBy(entry) };
    marked.set(finding, after);
    return after;
  };
}

/** What identifies a finding from run to run. */
export const keyOf = (of: { readonly requirement: string; readonly case: string }, signature: string): string =>
  JSON.stringify([of.requirement, of.case, signature]);

const knownBy = ({ reason, issue, expires }: BaselineEntry): NonNullable<Finding['known']> => ({
  reason,
  ...(issue === undefined ? {} : { issue }),
  ...(expires === undefined ? {} : { expires }),
});

const isExpired = ({ expires }: BaselineEntry, now: Date): boolean =>
  expires !== undefined && now.toISOString().slice(0, 10) > expires;

/** Whether all of a case's findings are there: one that could not be judged to its end may have had more. */
export const wasJudged = ({ verdict, reason }: CaseResult): boolean =>
  verdict === 'fail' ? reason === undefined : verdict !== 'skipped' && verdict !== 'inconclusive';

/** Whether a requirement was put to the test, and something came of it. */
export const wasExercised = ({ exercised, verdict }: RequirementResult): boolean =>
  exercised > 0 && verdict !== 'inconclusive';

interface Applied {
  readonly baseline: Baseline;
  /** Keys of all its entries. */
  readonly listed: ReadonlySet<string>;
  readonly index: number;
  readonly results: Results;
  readonly context: BaselineContext;
}

/** `met`: its finding came; `open`: the run says nothing about it. */
function problemOf(applied: Applied, entry: BaselineEntry): BaselineProblem | 'met' | 'open' {
  const { baseline, listed, index, results, context } = applied;
  const problem = (
    kind: BaselineProblem['kind'],
    message: string,
    member: keyof BaselineEntry | undefined,
    change: string,
  ): BaselineProblem => {
    const entryLine = baseline.lines.get(`/entries/${index}`) ?? 1;
    const line = member === undefined ? entryLine : (baseline.lines.get(`/entries/${index}/${member}`) ?? entryLine);
    const { requirement, case: caseId } = entry;
    return { kind, requirement, case: caseId, message, change: `${baseline.file}:${line}: ${change}` };
  };

  const expired = (change: string): BaselineProblem =>
    problem('expired', `it was put up with until ${entry.expires}: ${entry.reason}`, 'expires', change);

  const requirement = results.requirements.find(({ id }) => id === entry.requirement);
  if (requirement === undefined) {
    const near = nearest(
      entry.requirement,
      results.requirements.map(({ id }) => id),
    );
    const change = near === undefined ? 'remove this entry' : `write ${near}, or remove this entry`;
    return problem('unknown-requirement', `there is no requirement ${entry.requirement}`, 'requirement', change);
  }
  const found = requirement.findings.filter((finding) => finding.case === entry.case);
  if (found.some((finding) => signatureOf(finding) === entry.signature)) {
    return isExpired(entry, context.now) ? expired('mend the target, or write a later day and why') : 'met';
  }
  if (context.seed !== baseline.seed || context.profile !== baseline.profile) return 'open';

  const judged = results.cases.find(({ id }) => id === entry.case);
  if (judged === undefined) {
    if (context.caseIds === undefined || context.caseIds.includes(entry.case)) return 'open';
    const near = nearest(entry.case, context.caseIds);
    const change = near === undefined ? 'remove this entry' : `write ${near}, or remove this entry`;
    return problem('unknown-case', `there is no case ${entry.case}`, 'case', change);
  }
  if (!wasJudged(judged) || !wasExercised(requirement)) {
    // It ran and could not tell: else what is never put to the test again would be put up with for ever.
    const isOver = judged.verdict !== 'skipped' && isExpired(entry, context.now);
    return isOver ? expired('remove this entry, or write a later day and why') : 'open';
  }
  const other = found.map(signatureOf).find((signature) => !listed.has(keyOf(entry, signature)));
  if (other === undefined) return problem('passes', 'the case ran and did not show it', undefined, 'remove this entry');
  const message = `it differs: ${JSON.stringify(other)} instead of ${JSON.stringify(entry.signature)}`;
  return problem('differs', message, 'signature', `write ${JSON.stringify(other)} if that is the same, and why`);
}

const nearest = (text: string, ids: readonly string[]): string | undefined => nearestIds(text, ids, 1)[0];
