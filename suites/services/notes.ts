import type { KeywordCoverage } from '../../generators/configurations/index.ts';
import type { TargetKnowledge } from './knowledge.ts';
import type { ConfigurationModel } from './model/configuration-model.ts';

/** Facts about the target and the run that a reader of the report should know, one line each. */
export function runNotes(facts: {
  readonly knowledge: TargetKnowledge;
  readonly model: ConfigurationModel;
  readonly keywords: KeywordCoverage;
  /** Names of services that an earlier run left and this one deleted. */
  readonly leftovers: readonly string[];
  /** Names of services that could not be deleted. */
  readonly left: readonly string[];
  /** Services that were there before. */
  readonly existing: number;
}): readonly string[] {
  const { knowledge, model, keywords, leftovers, left, existing } = facts;
  const lines: string[] = [];
  const places = model.schema.places().length;
  if (knowledge.schema === undefined) lines.push('The target gave no schema: only published rules were judged.');
  else if (!model.schema.usable) lines.push(`The schema cannot be used: ${model.schema.problems.join('; ')}.`);
  else lines.push(`Its schema has ${places} options; exercised: ${keywords.summary()}.`);
  const learned = [
    ...(knowledge.minimalUas === undefined ? [] : ['UAS']),
    ...(knowledge.minimalRest === undefined ? [] : ['REST']),
  ];
  if (learned.length < 2) {
    const missing = ['UAS', 'REST'].filter((type) => !learned.includes(type));
    lines.push(
      `A minimal ${missing.join(' and a minimal ')} service could not be written and read back: their defaults are unknown.`,
    );
  }
  if (existing > 0) lines.push(`${existing} services were there before the run; they were read and not written.`);
  if (leftovers.length > 0) lines.push(`Deleted from an earlier run: ${leftovers.join(', ')}.`);
  if (left.length > 0) lines.push(`LEFT BEHIND, delete them with --clean-up: ${left.join(', ')}.`);
  return lines;
}
