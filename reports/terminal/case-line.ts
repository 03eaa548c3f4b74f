import type { CaseResult, TargetCrash } from '../../harness/run.ts';
import { printable } from '../printable.ts';
import { ending } from './crashes.ts';
import { counted, duration, VERDICT_LABELS } from './labels.ts';
import type { TerminalStyle } from './style.ts';
import { fitted, padded } from './width.ts';

/** A finished case on one line: verdict, id, and what is wrong or how long it took. */
export const caseLine = (result: CaseResult, style: TerminalStyle): string => {
  const { icon, word, tone } = VERDICT_LABELS[result.verdict];
  const head = padded(`${icon} ${word}`, 15);
  const violated = [...new Set(result.findings.map((finding) => finding.requirement))];
  const tail = violated.length > 0 ? violated.join(', ') : (result.reason ?? duration(result.durationMs));
  const text = fitted(`${printable(result.id)}  ${printable(tail)}`, style.columns - 16);
  return `${style.paint(tone, head)} ${text}`;
};

/** The target's process ended by itself. */
export const crashLine = (crash: TargetCrash, style: TerminalStyle): string => {
  const head = padded('✗ target ended', 15);
  return `${style.paint('fail', head)} ${fitted(printable(`${ending(crash)} in ${crash.case}`), style.columns - 16)}`;
};

/** Crashes that get a line of their own while a run goes on; the others are counted. */
export const CRASH_LINES = 3;

export const moreCrashesLine = (count: number, style: TerminalStyle): string =>
  `${style.paint('fail', padded('✗ target ended', 15))} ${counted(count, 'more time', 'more times')}`;
