import { preflight } from '../../harness/target/preflight.ts';
import { renderPreflightSteps, renderUnreachable } from '../../reports/terminal/header.ts';
import { flagOf, headersOf } from '../argument.ts';
import type { Command } from '../command-context.ts';
import { conclude, EXIT_CODES } from '../exit-code.ts';
import { timeoutScaleOf } from '../run-settings.ts';
import { splitUserInfo, websocketUrl } from '../target-url.ts';
import { tlsOptionsOf } from '../tls-files.ts';

const TIMEOUT_MS = 5000;

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
  terminal.tell(renderUnreachable(report, style));
  terminal.tell([style.paint(conclusion.tone, conclusion.sentence)]);
  return conclusion.code;
};
