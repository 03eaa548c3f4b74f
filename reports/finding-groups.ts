// A rule that fails in every case would print a thousand blocks that say one thing. Findings of a requirement are told
// once for each thing they say, with the first as the example and the cases listed under it.
import type { Finding, RequirementResult, RunDocument } from '../harness/run.ts';

/** Blocks shown for one requirement; the rest is named in a line. */
const BLOCKS_PER_REQUIREMENT = 3;

/** Findings of one requirement that say the same, numbers aside. */
export interface FindingGroup {
  readonly requirement: RequirementResult;
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
  /** What is only named. */
  readonly hidden: readonly FindingGroup[];
}

/** Kind of a case: `call-end/while-playing/client` is of the kind `call-end`. */
export const caseKind = (caseId: string): string => caseId.split('/')[0] ?? caseId;

/** The same for `1 file` and `2 files`. */
export const sayingOf = ({ verdict, reading, message, expected }: Finding): string =>
  [verdict, reading, message, expected]
    .join('\n')
    .replace(/\d+/g, '#')
    .replace(/(\p{L})s\b/gu, '$1');

/** `Accepts 9 forbidden characters`: 9. */
const countIn = ({ message }: Finding): number => Number(/\d+/.exec(message)?.[0] ?? 0);

/** The first, which is nearest to the cause; of findings about names, which count sorts of them, the one that tells of most. */
const exampleOf = (requirement: string, findings: readonly Finding[]): Finding | undefined =>
  requirement.startsWith('files.') ? findings.toSorted((a, b) => countIn(b) - countIn(a))[0] : findings[0];

const groupOf = (requirement: RequirementResult, findings: readonly Finding[]): readonly FindingGroup[] => {
  const example = exampleOf(requirement.id, findings);
  if (example === undefined) return [];
  return [
    {
      requirement,
      verdict: example.verdict,
      example,
      violations: findings.reduce((sum, finding) => sum + (finding.count ?? 1), 0),
      cases: [...new Set([example, ...findings].map((finding) => finding.case))],
    },
  ];
};

const groupsOf = (requirement: RequirementResult): RequirementGroups => {
  const sayings = new Map<string, Finding[]>();
  for (const finding of requirement.findings) {
    const saying = sayingOf(finding);
    const known = sayings.get(saying);
    if (known === undefined) sayings.set(saying, [finding]);
    else known.push(finding);
  }
  const groups = [...sayings.values()]
    .flatMap((findings) => groupOf(requirement, findings))
    .sort((a, b) => Number(a.verdict === 'warn') - Number(b.verdict === 'warn'));
  return {
    requirement,
    shown: groups.slice(0, BLOCKS_PER_REQUIREMENT),
    hidden: groups.slice(BLOCKS_PER_REQUIREMENT),
  };
};

/** Where it shows that something else went wrong before: of little use to whoever looks for the cause. */
const CONSEQUENCES = [/^services\.list\./, /\.isolates\./];

const distanceFromCause = (id: string): number => (CONSEQUENCES.some((pattern) => pattern.test(id)) ? 1 : 0);

/** What was violated: failures first, then what is nearest to a cause, else in the order of the catalogue. */
export const violatedRequirements = ({
  requirements,
}: Pick<RunDocument, 'requirements'>): readonly RequirementResult[] => {
  const rank = ({ id, verdict }: RequirementResult): number => (verdict === 'fail' ? 0 : 2) + distanceFromCause(id);
  return requirements.filter(({ findings }) => findings.length > 0).sort((a, b) => rank(a) - rank(b));
};

/** Findings of a run by requirement, in the order of `violatedRequirements`. */
export const findingGroups = (run: RunDocument): readonly RequirementGroups[] =>
  violatedRequirements(run).map(groupsOf);
