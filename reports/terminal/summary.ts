// What stays on the screen: counts, what was not put to the test and why, crashes, times, files, and the verdict last.
import type { CaseResult, RunDocument, TargetCrash } from '../../harness/run.ts';
import type { RequirementLookup } from '../catalogue-lookup.ts';
import { printable, shortened } from '../printable.ts';
import { CASE_VERDICTS, counted, duration, REQUIREMENT_VERDICTS, VERDICT_LABELS } from './labels.ts';
import type { TerminalStyle, Tone } from './style.ts';
import { hanging } from './wrap.ts';

export interface SummaryInput {
  readonly run: RunDocument;
  readonly requirement: RequirementLookup;
  /** Paths of the files that were written, as the user can open them. */
  readonly files: readonly string[];
  /** The sentence that goes with the exit code, and whether it is good news. */
  readonly verdict: { readonly sentence: string; readonly tone: Tone };
}

const LABEL_COLUMNS = 14;
const CRASHES_SHOWN = 3;
const OUTPUT_LINES_SHOWN = 8;
const REASONS_SHOWN = 5;

type Line = (label: string, text: string) => readonly string[];

const countLine = <V extends keyof typeof VERDICT_LABELS>(
  label: string,
  verdicts: readonly V[],
  numbers: Readonly<Record<V, number>>,
  style: TerminalStyle,
): readonly string[] => {
  const parts = verdicts
    .filter((verdict) => numbers[verdict] > 0 || verdict === 'pass' || verdict === 'fail')
    .map((verdict) => ({
      text: `${numbers[verdict]} ${VERDICT_LABELS[verdict].word.toLowerCase()}`,
      tone: numbers[verdict] > 0 ? VERDICT_LABELS[verdict].tone : ('quiet' as const),
    }));
  const text = parts.map((part) => part.text).join(', ');
  const lines = hanging({ indent: 0, label, labelColumns: LABEL_COLUMNS, text }, style.columns);
  // Each number has its colour where they all fit one line; where they wrap, the words have to do.
  return lines.length > 1
    ? lines
    : [
        `${style.paint('quiet', label)}${' '.repeat(LABEL_COLUMNS - label.length)}${parts.map((part) => style.paint(part.tone, part.text)).join(', ')}`,
      ];
};

/** Whether the requirement has cases and none of them ran: then a filter or the profile is why it was not exercised. */
const isLeftOut = (id: string, cases: readonly CaseResult[]): boolean => {
  const made = cases.filter((each) => each.requirements.includes(id));
  return made.length > 0 && made.every((each) => each.verdict === 'skipped');
};

const notExercised = ({ run, requirement }: SummaryInput, style: TerminalStyle): readonly string[] => {
  const byCondition = new Map<string, string[]>();
  let leftOut = 0;
  for (const { id, verdict } of run.requirements) {
    if (verdict !== 'not-exercised') continue;
    if (isLeftOut(id, run.cases)) {
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

const ending = (crash: TargetCrash): string =>
  crash.signal === null ? `exit code ${crash.exitCode ?? 'unknown'}` : `signal ${crash.signal}`;

const crashBlock = (crash: TargetCrash, style: TerminalStyle): readonly string[] => [
  ...hanging(
    { indent: 2, label: '✗', labelColumns: 2, text: printable(`${ending(crash)} in ${crash.case}`) },
    style.columns,
  ),
  ...crash.output
    .slice(-OUTPUT_LINES_SHOWN)
    .flatMap((line) =>
      hanging({ indent: 4, label: '|', labelColumns: 2, text: shortened(printable(line), 400) }, style.columns),
    ),
];

const crashes = (run: RunDocument, style: TerminalStyle): readonly string[] => {
  const all = run.target.crashes ?? [];
  if (all.length === 0) return [];
  return [
    style.paint('fail', `The target ended by itself ${counted(all.length, 'time')}; its last words`),
    ...all.slice(0, CRASHES_SHOWN).flatMap((crash) => crashBlock(crash, style)),
    ...(all.length > CRASHES_SHOWN
      ? [`  and ${counted(all.length - CRASHES_SHOWN, 'more time', 'more times')}, see run.json`]
      : []),
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

const slowest = (cases: readonly CaseResult[]): string =>
  [...cases]
    .filter((each) => each.verdict !== 'skipped' && each.durationMs > 0)
    .sort((a, b) => b.durationMs - a.durationMs)
    .slice(0, 3)
    .map((each) => `${printable(each.id)} ${duration(each.durationMs)}`)
    .join(', ');

const targetText = ({ target }: RunDocument): string =>
  [
    target.url ?? target.started ?? target.suite,
    ...(target.roundTripMs === undefined ? [] : [`round trip ${target.roundTripMs.toFixed(1)} ms`]),
  ].join(', ');

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
    ...unjudged(run, style),
    ...crashes(run, style),
    ...countLine('Requirements', REQUIREMENT_VERDICTS, run.summary.requirements, style),
    ...countLine('Cases', CASE_VERDICTS, run.summary.cases, style),
    ...line('Target', printable(targetText(run))),
    ...(slow === '' ? [] : line('Slowest', slow)),
    ...line('Time', duration(run.durationMs)),
    ...line('Seed', `${run.seed} (--seed ${run.seed} repeats the run)`),
    ...input.files.flatMap((file, index) => line(index === 0 ? 'Files' : '', printable(file))),
    ...(run.complete ? [] : line('Incomplete', printable(run.incompleteReason ?? 'the run was cut short'))),
    '',
    ...hanging({ indent: 0, label: '', labelColumns: 0, text: input.verdict.sentence }, style.columns).map((each) =>
      style.paint(input.verdict.tone, each),
    ),
  ];
};
