// What --dry-run prints: every request, none of which is sent.
import { printable, shortened } from '../reports/printable.ts';
import { counted } from '../reports/terminal/labels.ts';
import type { TerminalStyle } from '../reports/terminal/style.ts';
import { columnsOf, fitted } from '../reports/terminal/width.ts';
import type { PlannedRequest, RequestPlan } from '../suites/services/dry-run.ts';

const LONGEST_BODY = 4000;
/** A body with less room than this gets a line of its own. */
const LEAST_BODY = 30;

/** Whole with --verbose; else below the base URL, which is told once, and the body in what is left of the line. */
const requestLines = (
  { method, url, body }: PlannedRequest,
  base: string,
  isVerbose: boolean,
  style: TerminalStyle,
): readonly string[] => {
  const place = isVerbose || !url.startsWith(`${base}/`) ? url : url.slice(base.length);
  const head = `  ${printable(method).padEnd(7)} ${printable(place)}`;
  if (body === undefined) return [head];
  const text = printable(shortened(body, LONGEST_BODY));
  if (isVerbose) return [`${head}  ${text}`];
  const room = style.columns - columnsOf(head) - 2;
  if (room >= LEAST_BODY) return [`${head}  ${fitted(text, room)}`];
  const margin = ' '.repeat(10);
  return [head, `${margin}${fitted(text, style.columns - margin.length)}`];
};

/** The requests by case, then how many there are. `base` is the URL of the list. */
export const renderPlan = (
  plan: RequestPlan,
  base: string,
  isVerbose: boolean,
  style: TerminalStyle,
): readonly string[] => {
  const below = base.replace(/\/+$/, '');
  const byCase = new Map<string, PlannedRequest[]>();
  for (const request of plan.requests) byCase.set(request.case, [...(byCase.get(request.case) ?? []), request]);
  const numbers = [
    counted(plan.requests.length, 'request'),
    `${counted(plan.cases, 'case')}, at most ${counted(plan.services, 'service')}`,
  ];
  return [
    `Base  ${printable(below)}`,
    ...[...byCase].flatMap(([id, requests]) => [
      style.paint('strong', printable(id)),
      ...requests.flatMap((request) => requestLines(request, below, isVerbose, style)),
    ]),
    '',
    `${numbers.join(' in ')}; none was sent.`,
  ];
};
