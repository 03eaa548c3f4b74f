import { judgeView } from '../../harness/engine/judge.ts';
import type { CaseJudgement } from '../../harness/engine/verdicts.ts';
import type { Transcript } from '../../harness/wire/transcript.ts';
import type { CaseView, RuleFinding } from './rule.ts';
import { WEBSOCKET_RULES } from './rules.ts';
import { viewOf } from './view.ts';

/**
 * Judges a transcript, fresh or stored, by every rule of the suite. Pure.
 *
 * @param wanted ids of the requirements to judge; all where absent.
 */
export function judgeTranscript(transcript: Transcript, wanted?: ReadonlySet<string>): readonly CaseJudgement[] {
  const view = viewOf(transcript);
  return judgeView(WEBSOCKET_RULES, view, {
    caseId: transcript.header.case,
    wanted,
    admits: (requirementId, finding) => !isAnswerToBreach(view, requirementId, finding),
  });
}

/**
 * Aculab Cloud never breaks the protocol, so what a server says to a Cloud that just did so cannot show it at fault: an
 * echo of a frame that is too long is too long. Only whether the service outlives the breach is judged.
 */
function isAnswerToBreach(view: CaseView, requirementId: string, { at }: RuleFinding): boolean {
  if (at === undefined || /^ws\.(survives|isolates)\./.test(requirementId)) return false;
  const spoiledAt = view.calls.find(({ call }) => call === at.event.call)?.spoiledAt;
  return spoiledAt !== undefined && spoiledAt.index < at.index;
}
