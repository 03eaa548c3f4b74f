// summary.md: what a pull request or a step summary shows.
import type { BaselineUse, RunDocument } from '../harness/run.ts';
import type { RequirementLookup } from './catalogue-lookup.ts';
import { commandLine, repetition } from './command.ts';
import type { Evidence, EvidenceLookup } from './evidence.ts';
import { excerptText } from './excerpt-text.ts';
import { type FindingGroup, findingGroups } from './finding-groups.ts';
import { listedFindings, unlistedFindings } from './outcome.ts';
import { printable, shortened } from './printable.ts';
import { suiteWords } from './suite-words.ts';
import { whyIdle } from './why-idle.ts';

export interface MarkdownOptions {
  /** The sentence that goes with the exit code. */
  readonly sentence: string;
  readonly requirement: RequirementLookup;
  /** What is shown below a finding, where it is known. */
  readonly evidence?: EvidenceLookup;
}

/** Text as itself: nothing in it is taken for markup, a link, a mention or an end of the table's cell. */
const inert = (text: string): string =>
  shortened(printable(text), 300)
    .replace(/[\\`*_[\]<>#|~&@]/g, (character) => `&#${character.codePointAt(0)};`)
    // GitHub makes links of bare addresses.
    .replaceAll('://', ':&#47;&#47;')
    .replace(/www\./gi, (found) => `${found.slice(0, 3)}&#46;`);

/** A code span that holds whatever the text holds. */
const code = (text: string): string => {
  const clean = printable(text);
  const longest = Math.max(0, ...(clean.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = clean.startsWith('`') || clean.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${clean}${pad}${fence}`;
};

const countRow = (numbers: Readonly<Record<string, number>>, keys: readonly string[]): string =>
  keys.map((key) => String(numbers[key] ?? 0)).join(' | ');

const VERDICTS = ['pass', 'fail', 'warn', 'inconclusive', 'not-exercised', 'skipped'] as const;

const CASES_NAMED = 3;

const casesText = ({ cases, violations }: FindingGroup): string => {
  const [, ...more] = cases;
  if (more.length === 0) return violations > 1 ? ` (${violations} times)` : '';
  const rest = more.length > CASES_NAMED ? ` and ${more.length - CASES_NAMED} more` : '';
  return ` (in ${cases.length} cases: also ${more.slice(0, CASES_NAMED).map(code).join(', ')}${rest})`;
};

/** Text as it stands, folded away, below an item of a list. */
const folded = (summary: string, lines: readonly string[]): readonly string[] => {
  if (lines.length === 0) return [];
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = '`'.repeat(longest + 1);
  return [
    `  <details><summary>${summary}</summary>`,
    '',
    ...[fence, ...lines, fence].map((line) => `  ${line}`),
    '',
    '  </details>',
  ];
};

const findingLines = (
  group: FindingGroup,
  run: RunDocument,
  evidence: EvidenceLookup | undefined,
): readonly string[] => {
  const { example } = group;
  const { lines = [], legend, commands = [] }: Partial<Evidence> = evidence?.get(example) ?? {};
  return [
    `- ${code(example.case)}: ${inert(example.message)}${casesText(group)}`,
    `  - expected: ${code(shortened(example.expected, 300))}`,
    `  - observed: ${code(shortened(example.observed, 300))}`,
    ...(example.reading === undefined ? [] : [`  - reading: ${inert(example.reading)}`]),
    `  - repeat: ${code(commandLine(repetition(run, example.case)))}`,
    ...folded('exchanges', excerptText(lines, suiteWords(run.target), legend)),
    ...folded('requests', commands),
  ];
};

/** What a baseline lists, folded away: nobody is to act on it today. */
const knownLines = (run: RunDocument): readonly string[] => {
  const groups = findingGroups(listedFindings(run)).flatMap(({ shown, hidden }) => [...shown, ...hidden]);
  if (groups.length === 0) return [];
  const file = run.baseline === undefined ? '' : `, listed in ${code(run.baseline.file)}`;
  return [
    '',
    // No Markdown in a summary that stands beside its tag.
    `<details><summary>${groups.length} known</summary>`,
    '',
    `Known${file}:`,
    '',
    ...groups.map(({ verdict, example, cases }) => {
      const { reason = '', issue, expires } = example.known ?? {};
      const until = expires === undefined ? '' : `, until ${inert(expires)}`;
      const where = cases.length > 1 ? ` and ${cases.length - 1} more` : '';
      const link = issue === undefined ? '' : `, ${code(issue)}`;
      return `- ${verdict} ${code(example.requirement)} in ${code(example.case)}${where}: ${inert(example.message)} (${inert(reason)}${until}${link})`;
    }),
    '',
    '</details>',
  ];
};

const problemLines = ({ file, problems }: BaselineUse): readonly string[] =>
  problems.length === 0
    ? []
    : [
        '',
        `### ❌ fail: the baseline ${code(file)} does not fit`,
        '',
        ...problems.flatMap(({ requirement, case: caseId, message, change }) => [
          `- ${code(requirement)} in ${code(caseId)}: ${inert(message)}`,
          `  - change: ${code(change)}`,
        ]),
      ];

/** The run as Markdown: verdict, counts, findings, what is known, what was not exercised. */
export const renderMarkdown = (run: RunDocument, options: MarkdownOptions): string => {
  const groups = findingGroups(unlistedFindings(run));
  const { notes = [] } = run.target;
  const idle = run.requirements.filter((result) => result.verdict === 'not-exercised');
  return [
    `## ${run.tool.name}: ${inert(options.sentence)}`,
    '',
    `Target ${code(run.target.url ?? run.target.program ?? run.target.suite)}, profile ${run.profile}, seed ${run.seed}, ${(run.durationMs / 1000).toFixed(1)} s.`,
    ...(run.complete ? [] : ['', `**Incomplete:** ${inert(run.incompleteReason ?? 'the run was cut short')}`]),
    '',
    `| | ${VERDICTS.map((verdict) => verdict.replace('-', ' ')).join(' | ')} |`,
    `|---|${VERDICTS.map(() => '---:').join('|')}|`,
    `| requirements | ${countRow(run.summary.requirements, VERDICTS)} |`,
    `| cases | ${countRow(run.summary.cases, VERDICTS)} |`,
    ...(run.baseline === undefined ? [] : problemLines(run.baseline)),
    ...groups.flatMap(({ requirement, shown, hidden }) => {
      // The requirement may fail for what is known alone.
      const fails = shown.some(({ verdict }) => verdict === 'fail');
      const known = options.requirement(requirement.id);
      return [
        '',
        `### ${fails ? '❌ fail' : '⚠️ warn'}: ${code(requirement.id)}`,
        '',
        ...(known === undefined
          ? []
          : [
              `${inert(known.statement)} (${requirement.level}, ${inert(known.source.document)}: ${inert(known.source.section)})`,
              '',
            ]),
        ...shown.flatMap((group) => findingLines(group, run, options.evidence)),
        ...(hidden.length === 0
          ? []
          : [`- and ${hidden.map(({ example }) => `${inert(example.message)} (${code(example.case)})`).join('; ')}`]),
        ...(known === undefined ? [] : ['', `What to change: ${inert(known.remedy)}`]),
      ];
    }),
    ...knownLines(run),
    ...(notes.length === 0 ? [] : ['', '### Notes', '', ...notes.map((note) => `- ${inert(note)}`)]),
    ...(idle.length === 0
      ? []
      : [
          '',
          `<details><summary>${idle.length} not exercised</summary>`,
          '',
          ...idle.map((result) => {
            const why = whyIdle(run, result.id, options.requirement(result.id));
            return `- ${code(result.id)}${why === '' ? '' : `: ${inert(why)}`}`;
          }),
          '',
          '</details>',
        ]),
    '',
  ].join('\n');
};
