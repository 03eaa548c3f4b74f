// Verdicts from findings: pure, one place. Nothing unrun is ever green.

import type { Requirement } from '../../specification/types.ts';
import type {
  BaselineUse,
  CaseResult,
  CaseVerdict,
  Finding,
  RequirementResult,
  RequirementVerdict,
  RunDocument,
} from '../run.ts';
import { exercisedIn } from './exercised-in.ts';

/** What one case said about one requirement. */
export interface CaseJudgement {
  readonly requirement: string;
  readonly exercised: number;
  readonly findings: readonly Finding[];
}

export interface JudgedCase {
  readonly result: CaseResult;
  readonly judgements: readonly CaseJudgement[];
}

/** The verdict of a case: its worst finding; `pass` only where something it is made for was exercised. */
export function caseVerdict(
  requirements: readonly string[],
  judgements: readonly CaseJudgement[],
  couldNotJudge: boolean,
): CaseVerdict {
  const verdicts = new Set(judgements.flatMap((judgement) => judgement.findings.map((finding) => finding.verdict)));
  if (verdicts.has('fail')) return 'fail';
  if (couldNotJudge) return 'inconclusive';
  if (verdicts.has('warn')) return 'warn';
  const exercised = judgements.some(
    (judgement) =>
      judgement.exercised > 0 && (requirements.length === 0 || requirements.includes(judgement.requirement)),
  );
  return exercised ? 'pass' : 'not-exercised';
}

/** One result for every requirement of the suite, in catalogue order. */
export function requirementResults(
  catalogue: readonly Requirement[],
  cases: readonly JudgedCase[],
): readonly RequirementResult[] {
  interface Total {
    exercised: number;
    readonly cases: CaseResult[];
    readonly findings: Finding[];
  }
  const totals = new Map<string, Total>();
  for (const { result, judgements } of cases) {
    for (const { requirement, exercised, findings } of judgements) {
      const total = totals.get(requirement) ?? { exercised: 0, cases: [], findings: [] };
      total.exercised += exercised;
      if (exercised > 0) total.cases.push(result);
      total.findings.push(...findings);
      totals.set(requirement, total);
    }
  }
  const inconclusive = cases.filter(({ result }) => result.verdict === 'inconclusive');
  return catalogue.map((requirement) => {
    const { exercised = 0, cases: exercisedBy = [], findings = [] } = totals.get(requirement.id) ?? {};
    const undecided = inconclusive.some(({ result }) => result.requirements.includes(requirement.id));
    return {
      id: requirement.id,
      level: requirement.level,
      basis: requirement.basis,
      verdict: requirementVerdict(findings, exercised, undecided),
      exercised,
      ...exercisedIn(requirement.id, exercisedBy),
      findings,
    };
  });
}

/** Worst finding first; what is undecided passes no more, and `pass` is only what was exercised. */
export function requirementVerdict(
  findings: readonly Finding[],
  exercised: number,
  undecided: boolean,
): RequirementVerdict {
  if (findings.some((finding) => finding.verdict === 'fail')) return 'fail';
  if (findings.length > 0) return 'warn';
  if (exercised > 0) return 'pass';
  return undecided ? 'inconclusive' : 'not-exercised';
}

/** Counts by verdict, and the gate: `none` where nothing was exercised at all, and what is known does not fail. */
export function summaryOf(
  requirements: readonly RequirementResult[],
  cases: readonly CaseResult[],
  baseline?: Pick<BaselineUse, 'problems'>,
): RunDocument['summary'] {
  const byRequirement = { pass: 0, fail: 0, warn: 0, 'not-exercised': 0, inconclusive: 0 };
  for (const { verdict } of requirements) byRequirement[verdict]++;
  const byCase = { pass: 0, fail: 0, warn: 0, skipped: 0, inconclusive: 0, 'not-exercised': 0 };
  for (const { verdict } of cases) byCase[verdict]++;
  const exercised = byRequirement.pass + byRequirement.fail + byRequirement.warn;
  const fails =
    requirements.some(({ findings }) =>
      findings.some(({ verdict, known }) => verdict === 'fail' && known === undefined),
    ) ||
    (baseline !== undefined && baseline.problems.length > 0);
  return {
    verdict: fails ? 'fail' : exercised > 0 ? 'pass' : 'none',
    requirements: byRequirement,
    cases: byCase,
  };
}

/**
 * What a finding says, in words that stay the same from run to run: `fail: A frame of # bytes`, every number as `#`, and
 * what is counted by one in the singular, so that one file and two files are no different.
 */
export function signatureOf({ verdict, reading, message, sorts = [] }: Said): string {
  const said = message.replace(/\d+/g, '#').replace(/(# (?:\p{L}+ )??\p{L}{2,}?)s\b/gu, '$1');
  return `${verdict}: ${said}${sortsText(sorts)}${reading === undefined ? '' : ` (${reading})`}`;
}

type Said = Pick<Finding, 'verdict' | 'reading' | 'message' | 'sorts'>;

const MOST_SORTS = 12;

/** `: %, space`: what tells of more is another finding. */
function sortsText(sorts: readonly string[]): string {
  if (sorts.length === 0) return '';
  const more = sorts.length - MOST_SORTS;
  return `: ${sorts.slice(0, MOST_SORTS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Folds findings that say the same into one with a count. The first is kept: it is nearest the cause. */
export function foldFindings(findings: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, { first: Finding; count: number }>();
  for (const finding of findings) {
    const key = `${finding.requirement} ${signatureOf(finding)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: finding, count: 1 });
    else group.count++;
  }
  return [...groups.values()].map(({ first, count }) => (count === 1 ? first : { ...first, count }));
}
