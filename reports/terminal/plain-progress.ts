// Append-only lines for logs: no clock that ticks, no line that is written twice.
import type { CaseResult, CaseVerdict } from '../../harness/run.ts';
import { caseKind } from '../finding-groups.ts';
import { printable } from '../printable.ts';
import { CRASH_LINES, caseLine, crashLine, moreCrashesLine } from './case-line.ts';
import { renderPreflightSummary } from './header.ts';
import { CASE_VERDICTS, counted, VERDICT_LABELS } from './labels.ts';
import type { Progress } from './progress-event.ts';
import type { TerminalStyle } from './style.ts';
import { fitted, padded } from './width.ts';

export interface PlainProgressOptions {
  readonly style: TerminalStyle;
  /** Takes complete lines, line ends included. */
  readonly write: (text: string) => void;
  /** One line for each case instead of each kind of case. */
  readonly verbose: boolean;
}

// The worst verdict names the line; what was not run says least.
const WORST_FIRST: readonly CaseVerdict[] = ['fail', 'warn', 'inconclusive', 'pass', 'not-exercised', 'skipped'];

const kindLine = (kind: string, results: readonly CaseResult[], style: TerminalStyle): string => {
  const has = (verdict: CaseVerdict): number => results.filter((result) => result.verdict === verdict).length;
  const worst = WORST_FIRST.find((verdict) => has(verdict) > 0) ?? 'not-exercised';
  const { icon, word, tone } = VERDICT_LABELS[worst];
  const numbers = CASE_VERDICTS.filter((verdict) => has(verdict) > 0)
    .map((verdict) => `${has(verdict)} ${VERDICT_LABELS[verdict].word.toLowerCase()}`)
    .join(', ');
  const text = fitted(`${printable(kind)}  ${counted(results.length, 'case')}: ${numbers}`, style.columns - 16);
  return `${style.paint(tone, padded(`${icon} ${word}`, 15))} ${text}`;
};

/** Progress as lines: one when all cases of a kind are done, or one for each case. */
export const plainProgress = ({ style, write, verbose }: PlainProgressOptions): Progress => {
  const awaited = new Map<string, number>();
  const done = new Map<string, CaseResult[]>();
  let crashes = 0;
  const line = (text: string): void => write(`${text}\n`);
  const tell = (kind: string): void => {
    const results = done.get(kind);
    done.delete(kind);
    if (results !== undefined) line(kindLine(kind, results, style));
  };
  return {
    observe: (event) => {
      if (event.kind === 'preflight') {
        if (event.report.ok) for (const text of renderPreflightSummary(event.report, style)) line(text);
      } else if (event.kind === 'planned') {
        line(`Running ${counted(event.cases, 'case')}`);
        for (const id of event.ids ?? []) awaited.set(caseKind(id), (awaited.get(caseKind(id)) ?? 0) + 1);
      } else if (event.kind === 'crash') {
        crashes += 1;
        if (crashes <= CRASH_LINES) line(crashLine(event.crash, style));
      } else if (event.kind === 'case-end') {
        if (verbose) {
          line(caseLine(event.result, style));
          return;
        }
        const kind = caseKind(event.result.id);
        const results = [...(done.get(kind) ?? []), event.result];
        done.set(kind, results);
        if (results.length === awaited.get(kind)) tell(kind);
      }
    },
    // Also kinds that an interrupted run left unfinished.
    close: () => {
      for (const kind of [...done.keys()]) tell(kind);
      if (crashes > CRASH_LINES) line(moreCrashesLine(crashes - CRASH_LINES, style));
      crashes = 0;
    },
  };
};
