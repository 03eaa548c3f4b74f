// Test support: the rules for frames, messages and plays together, so that every test also sees what else turned.
import type { Judgement } from '../rule.ts';
import type { TranscriptBuilder } from '../transcript.fixture.ts';
import { frameFormRules } from './frame-form.ts';
import { frameLimitRules } from './frame-limit.ts';
import { messageFormRules } from './message-form.ts';
import { playFormatRules } from './play-format.ts';
import { playOrderRules } from './play-order.ts';
import { playPacingRules } from './play-pacing.ts';
import { playQueueRules } from './play-queue.ts';
import { playSamplesRules } from './play-samples.ts';

const RULES = [
  ...frameFormRules,
  ...frameLimitRules,
  ...messageFormRules,
  ...playFormatRules,
  ...playOrderRules,
  ...playPacingRules,
  ...playQueueRules,
  ...playSamplesRules,
];

/** What one rule says. */
export function judge(requirement: string, built: TranscriptBuilder): Judgement {
  const rule = RULES.find((candidate) => candidate.requirement === requirement);
  if (rule === undefined) throw new Error(`no rule for ${requirement}`);
  return rule.judge(built.view());
}

/** The requirements that are violated, each once for each finding, with the reading where only one is violated. */
export function violations(built: TranscriptBuilder): readonly string[] {
  const view = built.view();
  return RULES.flatMap(({ requirement, judge: judgeView }) =>
    judgeView(view).findings.map(({ reading }) =>
      reading === undefined ? requirement : `${requirement} (${reading})`,
    ),
  );
}
