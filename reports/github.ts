// Annotations of GitHub Actions: workflow commands, one a line, that a runner makes of what a step prints.
import type { BaselineProblem, RunDocument } from '../harness/run.ts';
import { commandLine, repetition } from './command.ts';
import { type FindingGroup, findingGroups } from './finding-groups.ts';
import { listedFindings, unlistedFindings, withoutVerdict } from './outcome.ts';
import { printable, shortened } from './printable.ts';

export interface GithubOptions {
  /** Warnings are failures too. */
  readonly strict: boolean;
}

type Severity = 'error' | 'warning' | 'notice';

interface Annotation {
  readonly severity: Severity;
  readonly title: string;
  readonly lines: readonly string[];
  /** Where it is shown beside the text of a file. */
  readonly place?: { readonly file: string; readonly line: string };
}

/** GitHub shows ten of each kind for one step, and no word of the rest. */
const MOST_SHOWN = 10;
const LONGEST_TITLE = 200;
const LONGEST_LINE = 500;

const SPELLED: Readonly<Record<string, string>> = {
  '%': '%25',
  '\r': '%0D',
  '\n': '%0A',
  ':': '%3A',
  ',': '%2C',
};

const dataOf = (text: string): string => text.replace(/[%\r\n]/g, (found) => SPELLED[found] ?? '');
const propertyOf = (text: string): string => text.replace(/[%\r\n:,]/g, (found) => SPELLED[found] ?? '');

const told = (text: string, limit = LONGEST_LINE): string => shortened(printable(text), limit);

const commandOf = ({ severity, title, lines, place }: Annotation): string => {
  const properties = { ...place, title: told(title, LONGEST_TITLE) };
  const spelled = Object.entries(properties).map(([name, value]) => `${name}=${propertyOf(printable(value))}`);
  return `::${severity} ${spelled.join(',')}::${dataOf(lines.join('\n'))}`;
};

/** Of each requirement its first group, then the second ones: ten annotations tell most where no two are about one cause. */
const breadthFirst = (run: RunDocument): readonly FindingGroup[] =>
  findingGroups(run)
    .flatMap(({ shown, hidden }) => [...shown, ...hidden].map((group, rank) => ({ group, rank })))
    .sort((a, b) => a.rank - b.rank)
    .map(({ group }) => group);

const placeOf = ({ cases, example }: FindingGroup): string =>
  cases.length > 1 ? `${told(example.case)} and ${cases.length - 1} more` : told(example.case);

const findingOf =
  (run: RunDocument, strict: boolean) =>
  (group: FindingGroup): Annotation => {
    const { verdict, example } = group;
    return {
      severity: verdict === 'fail' || strict ? 'error' : 'warning',
      title: `${verdict} ${example.requirement}`,
      lines: [
        told(example.message),
        `expected: ${told(example.expected)}`,
        `observed: ${told(example.observed)}`,
        `case: ${placeOf(group)}`,
        // Not shortened: half a command is none.
        `repeat: ${printable(commandLine(repetition(run, example.case)))}`,
      ],
    };
  };

const knownOf = (group: FindingGroup): Annotation => {
  const { example } = group;
  const { reason = '', issue, expires } = example.known ?? {};
  const until = expires === undefined ? '' : ` (until ${expires})`;
  return {
    severity: 'notice',
    title: `known ${group.verdict} ${example.requirement}`,
    lines: [
      told(example.message),
      `case: ${placeOf(group)}`,
      `known: ${told(reason)}${until}${issue === undefined ? '' : `, ${told(issue)}`}`,
    ],
  };
};

const problemOf = (file: string, problem: BaselineProblem): Annotation => {
  const { requirement, case: caseId, message, change } = problem;
  const line = change.startsWith(`${file}:`) ? /^\d+/.exec(change.slice(file.length + 1))?.[0] : undefined;
  return {
    severity: 'error',
    title: `baseline: ${requirement}`,
    lines: [told(message), `case: ${told(caseId)}`, told(change)],
    ...(line === undefined ? {} : { place: { file, line } }),
  };
};

/** As many as are shown; where there are more, the last one says so. */
const fitting = (all: readonly Annotation[], severity: Severity): readonly Annotation[] => {
  const these = all.filter((each) => each.severity === severity);
  if (these.length <= MOST_SHOWN) return these;
  const shown = these.slice(0, MOST_SHOWN - 1);
  const rest = these.length - shown.length;
  return [
    ...shown,
    { severity, title: `${rest} more`, lines: [`${rest} more of these are in the report of the run.`] },
  ];
};

/**
 * The run as workflow commands, one a line, most telling first: errors for what fails the gate, warnings, and notices
 * for what a baseline lists. At most ten of each. Whatever the target said, a line holds one command.
 */
export const renderGithub = (run: RunDocument, { strict }: GithubOptions): readonly string[] => {
  const nothing = withoutVerdict(run);
  const { file = '', problems = [] } = run.baseline ?? {};
  const all: readonly Annotation[] = [
    ...(nothing === undefined
      ? []
      : [{ severity: 'error', title: 'no verdict', lines: [told(nothing)] } satisfies Annotation]),
    ...breadthFirst(unlistedFindings(run)).map(findingOf(run, strict)),
    ...problems.map((problem) => problemOf(file, problem)),
    ...breadthFirst(listedFindings(run)).map(knownOf),
  ];
  return (['error', 'warning', 'notice'] as const).flatMap((severity) => fitting(all, severity)).map(commandOf);
};
