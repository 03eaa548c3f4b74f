import type { CaseResult, Finding } from '../../../harness/run.ts';
import type { Extent, PackedCase, PackedFinding, PackedReport, ReportData } from './report-data.ts';

const EXTENTS: readonly Extent[] = ['none', 'whole', 'outline'];

/** What `pack` made, as the run that it was made of; `startedAt` of a case is told by its transcript alone. */
export const unpack = (packed: PackedReport): ReportData => {
  const { head, texts, requirementLists, requirements: packedRequirements, cases: rows, ...rest } = packed;
  const requirements = packedRequirements.map((each) => ({
    ...each,
    findings: each.findings.map((finding) => findingOf(finding, each.id, texts)),
  }));
  const byCase = new Map<string, Finding[]>();
  for (const finding of requirements.flatMap(({ findings }) => findings)) {
    const known = byCase.get(finding.case);
    if (known === undefined) byCase.set(finding.case, [finding]);
    else known.push(finding);
  }
  const ids = packedRequirements.map(({ id }) => id);
  const cases = rows.map((row): CaseResult => caseOf(row, head.target.suite, ids, requirementLists, byCase));
  const extents = rows.map(([, , , , , transcript]) => EXTENTS[transcript] ?? 'none');
  return { ...rest, run: { ...head, requirements, cases }, extents };
};

const findingOf = (packed: PackedFinding, requirement: string, texts: readonly string[]): Finding => {
  const [verdict, caseId, message, expected, observed, rest, at] = packed;
  const text = (index: number): string => texts[index] ?? '';
  return {
    requirement,
    verdict: verdict === 0 ? 'fail' : 'warn',
    message: text(message),
    expected: text(expected),
    observed: text(observed),
    case: text(caseId),
    ...(rest === 0 ? {} : rest),
    ...(at === undefined ? {} : { at: { event: at[0], ms: at[1] } }),
  };
};

const caseOf = (
  row: PackedCase,
  suite: CaseResult['suite'],
  ids: readonly string[],
  lists: PackedReport['requirementLists'],
  byCase: ReadonlyMap<string, readonly Finding[]>,
): CaseResult => {
  const [id, title, verdict, durationMs, list, transcript, more = {}] = row;
  const { transcript: elsewhere = `transcripts/${id}.ndjson`, ...rest } = more;
  return {
    id,
    title,
    suite,
    verdict,
    durationMs,
    requirements: (lists[list] ?? []).flatMap((index) => ids[index] ?? []),
    findings: byCase.get(id) ?? [],
    ...rest,
    ...(transcript === -1 ? {} : { transcript: elsewhere }),
  };
};
