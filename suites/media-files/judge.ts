import { judgeView } from '../../harness/engine/judge.ts';
import type { CaseJudgement } from '../../harness/engine/verdicts.ts';
import type { ProbeTranscript } from '../../harness/roles/file-client/probe.ts';
import { MEDIA_FILES_RULES } from './rules.ts';
import { isStrange } from './view/answer.ts';
import { viewOf } from './view.ts';

/**
 * Judges a transcript, fresh or stored, by every rule of the suite. Pure.
 *
 * @param wanted ids of the requirements to judge; all where absent.
 */
export function judgeTranscript(transcript: ProbeTranscript, wanted?: ReadonlySet<string>): readonly CaseJudgement[] {
  return judgeView(MEDIA_FILES_RULES, viewOf(transcript), { caseId: transcript.header.case, wanted });
}

/** What came instead of answers: rubbish and unknown ids (reading R48), in their words. */
export const strangeAnswers = ({ events }: ProbeTranscript): readonly string[] =>
  events.flatMap((event) =>
    event.kind === 'probe' && isStrange(event) && event.failure !== undefined ? [event.failure.message] : [],
  );

/** Why a case cannot be judged whatever its rules found. */
export function whyInconclusive(transcript: ProbeTranscript): string | undefined {
  const strange = strangeAnswers(transcript);
  const [first] = strange;
  if (first === undefined) return undefined;
  return strange.length === 1
    ? `an answer was none: ${first}`
    : `${strange.length} answers were none; the first: ${first}`;
}
