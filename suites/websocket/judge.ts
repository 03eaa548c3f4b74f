import { foldFindings, type CaseJudgement } from '../../harness/engine/verdicts.ts';
import type { Finding } from '../../harness/run.ts';
import type { Transcript } from '../../harness/wire/transcript.ts';
import { requirement, violationVerdict } from '../../specification/catalogue.ts';
import type { Rule, RuleFinding } from './rule.ts';
import { WEBSOCKET_RULES } from './rules.ts';
import { viewOf } from './view.ts';

/**
 * Judges a transcript, fresh or stored, by every rule of the suite. Pure.
 *
 * @param wanted ids of the requirements to judge; all where absent.
 */
export function judgeTranscript(transcript: Transcript, wanted?: ReadonlySet<string>): readonly CaseJudgement[] {
  const view = viewOf(transcript);
  return WEBSOCKET_RULES.filter((rule) => wanted?.has(rule.requirement) ?? true).map((rule) => {
    const { exercised, findings } = rule.judge(view);
    return {
      requirement: rule.requirement,
      exercised,
      findings: foldFindings(findings.map((finding) => toFinding(rule, finding, transcript.header.case))),
    };
  });
}

function toFinding(rule: Rule, finding: RuleFinding, caseId: string): Finding {
  const entry = requirement(rule.requirement);
  const verdict = entry === undefined ? 'fail' : violationVerdict(entry);
  return {
    requirement: rule.requirement,
    // What violates only one reading of the documents is never more than a warning.
    verdict: finding.reading === undefined ? verdict : 'warn',
    message: finding.message,
    expected: finding.expected,
    observed: finding.observed,
    ...(finding.reading === undefined ? {} : { reading: finding.reading }),
    case: caseId,
    ...(finding.at === undefined ? {} : { at: { event: finding.at.index, ms: finding.at.event.ms } }),
  };
}
