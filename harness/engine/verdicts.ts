// Verdicts from findings: pure, one place. Nothing unrun is ever green.

import type { Requirement } from '../../specification/types.ts';
import type { CaseResult, CaseVerdict, Finding, RequirementResult, RequirementVerdict, RunDocument } from '../run.ts';

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
  const totals = new Map<string, { exercised: number; readonly findings: Finding[] }>();
  for (const { requirement, exercised, findings } of cases.flatMap(({ judgements }) => judgements)) {
    const total = totals.get(requirement) ?? { exercised: 0, findings: [] };
    total.exercised += exercised;
    total.findings.push(...findings);
    totals.set(requirement, total);
  }
  const inconclusive = cases.filter(({ result }) => result.verdict === 'inconclusive');
  return catalogue.map((requirement) => {
    const { exercised = 0, findings = [] } = totals.get(requirement.id) ?? {};
    const undecided = inconclusive.some(({ result }) => result.requirements.includes(requirement.id));
    return {
      id: requirement.id,
      level: requirement.level,
      basis: requirement.basis,
      verdict: requirementVerdict(findings, exercised, undecided),
      exercised,
      findings,
    };
  });
}

function requirementVerdict(findings: readonly Finding[], exercised: number, undecided: boolean): RequirementVerdict {
  if (findings.some((finding) => finding.verdict === 'fail')) return 'fail';
  if (findings.length > 0) return 'warn';
  if (exercised > 0) return 'pass';
  return undecided ? 'inconclusive' : 'not-exercised';
}

/** Counts by verdict, and the run's own: `none` where nothing was exercised at all. */
export function summaryOf(
  requirements: readonly RequirementResult[],
  cases: readonly CaseResult[],
): RunDocument['summary'] {
  const byRequirement = { pass: 0, fail: 0, warn: 0, 'not-exercised': 0, inconclusive: 0 };
  for (const { verdict } of requirements) byRequirement[verdict]++;
  const byCase = { pass: 0, fail: 0, warn: 0, skipped: 0, inconclusive: 0, 'not-exercised': 0 };
  for (const { verdict } of cases) byCase[verdict]++;
  const exercised = byRequirement.pass + byRequirement.fail + byRequirement.warn;
  return {
    verdict: byRequirement.fail > 0 ? 'fail' : exercised > 0 ? 'pass' : 'none',
    requirements: byRequirement,
    cases: byCase,
  };
}

/** Folds findings that say the same (numbers aside) into one with a count. The first is kept: it is nearest the cause. */
export function foldFindings(findings: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, { first: Finding; count: number }>();
  for (const finding of findings) {
    const key = `${finding.requirement} ${finding.verdict} ${finding.reading ?? ''} ${finding.message.replace(/\d+/g, '#')}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: finding, count: 1 });
    else group.count++;
  }
  return [...groups.values()].map(({ first, count }) => (count === 1 ? first : { ...first, count }));
}
