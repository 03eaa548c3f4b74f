// A rule that fails in every case would print a thousand blocks that say one thing. Findings are told once for each
// requirement and kind of case, with the first as the example.
import type { Finding, RequirementResult, RunDocument } from '../harness/run.ts';

/** Blocks shown for one requirement; the rest is named in a line. */
const BLOCKS_PER_REQUIREMENT = 3;

/** Findings of one requirement in one kind of case. */
export interface FindingGroup {
  readonly requirement: RequirementResult;
  /** Kind of case: the first segment of the id. */
  readonly kind: string;
  readonly verdict: 'fail' | 'warn';
  /** The finding that is shown. */
  readonly example: Finding;
  /** Every violation, repetitions within a case included. */
  readonly violations: number;
  /** Ids of the cases, the example's first. */
  readonly cases: readonly string[];
}

export interface RequirementGroups {
  readonly requirement: RequirementResult;
  readonly shown: readonly FindingGroup[];
  /** Kinds of case that are only named. */
  readonly hidden: readonly FindingGroup[];
}

/** Kind of a case: `call-end/while-playing/client` is of the kind `call-end`. */
export const caseKind = (caseId: string): string => caseId.split('/')[0] ?? caseId;

const groupOf = (
  requirement: RequirementResult,
  kind: string,
  findings: readonly Finding[],
): FindingGroup | undefined => {
  const example = findings.find((finding) => finding.verdict === 'fail') ?? findings[0];
  if (example === undefined) return undefined;
  return {
    requirement,
    kind,
    verdict: example.verdict,
    example,
    violations: findings.reduce((sum, finding) => sum + (finding.count ?? 1), 0),
    cases: [...new Set([example.case, ...findings.map((finding) => finding.case)])],
  };
};

const groupsOf = (requirement: RequirementResult): RequirementGroups => {
  const kinds = new Map<string, Finding[]>();
  for (const finding of requirement.findings) {
    const kind = caseKind(finding.case);
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, [finding]);
    else known.push(finding);
  }
  const groups = [...kinds]
    .flatMap(([kind, findings]) => groupOf(requirement, kind, findings) ?? [])
    .sort((a, b) => Number(a.verdict === 'warn') - Number(b.verdict === 'warn'));
  return {
    requirement,
    shown: groups.slice(0, BLOCKS_PER_REQUIREMENT),
    hidden: groups.slice(BLOCKS_PER_REQUIREMENT),
  };
};

/** Findings of a run by requirement, failing requirements first, else in the order of the catalogue. */
export const findingGroups = (run: RunDocument): readonly RequirementGroups[] =>
  run.requirements
    .filter((requirement) => requirement.findings.length > 0)
    .map(groupsOf)
    .sort((a, b) => Number(a.requirement.verdict !== 'fail') - Number(b.requirement.verdict !== 'fail'));
