// Test support: what one rule says of a transcript written by hand.
import type { ProbeTranscript } from '../../../harness/roles/file-client/probe.ts';
import { type Probes, transcriptOf } from '../probe.fixture.ts';
import type { Judgement } from '../rule.ts';
import { MEDIA_FILES_RULES } from '../rules.ts';
import { viewOf } from '../view.ts';

type BindingKind = ProbeTranscript['header']['binding'];

export function judgementOf(requirement: string, probes: Probes, binding?: BindingKind): Judgement {
  const rule = MEDIA_FILES_RULES.find((candidate) => candidate.requirement === requirement);
  if (rule === undefined) throw new Error(`no rule for ${requirement}`);
  return rule.judge(viewOf(transcriptOf(probes, binding)));
}

/** `not exercised`, `pass`, or the messages of the findings. */
export function outcomeOf(requirement: string, probes: Probes, binding?: BindingKind): string {
  const { exercised, findings } = judgementOf(requirement, probes, binding);
  if (findings.length === 0) return exercised > 0 ? 'pass' : 'not exercised';
  if (exercised === 0) throw new Error(`${requirement} was violated without being exercised`);
  return findings.map(({ message }) => message).join('; ');
}

/** Ids of the requirements that a transcript violates. */
export function violationsOf(probes: Probes, binding?: BindingKind): readonly string[] {
  const view = viewOf(transcriptOf(probes, binding));
  return MEDIA_FILES_RULES.filter(({ judge }) => judge(view).findings.length > 0).map(({ requirement }) => requirement);
}
