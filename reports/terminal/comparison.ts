// Two runs beside each other: what got worse with what was found, the rest in lines, the verdict last.
import type { RequirementLookup } from '../catalogue-lookup.ts';
import { commandWords, quoted } from '../command.ts';
import type { Change, ComparedRun, Comparison } from '../comparison.ts';
import { type ChangeEntry, type ChangeGroup, comparisonSections, type SectionName } from '../comparison-sections.ts';
import { printable, shortened } from '../printable.ts';
import { counted, duration, VERDICT_LABELS } from './labels.ts';
import type { TerminalStyle, Tone } from './style.ts';
import { hanging, wrapCommand } from './wrap.ts';

export interface ComparisonInput {
  readonly comparison: Comparison;
  readonly requirement: RequirementLookup;
  /** Paths of the files that were written. */
  readonly files: readonly string[];
  readonly verdict: { readonly sentence: string; readonly tone: Tone };
}

const LABEL_COLUMNS = 14;
const INDENT = 6;
const DETAIL_COLUMNS = 10;
const ENTRIES_SHOWN = 20;
const GROUPS_SHOWN = 3;
const CASES_SHOWN = 3;
const LONGEST_TEXT = 400;

/** All of it; its last line is the verdict. */
export const renderComparison = (input: ComparisonInput, style: TerminalStyle): readonly string[] => {
  const { comparison, verdict, files } = input;
  const line = (label: string, text: string): readonly string[] =>
    hanging({ indent: 0, label, labelColumns: LABEL_COLUMNS, text: shownText(text) }, style.columns, (word) =>
      style.paint('quiet', word),
    );
  return [
    ...line('Before', runText(comparison.before)),
    ...line('After', runText(comparison.after)),
    ...comparison.differences.flatMap((text) => mark('!', text, 'warn', style)),
    '',
    ...comparisonSections(comparison).flatMap(({ name, title, entries }) => [
      style.paint('strong', title),
      ...entries.slice(0, ENTRIES_SHOWN).flatMap((entry) => entryLines(entry, name, input, style)),
      ...(entries.length > ENTRIES_SHOWN ? [`  and ${entries.length - ENTRIES_SHOWN} more, which --json tells`] : []),
      '',
    ]),
    ...durationLines(comparison, style),
    ...(comparison.stillFailing.length === 0
      ? []
      : line(
          'Still failing',
          `${counted(comparison.stillFailing.length, 'requirement')}, as before: ${some(comparison.stillFailing)}`,
        )),
    ...files.flatMap((file, index) => line(index === 0 ? 'Files' : '', file)),
    ...(comparison.stillFailing.length + files.length === 0 ? [] : ['']),
    ...hanging({ indent: 0, label: '', labelColumns: 0, text: shownText(verdict.sentence) }, style.columns).map(
      (text) => style.paint(verdict.tone, text),
    ),
  ];
};

const shownText = (text: string): string => shortened(printable(text), LONGEST_TEXT);

const runText = ({ startedAt, target, seed, profile, version }: ComparedRun): string =>
  `${startedAt}, ${target}, seed ${seed}, profile ${profile}, version ${version}`;

const mark = (icon: string, text: string, tone: Tone, style: TerminalStyle): readonly string[] =>
  hanging({ indent: 2, label: icon, labelColumns: 2, text: shownText(text) }, style.columns, (label) =>
    style.paint(tone, label),
  );

const MARKS: Readonly<Record<SectionName, { readonly icon: string; readonly tone: Tone }>> = {
  'newly-failing': { icon: '✗', tone: 'fail' },
  fixed: { icon: '✓', tone: 'pass' },
  changed: { icon: '✗', tone: 'fail' },
  'newly-warning': { icon: '!', tone: 'warn' },
  known: { icon: '·', tone: 'quiet' },
  lost: { icon: '?', tone: 'warn' },
  added: { icon: '+', tone: 'quiet' },
  removed: { icon: '-', tone: 'quiet' },
};

const wordOf = (verdict: Change['before']): string =>
  verdict === 'absent' ? 'absent' : VERDICT_LABELS[verdict].word.toLowerCase();

const entryLines = (
  { change, groups }: ChangeEntry,
  section: SectionName,
  { requirement }: ComparisonInput,
  style: TerminalStyle,
): readonly string[] => {
  const { icon, tone } = MARKS[section];
  const { kind, id, before, after, reason } = change;
  const because = reason === undefined || groups.length > 0 ? '' : ` (${reason})`;
  const title = `${kind === 'case' ? 'case ' : ''}${id}: ${wordOf(before)} before, ${wordOf(after)} now${because}`;
  const statement = groups.length > 0 && kind === 'requirement' ? requirement(id)?.statement : undefined;
  const isDetailed = section !== 'known';
  return [
    ...mark(icon, title, tone, style),
    ...(statement === undefined || !isDetailed
      ? []
      : hanging({ indent: INDENT, label: '', labelColumns: 0, text: statement }, style.columns)),
    ...(isDetailed ? groups.slice(0, GROUPS_SHOWN).flatMap((group) => groupLines(group, style)) : []),
    ...(isDetailed && groups.length > GROUPS_SHOWN
      ? [`${' '.repeat(INDENT)}and ${counted(groups.length - GROUPS_SHOWN, 'more finding')}`]
      : []),
    ...(isDetailed ? repeatLines(change, style) : []),
  ];
};

const groupLines = ({ example, cases }: ChangeGroup, style: TerminalStyle): readonly string[] => {
  const entry = (label: string, text: string): readonly string[] =>
    hanging({ indent: INDENT, label, labelColumns: DETAIL_COLUMNS, text: shownText(text) }, style.columns, (word) =>
      style.paint('quiet', word),
    );
  return [
    ...entry('case', some(cases)),
    ...entry('finding', example.message),
    ...entry('expected', example.expected),
    ...entry('observed', example.observed),
    ...(example.reading === undefined ? [] : entry('reading', example.reading)),
  ];
};

const repeatLines = ({ repeat }: Change, style: TerminalStyle): readonly string[] => {
  if (repeat === undefined) return [];
  const label = style.paint('quiet', 'repeat'.padEnd(DETAIL_COLUMNS - 1));
  const words = commandWords(repeat).map((word) => printable(quoted(word)));
  return wrapCommand(words, style.columns - INDENT - DETAIL_COLUMNS).map((text, index) =>
    index === 0 ? `${' '.repeat(INDENT)}${label} ${text}` : `${' '.repeat(INDENT + DETAIL_COLUMNS)}${text}`,
  );
};

const some = (names: readonly string[]): string => {
  const shown = names.slice(0, CASES_SHOWN).join(', ');
  return names.length > CASES_SHOWN ? `${shown} and ${names.length - CASES_SHOWN} more` : shown;
};

const durationLines = ({ durations }: Comparison, style: TerminalStyle): readonly string[] => {
  if (durations.length === 0) return [];
  return [
    style.paint('strong', 'Slower or faster by more than a factor of two and a second'),
    ...durations
      .slice(0, ENTRIES_SHOWN)
      .flatMap(({ id, beforeMs, afterMs }) =>
        mark('·', `${id}: ${duration(beforeMs)} before, ${duration(afterMs)} now`, 'quiet', style),
      ),
    ...(durations.length > ENTRIES_SHOWN ? [`  and ${counted(durations.length - ENTRIES_SHOWN, 'more case')}`] : []),
    '',
  ];
};
