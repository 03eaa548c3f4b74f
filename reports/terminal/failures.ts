// One block for each way a requirement fails: what was asked, what came, the wire around it, the line that repeats it.
import type { RunDocument } from '../../harness/run.ts';
import type { RequirementLookup } from '../catalogue-lookup.ts';
import { quoted, repetition, storedTrace, writtenWords } from '../command.ts';
import type { Evidence, EvidenceLookup } from '../evidence.ts';
import type { ExcerptLine } from '../excerpt.ts';
import { ARROWS } from '../excerpt-text.ts';
import type { FindingGroup, RequirementGroups } from '../finding-groups.ts';
import { printable, shortened } from '../printable.ts';
import { type SuiteWords, suiteWords } from '../suite-words.ts';
import { counted, VERDICT_LABELS } from './labels.ts';
import type { TerminalStyle } from './style.ts';
import { columnsOf, fitted, padded, splitAtColumn } from './width.ts';
import { hanging, wrapCommand } from './wrap.ts';

export interface FailuresInput {
  readonly run: RunDocument;
  /** The folder of run.json, as the user can name it. */
  readonly folder: string;
  readonly groups: readonly RequirementGroups[];
  readonly requirement: RequirementLookup;
  /** What came over the wire around the examples. */
  readonly evidence: EvidenceLookup;
  /** Tells long values whole. */
  readonly verbose?: boolean;
}

const INDENT = 6;
const LABEL_COLUMNS = 10;
// A sequence that is longer is better replayed than pasted.
const COMMANDS_SHOWN = 8;

const WHOLE_INDENT = INDENT + 4;

/** Cut into pieces where the columns end: what came over the wire has few spaces to break it at. */
const pieces = (text: string, columns: number, indent: number): readonly string[] => {
  const [first, rest] = splitAtColumn(text, columns);
  return rest === '' ? [first] : [first.trimEnd(), ...pieces(`${' '.repeat(indent)}${rest}`, columns, indent)];
};

const excerptLine = (line: ExcerptLine, style: TerminalStyle): readonly string[] => {
  const time = `${line.marked ? '>' : ' '} ${`+${line.ms.toFixed(1)}`.padStart(9)}  ${line.wall.padEnd(12)}`;
  const arrow = line.from === undefined ? ' ' : ARROWS[line.from];
  const folded = line.count === 1 ? '' : ` ×${line.count} (until +${line.lastMs.toFixed(1)})`;
  const head = `      ${time}  ${arrow} ${padded(line.kind, 8)} `;
  const text = `${head}${line.detail}${folded}`.trimEnd();
  const lines = line.whole ? pieces(text, style.columns, WHOLE_INDENT) : [fitted(text, style.columns)];
  return line.marked ? lines.map((each) => style.paint('mark', each)) : lines;
};

/** The wire around a finding, at most as wide as the terminal; every entry one event, or equal frames folded. */
const excerptLines = (
  lines: readonly ExcerptLine[],
  { sides }: SuiteWords,
  style: TerminalStyle,
): readonly string[] => [
  style.paint('quiet', `${' '.repeat(INDENT)}         ms  UTC           ${sides}`),
  ...lines.flatMap((line) => excerptLine(line, style)),
];

/** Options together with their values: a line that breaks between the two is harder to read. */
const withValues = (words: readonly string[]): readonly string[] => {
  const units: string[] = [];
  for (const word of words) {
    const last = units.at(-1) ?? '';
    if (/^--[a-z-]+$/.test(last) && !word.startsWith('-')) units.splice(-1, 1, `${last} ${word}`);
    else units.push(word);
  }
  return units;
};

/** A command over as many lines as it needs, its label beside the first. */
const commandLines = (label: string, words: readonly string[], style: TerminalStyle): readonly string[] =>
  wrapCommand(withValues(words), style.columns - INDENT - LABEL_COLUMNS).map((line, index) =>
    index === 0
      ? `${' '.repeat(INDENT)}${style.paint('quiet', label.padEnd(LABEL_COLUMNS - 1))} ${line}`
      : `${' '.repeat(INDENT + LABEL_COLUMNS)}${line}`,
  );

