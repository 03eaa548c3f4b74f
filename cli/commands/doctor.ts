import { type PreflightReport, preflight } from '../../harness/target/preflight.ts';
import { suiteWords } from '../../reports/suite-words.ts';
import { renderPreflightSteps, renderUnreachable } from '../../reports/terminal/header.ts';
import { accountsOf } from '../accounts.ts';
import { type Arguments, flagOf, headersOf } from '../argument.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { conclude, EXIT_CODES } from '../exit-code.ts';
import { isGithubStep } from '../github-actions.ts';
import { refuseOptions } from '../judged-suites.ts';
import { DOCTOR_OPTIONS, type OptionTable } from '../option.ts';
import { timeoutScaleOf } from '../run-settings.ts';
import {
  checkAnyUrl,
  servicesUrl,
  splitLogin,
  splitUserInfo,
  suiteOfUrl,
  type UrlSuite,
  websocketUrl,
} from '../target-url.ts';
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

const examineServer = async (args: Arguments): Promise<PreflightReport> => {
  refuseOptions(
    args,
    ['user', 'key', 'user2', 'key2'],
    'is for a services API: write it into the URL, or use --header',
  );
  const { url, headers: credentials } = splitUserInfo(websocketUrl(String(args.url)));
  const tls = tlsOptionsOf(args);
  const headers = { ...credentials, ...headersOf(args, 'handshake') };
  const timeoutMs = TIMEOUT_MS * timeoutScaleOf(args);
  return preflight({ url, ...(tls === undefined ? {} : { tls }), headers, timeoutMs });
};

const examineApi = async (args: Arguments, { environment }: CommandContext): Promise<PreflightReport> => {
  const login = splitLogin(servicesUrl(String(args.url)));
  const accounts = accountsOf(args, environment, login);
  const tls = tlsOptionsOf(args);
  const headers = headersOf(args, 'request');
  const timeoutMs = TIMEOUT_MS * timeoutScaleOf(args);
  const [{ preflightServices }, { createHttpClient }] = await Promise.all([
    import('../../suites/services/preflight.ts'),
    import('../../harness/http/client.ts'),
  ]);
  const client = createHttpClient({
    url: new URL(login.url),
    ...(tls === undefined ? {} : { tls }),
    headers,
    timeoutMs: () => timeoutMs,
  });
  try {
    return await preflightServices({ url: login.url, account: undefined, ...accounts, client, timeoutMs });
  } finally {
    client.close();
  }
};

/** `doctor <url>`: the way to a call or to an answer, step by step, and the raw cause of a call that cannot be set up. */
export const doctor: Command = async (args, context) => {
  const { terminal, environment } = context;
  if (isGithubStep(environment)) terminal.guard();
  checkAnyUrl(String(args.url));
  const suite: UrlSuite = suiteOfUrl(String(args.url)) ?? 'websocket';
  const report = await (suite === 'services' ? examineApi(args, context) : examineServer(args));
  const words = suiteWords({ suite });
  const style = terminal.style();
  terminal.tell(renderPreflightSteps(report, style));
  if (flagOf(args, 'json')) terminal.document(report);
  if (report.ok) {
    terminal.tell([style.paint('pass', words.usable)]);
    return EXIT_CODES.conformant;
  }
  const cause = report.rawCause === undefined ? {} : { rawCause: report.rawCause };
  const conclusion = conclude({ kind: 'unreachable', target: { suite }, ...cause });
  const advice = report.advice === undefined ? {} : { advice: possibleAdvice(report.advice, DOCTOR_OPTIONS) };
  terminal.tell(renderUnreachable({ ...report, ...advice }, style, { stepsShown: true, words }));
  terminal.tell([style.paint(conclusion.tone, conclusion.sentence)]);
  return conclusion.code;
};
