import type { KeywordCoverage } from '../../generators/configurations/index.ts';
import type { ExistingServices } from './existing.ts';
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
  readonly existing: Pick<ExistingServices, 'count' | 'read' | 'problem'>;
  /** A key is too short to be told from the words around it. */
  readonly hasShortKey: boolean;
}): readonly string[] {
  const { knowledge, model, keywords, leftovers, left, existing, hasShortKey } = facts;
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
  if (existing.problem !== undefined) lines.push(`What was there before the run is not known: ${existing.problem}.`);
  if (existing.count > 0) {
    const read = existing.read === existing.count ? 'they' : `${existing.read} of them`;
    lines.push(`${existing.count} services were there before the run; ${read} were read, and none was written.`);
  }
  if (hasShortKey) lines.push('A key of fewer than 12 characters is hidden only where it stands by itself.');
  if (leftovers.length > 0) lines.push(`Deleted from an earlier run: ${someOf(leftovers)}.`);
  if (left.length > 0) lines.push(`LEFT BEHIND, delete them with --clean-up: ${someOf(left)}.`);
  return lines;
}

const MOST_NAMED = 5;

/** A few names, and how many more there are. */
export function someOf(names: readonly string[]): string {
  const named = names.slice(0, MOST_NAMED).join(', ');
  return names.length > MOST_NAMED ? `${named} and ${names.length - MOST_NAMED} more` : named;
}
