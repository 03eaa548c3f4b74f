// From what the rules of a suite report to findings with a verdict: the same for every suite.
import { requirement, violationVerdict } from '../../specification/catalogue.ts';
import type { Finding } from '../run.ts';
import { type CaseJudgement, foldFindings } from './verdicts.ts';

/** A violation as a rule reports it; the engine adds the case and the verdict that level and basis allow. */
export interface RuleReport {
  readonly message: string;
  readonly expected: string;
  readonly observed: string;
  /** The event of the transcript that shows it, with its index there. */
  readonly at?: { readonly index: number; readonly event: { readonly ms: number } };
  /** What it tells of, where it tells of several things at once. */
  readonly sorts?: readonly string[];
  /** Set where only one reading makes it a violation: the finding is then a warning at most. */
  readonly reading?: string;
}

/** What the rules of every suite have in common: one requirement, judged over the suite's view of a transcript. */
export interface ViewRule<View, Report extends RuleReport> {
  readonly requirement: string;
  readonly judge: (view: View) => { readonly exercised: number; readonly findings: readonly Report[] };
}

/**
 * Judges a view by every rule. Pure.
 *
 * @param options.wanted ids of the requirements to judge; all where absent.
 * @param options.admits whether a report counts; all do where absent.
 */
export function judgeView<View, Report extends RuleReport>(
  rules: ReadonlyArray<ViewRule<View, Report>>,
  view: View,
  options: {
    readonly caseId: string;
    readonly wanted?: ReadonlySet<string> | undefined;
    readonly admits?: (requirementId: string, report: Report) => boolean;
  },
): readonly CaseJudgement[] {
  const { caseId, wanted, admits = () => true } = options;
  return rules
    .filter((rule) => wanted?.has(rule.requirement) ?? true)
    .map((rule) => {
      const { exercised, findings } = rule.judge(view);
      const admitted = findings.filter((report) => admits(rule.requirement, report));
      return { requirement: rule.requirement, exercised, findings: toFindings(rule.requirement, caseId, admitted) };
    });
}

/** Reports of one requirement as findings of a case; those that say the same are folded into one. */
export function toFindings(requirementId: string, caseId: string, reports: readonly RuleReport[]): readonly Finding[] {
  return foldFindings(reports.map((report) => toFinding(requirementId, caseId, report)));
}

function toFinding(requirementId: string, caseId: string, report: RuleReport): Finding {
  const { message, expected, observed, reading, sorts, at } = report;
  const entry = requirement(requirementId);
  const verdict = entry === undefined ? 'fail' : violationVerdict(entry);
  return {
    requirement: requirementId,
    // What violates only one reading of the documents is never more than a warning.
    verdict: reading === undefined ? verdict : 'warn',
    message: message.charAt(0).toUpperCase() + message.slice(1),
    expected,
    observed,
    ...(reading === undefined ? {} : { reading }),
    case: caseId,
    ...(at === undefined ? {} : { at: { event: at.index, ms: at.event.ms } }),
    ...(sorts === undefined ? {} : { sorts: [...new Set(sorts)].sort() }),
  };
}