const requestLines = ({ commands = [] }: Partial<Evidence>, style: TerminalStyle): readonly string[] => {
  const hidden = commands.length - COMMANDS_SHOWN;
  const shown = hidden > 0 ? [...commands.slice(0, COMMANDS_SHOWN - 1), ...commands.slice(-1)] : commands;
  return shown.flatMap((command, index) => [
    ...(hidden > 0 && index === shown.length - 1
      ? [`${' '.repeat(INDENT + LABEL_COLUMNS)}# and ${counted(hidden, 'more request')}`]
      : []),
    ...commandLines(index === 0 ? 'requests' : '', writtenWords(command), style),
  ]);
};

const others = (names: readonly string[], between = ', '): string => {
  const named = names.slice(0, 3).join(between);
  return names.length > 3 ? `${named} and ${names.length - 3} more` : named;
};

const caseText = (group: FindingGroup): string => {
  const [first = '', ...more] = group.cases;
  if (more.length === 0) return group.violations === 1 ? first : `${first} (${group.violations} times)`;
  return `${first} (in ${group.cases.length} cases: also ${others(more)})`;
};

const titleLine = (group: FindingGroup, style: TerminalStyle): string => {
  const { word, tone } = VERDICT_LABELS[group.verdict];
  const id = printable(group.requirement.id);
  const right = `${group.requirement.level.toUpperCase()} ${group.requirement.basis}`;
  const left = `${word.padEnd(INDENT - 1)} ${id}`;
  const gap = style.columns - columnsOf(left) - columnsOf(right);
  return `${style.paint(tone, word.padEnd(INDENT - 1))} ${style.paint('strong', id)}${' '.repeat(Math.max(2, gap))}${right}`;
};

// The first block of a requirement says what it asks for and how to see it; the others only what else was seen.
const block = (
  group: FindingGroup,
  isFirst: boolean,
  input: FailuresInput,
  style: TerminalStyle,
): readonly string[] => {
  const { example } = group;
  const requirement = isFirst ? input.requirement(group.requirement.id) : undefined;
  const limit = input.verbose === true ? 4000 : 400;
  const entry = (label: string, text: string): readonly string[] =>
    hanging({ indent: INDENT, label, labelColumns: LABEL_COLUMNS, text }, style.columns, (word) =>
      style.paint('quiet', word),
    );
  const fromTarget = (text: string): string => shortened(printable(text), limit);
  const { lines: wire = [], ...evidence }: Partial<Evidence> = input.evidence.get(example) ?? {};
  const trace = storedTrace(input.run, example.case, input.folder);
  return [
    titleLine(group, style),
    ...(requirement === undefined
      ? []
      : [
          ...hanging({ indent: INDENT, label: '', labelColumns: 0, text: requirement.statement }, style.columns),
          ...entry('source', `${requirement.source.document}, ${requirement.source.section}`),
        ]),
    ...entry('case', printable(caseText(group))),
    ...entry('finding', fromTarget(example.message)),
    ...entry('expected', fromTarget(example.expected)),
    ...entry('observed', fromTarget(example.observed)),
    ...(example.reading === undefined ? [] : entry('reading', printable(example.reading))),
    ...(wire.length === 0 ? [] : excerptLines(wire, suiteWords(input.run.target), style)),
    ...(isFirst || input.verbose === true ? requestLines(evidence, style) : []),
    ...(requirement === undefined ? [] : entry('remedy', requirement.remedy)),
    ...commandLines('repeat', repetition(input.run, example.case).map(quoted), style),
    ...(trace === undefined ? [] : commandLines('replay', trace.map(quoted), style)),
    '',
  ];
};

const hiddenLine = ({ requirement, hidden }: RequirementGroups, style: TerminalStyle): readonly string[] => {
  if (hidden.length === 0) return [];
  const named = others(
    hidden.map(({ example }) => shortened(`${example.message} (${example.case})`, 120)),
    '; ',
  );
  const text = `and ${counted(hidden.length, 'more finding')} of ${requirement.id}: ${named}`;
  return [...hanging({ indent: INDENT, label: '', labelColumns: 0, text: printable(text) }, style.columns), ''];
};

/** Blocks of everything that was found, failures first; no lines where nothing was. */
export const renderFailures = (input: FailuresInput, style: TerminalStyle): readonly string[] =>
  input.groups.flatMap((groups) => [
    ...groups.shown.flatMap((group, index) => block(group, index === 0, input, style)),
    ...hiddenLine(groups, style),
  ]);
