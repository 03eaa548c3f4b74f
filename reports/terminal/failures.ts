// One block for each way a requirement fails: what was asked, what came, the wire around it, the line that repeats it.
import type { RunDocument } from '../../harness/run.ts';
import type { RequirementLookup } from '../catalogue-lookup.ts';
import { commandLine, neededVariables, quoted, repetition, storedTrace, writtenWords } from '../command.ts';
import type { Evidence, EvidenceLookup } from '../evidence.ts';
import type { ExcerptLine } from '../excerpt.ts';
import { ARROWS } from '../excerpt-text.ts';
import type { FindingGroup, RequirementGroups } from '../finding-groups.ts';
import { printable, shortened } from '../printable.ts';
import { type SuiteWords, suiteWords } from '../suite-words.ts';
import { counted, VERDICT_LABELS } from './labels.ts';
import type { TerminalStyle } from './style.ts';
import { columnsOf, fitted, padded, splitAtSeparator } from './width.ts';
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
// A sequence that is longer is better replayed than pasted, and so is a request that fills the screen.
const COMMANDS_SHOWN = 8;
const LONGEST_COMMAND = 1500;

const WHOLE_INDENT = INDENT + 4;

/** Cut into pieces where the columns end: what came over the wire has few spaces to break it at, and all of them count. */
const pieces = (text: string, columns: number, indent: number): readonly string[] => {
  const [first, rest] = splitAtSeparator(text, columns);
  return rest === '' ? [first] : [first, ...pieces(`${' '.repeat(indent)}${rest}`, columns, indent)];
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
  legend: string | undefined,
  { sides }: SuiteWords,
  style: TerminalStyle,
): readonly string[] => [
  style.paint('quiet', `${' '.repeat(INDENT)}         ms  UTC           ${sides}`),
  ...(legend === undefined ? [] : [style.paint('quiet', fitted(`${' '.repeat(INDENT + 27)}${legend}`, style.columns))]),
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

const requestLines = (
  { commands = [], cleaning = 0 }: Partial<Evidence>,
  isVerbose: boolean,
  style: TerminalStyle,
): readonly string[] => {
  const note = (text: string): string => `${' '.repeat(INDENT + LABEL_COLUMNS)}# ${text}`;
  const lines = (command: string, label: string): readonly string[] => {
    if (isVerbose || command.length <= LONGEST_COMMAND) return commandLines(label, writtenWords(command), style);
    const [first = '', ...rest] = hanging(
      { indent: 0, label: '', labelColumns: 0, text: `a request of ${command.length} characters: replay sends it` },
      style.columns - INDENT - LABEL_COLUMNS - 2,
    ).map(note);
    return [label === '' ? first : `${' '.repeat(INDENT)}${label.padEnd(LABEL_COLUMNS)}${first.trimStart()}`, ...rest];
  };
  const asked = commands.slice(0, commands.length - cleaning);
  const hidden = isVerbose ? 0 : Math.max(0, asked.length - COMMANDS_SHOWN);
  const shown = hidden > 0 ? [...asked.slice(0, COMMANDS_SHOWN - 1), ...asked.slice(-1)] : asked;
  return [
    ...shown.flatMap((command, index) => [
      ...(hidden > 0 && index === shown.length - 1 ? [note(`and ${counted(hidden, 'more request')}`)] : []),
      ...lines(command, index === 0 ? 'requests' : ''),
    ]),
    ...commands.slice(asked.length).flatMap((command, index) => lines(command, index === 0 ? 'clean up' : '')),
  ];
};

const others = (names: readonly string[], between = ', '): string => {
  const named = names.slice(0, 3).join(between);
  return names.length > 3 ? `${named} and ${names.length - 3} more` : named;
};

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

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
  const { lines: wire = [], legend, ...evidence }: Partial<Evidence> = input.evidence.get(example) ?? {};
  const trace = storedTrace(input.run, example.case, input.folder);
  const again = repetition(input.run, example.case);
  const requests = isFirst || input.verbose === true ? requestLines(evidence, input.verbose === true, style) : [];
  const needed = neededVariables([
    ...(requests.length === 0 ? [] : (evidence.commands ?? [])),
    ...[again, trace ?? []].map(commandLine),
  ]);
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
    ...(wire.length === 0 ? [] : excerptLines(wire, legend, suiteWords(input.run.target), style)),
    ...requests,
    ...(requirement === undefined ? [] : entry('remedy', requirement.remedy)),
    ...(requirement === undefined || needed.length === 0 ? [] : entry('needs', `${listed(needed)} in the environment`)),
    ...commandLines('repeat', again.map(quoted), style),
    ...(trace === undefined ? [] : commandLines('replay', trace.map(quoted), style)),
    '',
  ];
};

/** Every thing that is said once, with the cases that show it. */
const hiddenLine = ({ requirement, hidden }: RequirementGroups, style: TerminalStyle): readonly string[] => {
  if (hidden.length === 0) return [];
  const cases = new Map<string, string[]>();
  for (const { example } of hidden) cases.set(example.message, [...(cases.get(example.message) ?? []), example.case]);
  const named = others(
    [...cases].map(([message, ids]) => `${shortened(message, 100)} (${others(ids)})`),
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
