// What stays on the screen: counts, what was not put to the test and why, crashes, times, files, and the verdict last.
import type { CaseResult, RunDocument } from '../../harness/run.ts';
import type { RequirementLookup } from '../catalogue-lookup.ts';
import { isReplay } from '../command.ts';
import { violatedRequirements } from '../finding-groups.ts';
import { unlistedFindings } from '../outcome.ts';
import { printable } from '../printable.ts';
import { renderBaselineProblems, renderKnown } from './baseline.ts';
import { renderCrashes, type TellingLines } from './crashes.ts';
import { CASE_VERDICTS, counted, duration, REQUIREMENT_VERDICTS, VERDICT_LABELS } from './labels.ts';
import type { TerminalStyle, Tone } from './style.ts';
import { hanging } from './wrap.ts';

export interface SummaryInput {
  readonly run: RunDocument;
  readonly requirement: RequirementLookup;
  /** Paths of the files that were written, as the user can open them. */
  readonly files: readonly string[];
  readonly tellingLines: TellingLines;
  /** Names the cases that put nothing to the test. */
  readonly verbose?: boolean;
  /** What is to be said of single cases, a line each. */
  readonly notes?: readonly string[];
  /** The sentence that goes with the exit code, and whether it is good news. */
  readonly verdict: { readonly sentence: string; readonly tone: Tone };
}

const LABEL_COLUMNS = 14;
const REASONS_SHOWN = 5;
const NOTES_SHOWN = 20;

type Line = (label: string, text: string) => readonly string[];

const countLine = <V extends keyof typeof VERDICT_LABELS>(
  label: string,
  verdicts: readonly V[],
  numbers: Readonly<Record<V, number>>,
  style: TerminalStyle,
  remark = '',
): readonly string[] => {
  const parts = verdicts
    .filter((verdict) => numbers[verdict] > 0 || verdict === 'pass' || verdict === 'fail')
    .map((verdict) => ({
      text: `${numbers[verdict]} ${VERDICT_LABELS[verdict].word.toLowerCase()}`,
      tone: numbers[verdict] > 0 ? VERDICT_LABELS[verdict].tone : ('quiet' as const),
    }));
  const text = parts.map((part) => part.text).join(', ') + remark;
  const lines = hanging({ indent: 0, label, labelColumns: LABEL_COLUMNS, text }, style.columns);
  // Each number has its colour where they all fit one line; where they wrap, the words have to do.
  return lines.length > 1
    ? lines
    : [
        `${style.paint('quiet', label)}${' '.repeat(LABEL_COLUMNS - label.length)}${parts.map((part) => style.paint(part.tone, part.text)).join(', ')}${remark}`,
      ];
};

/** Why cases were skipped: each reason is another matter for whoever wants them run. */
const whySkipped = ({ cases, profile }: RunDocument): string => {
  const skipped = cases.filter(({ verdict }) => verdict === 'skipped');
  const because = (reason: string): number => skipped.filter((each) => each.reason === reason).length;
  const outside = because(`not in profile ${profile}`);
  const [unselected, elsewhere] = [because('not selected'), because('in another shard')];
  const unreached = skipped.length - outside - unselected - elsewhere;
  const reasons = [
    { count: outside, text: profile === 'standard' ? 'only in --profile full' : `not in --profile ${profile}` },
    { count: unselected, text: 'not selected' },
    { count: elsewhere, text: 'in another shard' },
    { count: unreached, text: 'not reached' },
  ].filter(({ count }) => count > 0);
  const [only] = reasons;
  if (only === undefined) return '';
  const texts = reasons.length === 1 ? [only.text] : reasons.map(({ count, text }) => `${count} ${text}`);
  return ` (${texts.join(', ')})`;
};

/** Whether the suite has cases for the requirement and none of them ran: a filter, the profile or a replay is why. */
const isLeftOut = (id: string, run: RunDocument): boolean => {
  const made = run.cases.filter((each) => each.requirements.includes(id));
  return (made.length > 0 || isReplay(run)) && made.every((each) => each.verdict === 'skipped');
};

const notExercised = ({ run, requirement }: SummaryInput, style: TerminalStyle): readonly string[] => {
  const byCondition = new Map<string, string[]>();
  let leftOut = 0;
  for (const { id, verdict } of run.requirements) {
    if (verdict !== 'not-exercised') continue;
    if (isLeftOut(id, run)) {
      leftOut += 1;
      continue;
    }
    const condition = requirement(id)?.exercisedBy ?? 'no case of this version puts it to the test';
    byCondition.set(condition, [...(byCondition.get(condition) ?? []), id]);
  }
  if (byCondition.size === 0 && leftOut === 0) return [];
  return [
    style.paint('strong', 'Not exercised, so neither right nor wrong'),
    ...[...byCondition].flatMap(([condition, ids]) => [
      ...hanging({ indent: 2, label: '·', labelColumns: 2, text: ids.join(', ') }, style.columns),
      ...hanging({ indent: 4, label: '', labelColumns: 0, text: condition }, style.columns),
    ]),
    ...(leftOut === 0 ? [] : [`  · ${counted(leftOut, 'requirement')} whose cases were left out of this run`]),
    '',
  ];
};

