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

/** Why a case cannot be judged whatever its rules found: rubbish or unknown ids instead of answers (reading R48). */
export function whyInconclusive({ events }: ProbeTranscript): string | undefined {
  const strange = events.flatMap((event) =>
    event.kind === 'probe' && isStrange(event) && event.failure !== undefined ? [event.failure.message] : [],
  );
  const [first] = strange;
  if (first === undefined) return undefined;
  return strange.length === 1
    ? `an answer was none: ${first}`
    : `${strange.length} answers were none; the first: ${first}`;
}
