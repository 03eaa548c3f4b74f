// A window of a few lines that is redrawn in place at the bottom of a terminal; what is worth keeping scrolls above it.
import type { CaseResult, CaseVerdict } from '../../harness/run.ts';
import { caseKind } from '../finding-groups.ts';
import { printable } from '../printable.ts';
import { CRASH_LINES, caseLine, crashLine } from './case-line.ts';
import { renderPreflightSummary } from './header.ts';
import { counted, duration, VERDICT_LABELS } from './labels.ts';
import type { Progress, ProgressEvent } from './progress-event.ts';
import type { TerminalStyle } from './style.ts';
import { fitted, padded } from './width.ts';

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
const GROUPS_SHOWN = 8;
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

// Worst first: the worst names the row of its kind.
const NOTABLE = ['fail', 'warn', 'inconclusive'] as const;
type NotableVerdict = (typeof NOTABLE)[number];

const notable = (verdict: CaseVerdict): NotableVerdict | undefined => NOTABLE.find((each) => each === verdict);

/** Cases of one kind that did not pass. */
interface Group {
  readonly kind: string;
  readonly verdict: NotableVerdict;
  readonly cases: number;
  readonly requirements: ReadonlySet<string>;
}

const grown = (group: Group | undefined, verdict: NotableVerdict, result: CaseResult): Group => ({
  kind: caseKind(result.id),
  verdict: NOTABLE.find((each) => each === verdict || each === group?.verdict) ?? verdict,
  cases: (group?.cases ?? 0) + 1,
  requirements: new Set([...(group?.requirements ?? []), ...result.findings.map(({ requirement }) => requirement)]),
});

const groupLine = ({ kind, verdict, cases, requirements }: Group, style: TerminalStyle): string => {
  const { icon, word, tone } = VERDICT_LABELS[verdict];
  const violated = requirements.size === 0 ? '' : `: ${[...requirements].join(', ')}`;
  const text = fitted(printable(`${kind}  ${counted(cases, 'case')}${violated}`), style.columns - 17);
  return `${style.paint(tone, padded(`${icon} ${word}`, 15))} ${text}`;
};

/**
 * Progress on a terminal, in a bounded number of rows however much fails. Nothing of it is left once it is closed, except
 * a line for each kind of case with findings.
 */
export const liveProgress = (options: LiveProgressOptions): Progress => {
  const running = new Map<string, Running>();
  const tally = new Map<CaseVerdict, number>();
  const groups = new Map<string, Group>();
  let crashes = 0;
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
    if (crashes > CRASH_LINES) parts.push(`target ended ${crashes} times`);
    const progress = planned === undefined ? 'starting' : `${ended} of ${planned} cases`;
    return fitted([progress, ...parts, duration(options.now() - began)].join('  '), style.columns - 1);
  };

  const groupLines = (style: TerminalStyle, most: number): readonly string[] => {
    const all = [...groups.values()];
    const hidden = all.length > most ? [`  and ${counted(all.length - most, 'more kind')} of case`] : [];
    return [...all.slice(0, most).map((group) => groupLine(group, style)), ...hidden];
  };

  const windowLines = (style: TerminalStyle): readonly string[] => {
    const now = options.now();
    const slow = [...running.values()].filter((each) => now - each.since >= SHOWN_AFTER_MS);
    const rows = slow
      .slice(0, RUNNING_SHOWN)
      .map((each) => fitted(`  ${printable(each.id)}  ${duration(now - each.since)}`, style.columns - 1));
    const more = slow.length > RUNNING_SHOWN ? [`  and ${slow.length - RUNNING_SHOWN} more`] : [];
    return [
      ...groupLines(style, GROUPS_SHOWN),
      ...[...rows, ...more].map((row) => style.paint('quiet', row)),
      style.paint('strong', counterLine(style)),
    ];
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

  const note = (result: CaseResult): void => {
    const verdict = notable(result.verdict);
    if (verdict === undefined) return;
    const kind = caseKind(result.id);
    groups.set(kind, grown(groups.get(kind), verdict, result));
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
        if (options.verbose) above.push(caseLine(event.result, style));
        else note(event.result);
        break;
      case 'crash':
        crashes += 1;
        if (crashes <= CRASH_LINES) above.push(crashLine(event.crash, style));
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
      const last = [...above, ...groupLines(options.style(), Number.POSITIVE_INFINITY)];
      const kept = last.map((line) => `${line}\n`).join('');
      if (state === 'open' || kept !== '') {
        options.write(`${eraseUp(drawn)}${kept}${state === 'open' ? SHOW_CURSOR : ''}`);
      }
      state = 'closed';
    },
  };
};
