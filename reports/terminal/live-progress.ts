// A window of a few lines that is redrawn in place at the bottom of a terminal; what is worth keeping scrolls above it.
import type { CaseVerdict } from '../../harness/run.ts';
import { printable } from '../printable.ts';
import { caseLine, crashLine } from './case-line.ts';
import { renderPreflightSummary } from './header.ts';
import { duration, VERDICT_LABELS } from './labels.ts';
import type { Progress, ProgressEvent } from './progress-event.ts';
import type { TerminalStyle } from './style.ts';
import { fitted } from './width.ts';

export interface LiveProgressOptions {
  /** Asked at each redraw: the window may be resized. */
  readonly style: () => TerminalStyle;
  readonly write: (text: string) => void;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Calls back every so many milliseconds until the function that it returns is called. */
  readonly every: (ms: number, tick: () => void) => () => void;
  /** A line for each finished case, not only for those with findings. */
  readonly verbose: boolean;
}

const REDRAW_MS = 100;
const RUNNING_SHOWN = 6;
// Most cases end sooner; rows that flash by are noise.
const SHOWN_AFTER_MS = 300;

const HIDE_CURSOR = '\x1b[?25l';
const SHOW_CURSOR = '\x1b[?25h';
// Terminals that know it paint what lies between at once, the others ignore it.
const BEGIN_UPDATE = '\x1b[?2026h';
const END_UPDATE = '\x1b[?2026l';
const eraseUp = (lines: number): string => (lines === 0 ? '' : `\x1b[${lines}A\r\x1b[J`);

interface Running {
  readonly id: string;
  readonly since: number;
}

const isNotable = (verdict: CaseVerdict): boolean =>
  verdict === 'fail' || verdict === 'warn' || verdict === 'inconclusive';

/** Progress on a terminal. Nothing of it is left once it is closed, except the lines of cases with findings. */
export const liveProgress = (options: LiveProgressOptions): Progress => {
  const running = new Map<string, Running>();
  const tally = new Map<CaseVerdict, number>();
  const began = options.now();
  let planned: number | undefined;
  let above: string[] = [];
  let drawn = 0;
  let state: 'new' | 'open' | 'closed' = 'new';
  let stop: (() => void) | undefined;

  const counterLine = (style: TerminalStyle): string => {
    const ended = [...tally.values()].reduce((sum, count) => sum + count, 0);
    const parts = (['pass', 'fail', 'warn', 'inconclusive'] as const)
      .filter((verdict) => (tally.get(verdict) ?? 0) > 0)
      .map((verdict) => `${tally.get(verdict)} ${VERDICT_LABELS[verdict].word.toLowerCase()}`);
    const progress = planned === undefined ? 'starting' : `${ended} of ${planned} cases`;
    return fitted([progress, ...parts, duration(options.now() - began)].join('  '), style.columns - 1);
  };

  const windowLines = (style: TerminalStyle): readonly string[] => {
    const now = options.now();
    const slow = [...running.values()].filter((each) => now - each.since >= SHOWN_AFTER_MS);
    const rows = slow
      .slice(0, RUNNING_SHOWN)
      .map((each) => fitted(`  ${printable(each.id)}  ${duration(now - each.since)}`, style.columns - 1));
    const more = slow.length > RUNNING_SHOWN ? [`  and ${slow.length - RUNNING_SHOWN} more`] : [];
    return [...rows, ...more].map((row) => style.paint('quiet', row)).concat(style.paint('strong', counterLine(style)));
  };

  const draw = (): void => {
    if (state === 'closed') return;
    const style = options.style();
    const lines = windowLines(style);
    const kept = above.map((line) => `${line}\n`).join('');
    above = [];
    options.write(
      `${BEGIN_UPDATE}${state === 'new' ? HIDE_CURSOR : ''}${eraseUp(drawn)}${kept}${lines.map((line) => `${line}\n`).join('')}${END_UPDATE}`,
    );
    drawn = lines.length;
    state = 'open';
  };

  const take = (event: ProgressEvent): void => {
    const style = options.style();
    switch (event.kind) {
      case 'preflight':
        if (event.report.ok) above.push(...renderPreflightSummary(event.report, style));
        break;
      case 'planned':
        planned = event.cases;
        break;
      case 'case-begin':
        running.set(event.id, { id: event.id, since: options.now() });
        break;
      case 'case-end':
        running.delete(event.result.id);
        tally.set(event.result.verdict, (tally.get(event.result.verdict) ?? 0) + 1);
        if (options.verbose || isNotable(event.result.verdict)) above.push(caseLine(event.result, style));
        break;
      case 'crash':
        above.push(crashLine(event.crash, style));
        break;
    }
  };

  return {
    observe: (event) => {
      if (state === 'closed') return;
      take(event);
      // Drawn by the clock alone: a thousand cases in a second are ten redraws.
      stop ??= options.every(REDRAW_MS, draw);
    },
    close: () => {
      if (state === 'closed') return;
      stop?.();
      const kept = above.map((line) => `${line}\n`).join('');
      if (state === 'open' || kept !== '') {
        options.write(`${eraseUp(drawn)}${kept}${state === 'open' ? SHOW_CURSOR : ''}`);
      }
      state = 'closed';
    },
  };
};
