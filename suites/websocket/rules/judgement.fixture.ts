// Test support: one rule's judgement of a hand-made transcript, as a case that is made for certain requirements.
import type { Judgement } from '../rule.ts';
import { WEBSOCKET_RULES } from '../rules.ts';
import type { TranscriptBuilder } from '../transcript.fixture.ts';
import { viewOf } from '../view.ts';

/** What one rule says of a case that declares the requirement, or the ones given. */
export function judgementOf(
  requirement: string,
  built: TranscriptBuilder,
  declared: readonly string[] = [requirement],
): Judgement {
  const rule = WEBSOCKET_RULES.find((candidate) => candidate.requirement === requirement);
  if (rule === undefined) throw new Error(`no rule for ${requirement}`);
  const { header, events } = built.build();
  return rule.judge(viewOf({ header: { ...header, requirements: declared }, events }));
}

/** `pass`, `not exercised`, or what was observed instead. */
export function outcomeOf(
  requirement: string,
  built: TranscriptBuilder,
  declared: readonly string[] = [requirement],
): string {
  const { exercised, findings } = judgementOf(requirement, built, declared);
  const [first] = findings;
  if (first !== undefined) {
    if (exercised === 0) throw new Error(`${requirement} was violated without being exercised`);
    return `violated: ${first.observed}`;
  }
  return exercised > 0 ? 'pass' : 'not exercised';
}
