import { type CaseJudgement, foldFindings } from '../../harness/engine/verdicts.ts';
import type { Finding } from '../../harness/run.ts';
import type { Transcript } from '../../harness/wire/transcript.ts';
import { requirement, violationVerdict } from '../../specification/catalogue.ts';
import type { CaseView, Rule, RuleFinding } from './rule.ts';
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
      findings: foldFindings(
        findings
          .filter((finding) => !isAnswerToBreach(view, rule, finding))
          .map((finding) => toFinding(rule, finding, transcript.header.case)),
      ),
    };
  });
}

/**
 * Aculab Cloud never breaks the protocol, so what a server says to a Cloud that just did so cannot show it at fault: an
 * echo of a frame that is too long is too long. Only whether the service outlives the breach is judged.
 */
function isAnswerToBreach(view: CaseView, rule: Rule, { at }: RuleFinding): boolean {
  if (at === undefined || /^ws\.(survives|isolates)\./.test(rule.requirement)) return false;
  const spoiledAt = view.calls.find(({ call }) => call === at.event.call)?.spoiledAt;
  return spoiledAt !== undefined && spoiledAt.index < at.index;
}

function toFinding(rule: Rule, finding: RuleFinding, caseId: string): Finding {
  const entry = requirement(rule.requirement);
  const verdict = entry === undefined ? 'fail' : violationVerdict(entry);
  return {
    requirement: rule.requirement,
    // What violates only one reading of the documents is never more than a warning.
    verdict: finding.reading === undefined ? verdict : 'warn',
    message: finding.message.charAt(0).toUpperCase() + finding.message.slice(1),
    expected: finding.expected,
    observed: finding.observed,
    ...(finding.reading === undefined ? {} : { reading: finding.reading }),
    case: caseId,
    ...(finding.at === undefined ? {} : { at: { event: finding.at.index, ms: finding.at.event.ms } }),
  };
}
