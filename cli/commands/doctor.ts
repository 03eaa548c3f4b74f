import { preflight } from '../../harness/target/preflight.ts';
import { renderPreflightSteps, renderUnreachable } from '../../reports/terminal/header.ts';
import { flagOf, headersOf } from '../argument.ts';
import type { Command } from '../command-context.ts';
import { conclude, EXIT_CODES } from '../exit-code.ts';
import { DOCTOR_OPTIONS, type OptionTable } from '../option.ts';
import { timeoutScaleOf } from '../run-settings.ts';
import { splitUserInfo, websocketUrl } from '../target-url.ts';
import { tlsOptionsOf } from '../tls-files.ts';

const TIMEOUT_MS = 5000;

/** Advice without the parts that name options which the command does not have. */
const possibleAdvice = (advice: string, table: OptionTable): string => {
  const names = (part: string): readonly string[] => (part.match(/--[a-z-]+/g) ?? []).map((name) => name.slice(2));
  return advice
    .split('; ')
    .filter((part) => names(part).every((name) => Object.hasOwn(table, name)))
    .join('; ');
};

/** `doctor <url>`: the way to a call, step by step, and the raw cause that the application would see where it ends. */
export const doctor: Command = async (args, { terminal }) => {
  const { url, headers: credentials } = splitUserInfo(websocketUrl(String(args.url)));
  const tls = tlsOptionsOf(args);
  const headers = { ...credentials, ...headersOf(args) };
  const timeoutMs = TIMEOUT_MS * timeoutScaleOf(args);
  const report = await preflight({ url, ...(tls === undefined ? {} : { tls }), headers, timeoutMs });
  const style = terminal.style();
  terminal.tell(renderPreflightSteps(report, style));
  if (flagOf(args, 'json')) terminal.document(report);
  if (report.ok) {
    terminal.tell([style.paint('pass', 'A call can be set up.')]);
    return EXIT_CODES.conformant;
  }
  const cause = report.rawCause === undefined ? {} : { rawCause: report.rawCause };
  const conclusion = conclude({ kind: 'unreachable', reason: report.reason ?? '', ...cause });
  const advice = report.advice === undefined ? {} : { advice: possibleAdvice(report.advice, DOCTOR_OPTIONS) };
  terminal.tell(renderUnreachable({ ...report, ...advice }, style, { stepsShown: true }));
  terminal.tell([style.paint(conclusion.tone, conclusion.sentence)]);
  return conclusion.code;
};
