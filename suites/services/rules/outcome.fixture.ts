// Test support: what one rule says of a transcript written by hand.
import { KNOWLEDGE, transcriptOf } from '../exchange.fixture.ts';
import type { TargetKnowledge } from '../knowledge.ts';
import type { Judgement, Rule } from '../rule.ts';
import { viewOf } from '../view.ts';

export type Exchanges = Parameters<typeof transcriptOf>[0];

export function judgementOf(
  rules: readonly Rule[],
  requirement: string,
  exchanges: Exchanges,
  knowledge: TargetKnowledge = KNOWLEDGE,
): Judgement {
  const rule = rules.find((candidate) => candidate.requirement === requirement);
  if (rule === undefined) throw new Error(`no rule for ${requirement}`);
  return rule.judge(viewOf(transcriptOf(exchanges), knowledge));
}

/** `pass`, `not exercised`, or what was observed instead, with the reading where only one is violated. */
export function outcomeOf(
  rules: readonly Rule[],
  requirement: string,
  exchanges: Exchanges,
  knowledge?: TargetKnowledge,
): string {
  const { exercised, findings } = judgementOf(rules, requirement, exchanges, knowledge);
  const [first] = findings;
  if (first === undefined) return exercised > 0 ? 'pass' : 'not exercised';
  if (exercised === 0) throw new Error(`${requirement} was violated without being exercised`);
  return `violated${first.reading === undefined ? '' : ` (${first.reading})`}: ${first.observed}`;
}

/** The ids of the requirements that a transcript violates, each once for each finding. */
export function violationsOf(rules: readonly Rule[], exchanges: Exchanges, knowledge: TargetKnowledge = KNOWLEDGE) {
  const view = viewOf(transcriptOf(exchanges), knowledge);
  return rules.flatMap(({ requirement, judge }) => judge(view).findings.map(() => requirement));
}