const unjudged = (run: RunDocument, style: TerminalStyle): readonly string[] => {
  const cases = run.cases.filter((each) => each.verdict === 'inconclusive');
  if (cases.length === 0) return [];
  return [
    style.paint('strong', 'Could not be judged'),
    ...cases.slice(0, REASONS_SHOWN).flatMap((each) =>
      hanging(
        {
          indent: 2,
          label: '?',
          labelColumns: 2,
          text: printable(`${each.id}: ${each.reason ?? 'no reason given'}`),
        },
        style.columns,
      ),
    ),
    ...(cases.length > REASONS_SHOWN ? [`  and ${counted(cases.length - REASONS_SHOWN, 'more case')}`] : []),
    '',
  ];
};

const idleCases = (run: RunDocument, style: TerminalStyle): readonly string[] => {
  const idle = run.cases.filter((each) => each.verdict === 'not-exercised');
  if (idle.length === 0) return [];
  return [
    style.paint('strong', 'Cases that put nothing to the test'),
    ...idle.flatMap(({ id, reason }) =>
      hanging(
        {
          indent: 2,
          label: '·',
          labelColumns: 2,
          text: printable(reason === undefined ? id : `${id}: ${reason}`),
        },
        style.columns,
      ),
    ),
    '',
  ];
};

const targetNotes = ({ target }: RunDocument, style: TerminalStyle): readonly string[] => {
  const { notes = [] } = target;
  if (notes.length === 0) return [];
  return [
    style.paint('strong', 'Notes'),
    ...notes.flatMap((text) =>
      hanging({ indent: 2, label: '·', labelColumns: 2, text: printable(text) }, style.columns),
    ),
    '',
  ];
};

/** What turned, a line each: the findings themselves may be screens above. */
const violated = (run: RunDocument, style: TerminalStyle): readonly string[] => {
  const turned = violatedRequirements(unlistedFindings(run));
  if (turned.length < 2) return [];
  return [
    style.paint('strong', 'Violated'),
    ...turned.flatMap((each) => {
      const { icon } = VERDICT_LABELS[each.verdict];
      const [first] = each.findings;
      const where =
        first === undefined ? '' : `: ${counted(each.findings.length, 'finding')}, the first in ${first.case}`;
      return hanging({ indent: 2, label: icon, labelColumns: 2, text: printable(`${each.id}${where}`) }, style.columns);
    }),
    '',
  ];
};

const noted = (notes: readonly string[], style: TerminalStyle): readonly string[] => [
  ...notes
    .slice(0, NOTES_SHOWN)
    .flatMap((text) => hanging({ indent: 0, label: '·', labelColumns: 2, text: printable(text) }, style.columns)),
  ...(notes.length > NOTES_SHOWN ? [`  and ${counted(notes.length - NOTES_SHOWN, 'more case')}`] : []),
  ...(notes.length > 0 ? [''] : []),
];

const slowest = (cases: readonly CaseResult[]): string =>
  [...cases]
    .filter((each) => each.verdict !== 'skipped' && each.durationMs > 0)
    .sort((a, b) => b.durationMs - a.durationMs)
    .slice(0, 3)
    .map((each) => `${printable(each.id)} ${duration(each.durationMs)}`)
    .join(', ');

const targetText = ({ target }: RunDocument): string =>
  [
    target.url ?? target.program ?? target.started ?? target.suite,
    ...(target.roundTripMs === undefined ? [] : [`round trip ${target.roundTripMs.toFixed(1)} ms`]),
  ].join(', ');

/** Where the files of a run are, a line each. */
export const renderFiles = (files: readonly string[], style: TerminalStyle): readonly string[] =>
  files.flatMap((file, index) =>
    hanging(
      { indent: 0, label: index === 0 ? 'Files' : '', labelColumns: LABEL_COLUMNS, text: printable(file) },
      style.columns,
      (word) => style.paint('quiet', word),
    ),
  );

/** The summary; its last line is the verdict. */
export const renderSummary = (input: SummaryInput, style: TerminalStyle): readonly string[] => {
  const { run } = input;
  const line: Line = (label, text) =>
    hanging({ indent: 0, label, labelColumns: LABEL_COLUMNS, text }, style.columns, (word) =>
      style.paint('quiet', word),
    );
  const slow = slowest(run.cases);
  return [
    ...notExercised(input, style),
    ...(input.verbose === true ? idleCases(run, style) : []),
    ...unjudged(run, style),
    ...noted(input.notes ?? [], style),
    ...targetNotes(run, style),
    ...renderCrashes(run, input.tellingLines, style),
    ...renderKnown(run, style),
    ...violated(run, style),
    ...renderBaselineProblems(run, style),
    ...countLine('Requirements', REQUIREMENT_VERDICTS, run.summary.requirements, style),
    ...countLine('Cases', CASE_VERDICTS, run.summary.cases, style, whySkipped(run)),
    ...line('Target', printable(targetText(run))),
    ...(slow === '' ? [] : line('Slowest', slow)),
    ...line('Time', duration(run.durationMs)),
    ...line('Seed', `${run.seed} (--seed ${run.seed} repeats the run)`),
    ...renderFiles(input.files, style),
    ...(run.complete ? [] : line('Incomplete', printable(run.incompleteReason ?? 'the run was cut short'))),
    '',
    ...hanging({ indent: 0, label: '', labelColumns: 0, text: input.verdict.sentence }, style.columns).map((each) =>
      style.paint(input.verdict.tone, each),
    ),
  ];
};
