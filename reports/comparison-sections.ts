// A comparison as people read it: what got worse first, and each thing once.
import type { Finding } from '../harness/run.ts';
import type { Change, Comparison } from './comparison.ts';
import { sayingOf } from './finding-groups.ts';

/** Findings that say the same, numbers aside. */
export interface ChangeGroup {
  readonly example: Finding;
  /** Ids of the cases, the example's first. */
  readonly cases: readonly string[];
}

export interface ChangeEntry {
  readonly change: Change;
  /** Empty where nothing new was found. */
  readonly groups: readonly ChangeGroup[];
}

export type SectionName =
  | 'newly-failing'
  | 'fixed'
  | 'changed'
  | 'newly-warning'
  | 'known'
  | 'lost'
  | 'added'
  | 'removed';

export interface ComparisonSection {
  readonly name: SectionName;
  readonly title: string;
  readonly entries: readonly ChangeEntry[];
}

/** Sections that have something in them. */
export const comparisonSections = (comparison: Comparison): readonly ComparisonSection[] =>
  SECTIONS.map(({ name, title, of }) => ({
    name,
    title,
    entries: entriesOf(withoutRepetition(of(comparison), comparison)),
  })).filter(({ entries }) => entries.length > 0);

/** Changes of a list without the cases of which a requirement says the same, in whichever list that is. */
export const withoutRepetition = (changes: readonly Change[], comparison: Comparison): readonly Change[] => {
  const { newlyFailing, changed, newlyWarning, known } = comparison;
  const told = new Set(
    [newlyFailing, changed, newlyWarning, known]
      .flat()
      .filter(({ kind }) => kind === 'requirement')
      .flatMap(({ findings }) => findings.map(wordsOf)),
  );
  return changes.filter(
    ({ kind, findings }) =>
      kind === 'requirement' || findings.length === 0 || !findings.every((finding) => told.has(wordsOf(finding))),
  );
};

const SECTIONS: ReadonlyArray<{
  readonly name: SectionName;
  readonly title: string;
  readonly of: (comparison: Comparison) => readonly Change[];
}> = [
  { name: 'newly-failing', title: 'Newly failing', of: ({ newlyFailing }) => newlyFailing },
  { name: 'fixed', title: 'Fixed', of: ({ fixed }) => fixed },
  { name: 'changed', title: 'Failing differently', of: ({ changed }) => changed },
  { name: 'newly-warning', title: 'Newly warning', of: ({ newlyWarning }) => newlyWarning },
  { name: 'known', title: 'Listed in the baseline now', of: ({ known }) => known },
  { name: 'lost', title: 'Judged no longer', of: ({ lost }) => lost },
  { name: 'added', title: 'New in the later run', of: ({ added }) => added },
  { name: 'removed', title: 'Gone from the later run', of: ({ removed }) => removed },
];

const wordsOf = (finding: Finding): string =>
  [finding.requirement, finding.case, sayingOf(finding), ...(finding.sorts ?? [])].join('\n');

const entriesOf = (changes: readonly Change[]): readonly ChangeEntry[] =>
  changes.map((change) => ({ change, groups: groupsOf(change.findings) }));

const groupsOf = (findings: readonly Finding[]): readonly ChangeGroup[] => {
  const groups = new Map<string, { readonly example: Finding; readonly cases: Set<string> }>();
  for (const finding of findings) {
    const key = `${finding.requirement}\n${sayingOf(finding)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { example: finding, cases: new Set([finding.case]) });
    else group.cases.add(finding.case);
  }
  return [...groups.values()].map(({ example, cases }) => ({ example, cases: [...cases] }));
};
