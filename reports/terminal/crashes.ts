// A target whose process ends by itself: how often, where first, and what it said, told once for each thing it said.
import type { RunDocument, TargetCrash } from '../../harness/run.ts';
import { caseKind } from '../finding-groups.ts';
import { printable, shortened } from '../printable.ts';
import { counted } from './labels.ts';
import type { TerminalStyle } from './style.ts';
import { hanging } from './wrap.ts';

/** Chooses the lines of a process's output that say why it ended: what happened, and where if that is known. */
export type TellingLines = (output: readonly string[]) => readonly string[];

const CAUSES_SHOWN = 3;
const LONGEST_LINE = 400;

interface Cause {
  readonly first: TargetCrash;
  readonly said: readonly string[];
  readonly count: number;
}

const causesOf = (crashes: readonly TargetCrash[], tellingLines: TellingLines): readonly Cause[] => {
  const causes = new Map<string, Cause>();
  for (const crash of crashes) {
    const said = tellingLines(crash.output);
    const [what = '', where] = said;
    // Whatever is thrown at one place has one cause.
    const key = [crash.exitCode, crash.signal, where ?? what.replace(/\d+/g, '#')].join('\n');
    const known = causes.get(key);
    causes.set(key, known === undefined ? { first: crash, said, count: 1 } : { ...known, count: known.count + 1 });
  }
  return [...causes.values()];
};

/** `exit code 1`, `signal SIGSEGV`. */
export const ending = (crash: TargetCrash): string =>
  crash.signal === null ? `exit code ${crash.exitCode ?? 'unknown'}` : `signal ${crash.signal}`;

const causeLines = ({ first, said, count }: Cause, style: TerminalStyle): readonly string[] => [
  ...hanging(
    {
      indent: 2,
      label: '✗',
      labelColumns: 2,
      text: printable(`${ending(first)} in ${first.case}${count === 1 ? '' : `, ${count} times like this`}`),
    },
    style.columns,
  ),
  ...said.flatMap((line) =>
    hanging({ indent: 4, label: '|', labelColumns: 2, text: shortened(printable(line), LONGEST_LINE) }, style.columns),
  ),
];

/** How often the target ended by itself and why; no lines where it never did. */
export const renderCrashes = (
  run: RunDocument,
  tellingLines: TellingLines,
  style: TerminalStyle,
): readonly string[] => {
  const crashes = run.target.crashes ?? [];
  const [first] = crashes;
  if (first === undefined) return [];
  const causes = causesOf(crashes, tellingLines);
  const heading = `The target ended ${counted(crashes.length, 'time')} by itself, first in ${printable(first.case)}`;
  return [
    ...hanging({ indent: 0, label: '', labelColumns: 0, text: heading }, style.columns).map((line) =>
      style.paint('fail', line),
    ),
    ...causes.slice(0, CAUSES_SHOWN).flatMap((cause) => causeLines(cause, style)),
    ...(causes.length > CAUSES_SHOWN
      ? [`  and in ${counted(causes.length - CAUSES_SHOWN, 'other way')}, see run.json`]
      : []),
    '',
  ];
};

/**
 * What comes before all findings where the target cannot take a call that asks nothing of it: every other finding may
 * follow from that. A plain call that passes alone only was beside another case that ended the process.
 */
export const renderPlainCallCrash = (
  run: RunDocument,
  tellingLines: TellingLines,
  style: TerminalStyle,
): readonly string[] => {
  const failing = new Set(run.cases.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id));
  const crash = run.target.crashes?.find((each) => caseKind(each.case) === 'plain-call' && failing.has(each.case));
  if (crash === undefined) return [];
  const text = 'It ends in a plain call: fix this first, the rest follows from it.';
  return [
    ...hanging({ indent: 0, label: '', labelColumns: 0, text }, style.columns).map((line) => style.paint('fail', line)),
    ...causeLines({ first: crash, said: tellingLines(crash.output), count: 1 }, style),
    '',
  ];
};
