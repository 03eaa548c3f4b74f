// What --dry-run prints: every request or line, none of which is sent.
import { printable, shortened } from '../reports/printable.ts';
import { counted } from '../reports/terminal/labels.ts';
import type { TerminalStyle } from '../reports/terminal/style.ts';
import { columnsOf, fitted } from '../reports/terminal/width.ts';
import { hanging } from '../reports/terminal/wrap.ts';
import { span } from './confirmation.ts';

export interface PlannedRequest {
  /** Id of the case. */
  readonly case: string;
  readonly method: string;
  readonly url: string;
  /** What goes with it, for people. */
  readonly body?: string;
}

export interface RequestPlan {
  readonly cases: number;
  readonly requests: readonly PlannedRequest[];
  /** What they create at most: `3 services`. */
  readonly made: string;
  /** Requests a second, where they are limited. */
  readonly rate?: number | undefined;
}

const LONGEST_BODY = 4000;
/** A body with less room than this gets a line of its own. */
const LEAST_BODY = 30;

/** Whole with --verbose; else below the base URL, which is told once, and the body in what is left of the line, all cut to it. */
const requestLines = (
  { method, url, body }: PlannedRequest,
  base: string,
  isVerbose: boolean,
  style: TerminalStyle,
): readonly string[] => {
  const place = isVerbose || !url.startsWith(`${base}/`) ? url : url.slice(base.length);
  const whole = `  ${printable(method).padEnd(7)} ${printable(place)}`;
  const text = body === undefined ? undefined : printable(shortened(body, LONGEST_BODY));
  if (isVerbose) return [text === undefined ? whole : `${whole}  ${text}`];
  const head = fitted(whole, style.columns);
  if (text === undefined) return [head];
  const room = style.columns - columnsOf(head) - 2;
  if (room >= LEAST_BODY) return [`${head}  ${fitted(text, room)}`];
  const margin = ' '.repeat(10);
  return [head, `${margin}${fitted(text, style.columns - margin.length)}`];
};

const byCase = <T extends { readonly case: string }>(
  items: readonly T[],
  lines: (item: T) => readonly string[],
  style: TerminalStyle,
): readonly string[] => {
  const cases = new Map<string, T[]>();
  for (const item of items) cases.set(item.case, [...(cases.get(item.case) ?? []), item]);
  return [...cases].flatMap(([id, own]) => [style.paint('strong', printable(id)), ...own.flatMap(lines)]);
};

/** The requests by case, then how many there are. `base` is the URL that they begin with. */
export const renderPlan = (
  plan: RequestPlan,
  base: string,
  isVerbose: boolean,
  style: TerminalStyle,
): readonly string[] => {
  const below = base.replace(/\/+$/, '');
  const numbers = [counted(plan.requests.length, 'request'), `${counted(plan.cases, 'case')}, at most ${plan.made}`];
  const time =
    plan.rate === undefined ? '' : ` At ${plan.rate} a second they take ${span(plan.requests.length / plan.rate)}.`;
  return [
    `Base  ${printable(below)}`,
    ...byCase(plan.requests, (request) => requestLines(request, below, isVerbose, style), style),
    '',
    ...hanging(
      { indent: 0, label: '', labelColumns: 0, text: `${numbers.join(' in ')}; none was sent.${time}` },
      style.columns,
    ),
  ];
};

/** Lines for a program by case, as it would read them, then how many there are. */
export const renderLines = (
  plan: { readonly cases: number; readonly lines: ReadonlyArray<{ readonly case: string; readonly line: string }> },
  isVerbose: boolean,
  style: TerminalStyle,
): readonly string[] => [
  ...byCase(
    plan.lines,
    ({ line }) => [`  ${isVerbose ? printable(line) : fitted(printable(line), style.columns - 2)}`],
    style,
  ),
  '',
  `${counted(plan.lines.length, 'name')} in ${counted(plan.cases, 'case')}; none was asked.`,
];
