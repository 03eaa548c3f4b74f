// A run as tests of a test runner see it: of each requirement whether it passes, fails or is skipped, and in which words.
import type { RequirementResult, RunDocument } from '../harness/run.ts';
import type { Requirement } from '../specification/types.ts';
import { commandLine, repetition } from './command.ts';
import { type FindingGroup, findingGroups } from './finding-groups.ts';
import { printable, shortened } from './printable.ts';
import { whyIdle } from './why-idle.ts';

export type RequirementOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly note: string }
  | { readonly kind: 'failed'; readonly text: string };

export interface OutcomeOptions {
  /** Warnings fail too. */
  readonly strict: boolean;
  /** What is told of: others have nobody to tell of them. */
  readonly requirements: readonly Requirement[];
  /** Where run.json lies. */
  readonly folder: string;
}

const LONGEST_TEXT = 500;
/** Findings that say different things, shown of one requirement. */
const SHOWN = 3;

const told = (text: string): string => shortened(printable(text), LONGEST_TEXT);

const label = (name: string, text: string): string => `  ${name.padEnd(9)} ${text}`;

/** Why none of the run may be called green, or undefined. */
const withoutVerdict = (run: RunDocument, { requirements }: OutcomeOptions): string | undefined => {
  if (!run.complete) return `the run is incomplete: ${told(run.incompleteReason ?? 'it was cut short')}`;
  if (run.summary.verdict === 'none') return 'the run put no requirement to the test';
  const ids = new Set(requirements.map(({ id }) => id));
  const unheard = run.baseline?.problems.find(({ requirement }) => !ids.has(requirement));
  if (unheard !== undefined) return `the baseline does not fit: ${told(unheard.message)}; ${told(unheard.change)}`;
  const result = run.requirements.find((each) => !ids.has(each.id) && each.verdict === 'fail');
  const finding = result?.findings.find((each) => each.verdict === 'fail' && each.known === undefined);
  return finding === undefined ? undefined : `${finding.requirement} fails as well: ${told(finding.message)}`;
};

const groupText = (run: RunDocument, { example, cases, violations }: FindingGroup): readonly string[] => {
  const others = cases.length > 1 ? ` and ${cases.length - 1} more` : '';
  const times = violations > 1 ? `, ${violations} times` : '';
  return [
    label('finding', `${told(example.message)}${times}`),
    label('expected', told(example.expected)),
    label('observed', told(example.observed)),
    ...(example.reading === undefined ? [] : [label('reading', told(example.reading))]),
    label('case', `${printable(example.case)}${others}`),
    label('repeat', printable(commandLine(repetition(run, example.case)))),
  ];
};

const failureText = (
  run: RunDocument,
  result: RequirementResult,
  requirement: Requirement,
  { strict, folder }: OutcomeOptions,
): string => {
  const [all] = findingGroups({ ...run, requirements: [result] });
  const groups = [...(all?.shown ?? []), ...(all?.hidden ?? [])].filter(
    ({ example }) => example.known === undefined && (strict || example.verdict === 'fail'),
  );
  const { document, section } = requirement.source;
  const rest = groups.length - SHOWN;
  return [
    requirement.statement,
    label('level', `${requirement.level.toUpperCase()}, ${requirement.basis}`),
    label('source', `${document}, ${section}`),
    ...groups.slice(0, SHOWN).flatMap((group) => groupText(run, group)),
    ...(rest > 0 ? [label('', `and ${rest} more`)] : []),
    label('remedy', requirement.remedy),
    label('files', `${folder}/run.json`),
  ].join('\n');
};

const outcomeOf = (
  run: RunDocument,
  requirement: Requirement,
  options: OutcomeOptions,
  noVerdict: string | undefined,
): RequirementOutcome => {
  const result = run.requirements.find(({ id }) => id === requirement.id);
  const problems = run.baseline?.problems.filter((problem) => problem.requirement === requirement.id) ?? [];
  const counts = ({ verdict, known }: RequirementResult['findings'][number]): boolean =>
    known === undefined && (verdict === 'fail' || options.strict);
  if (result?.findings.some(counts)) return { kind: 'failed', text: failureText(run, result, requirement, options) };
  const [problem] = problems;
  if (problem !== undefined)
    return { kind: 'failed', text: `${told(problem.message)}\n${label('change', told(problem.change))}` };
  if (noVerdict !== undefined) return { kind: 'failed', text: `No verdict: ${noVerdict}` };
  switch (result?.verdict) {
    case 'pass':
    case 'warn':
    case 'fail':
      return { kind: 'passed' };
    case 'inconclusive':
      return { kind: 'skipped', note: 'inconclusive: this machine was too busy to tell' };
    default:
      return { kind: 'skipped', note: `not exercised: ${told(whyIdle(run, requirement.id, requirement))}` };
  }
};

/**
 * The outcome of each requirement. Where the run as a whole has no verdict, none of them passes: what did not run is not
 * green.
 */
export const requirementOutcomes = (
  run: RunDocument,
  options: OutcomeOptions,
): ReadonlyMap<string, RequirementOutcome> => {
  const noVerdict = withoutVerdict(run, options);
  return new Map(
    options.requirements.map((requirement) => [requirement.id, outcomeOf(run, requirement, options, noVerdict)]),
  );
};
