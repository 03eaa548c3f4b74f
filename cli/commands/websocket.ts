import { type RunOptions, UsageError } from '../../harness/engine/options.ts';
import { requirementsOf } from '../../specification/catalogue.ts';
import { headersOf, textOf, textsOf } from '../argument.ts';
import type { Command } from '../command-context.ts';
import { COMMAND_NAMES } from '../command-names.ts';
import { checkFilters } from '../filters.ts';
import { WEBSOCKET_OPTIONS } from '../option.ts';
import { checkNotInside } from '../output-folder.ts';
import { runCommand } from '../run-command.ts';
import { runAndReport } from '../run-report.ts';
import { type RunSettings, runSettingsOf } from '../run-settings.ts';
import { splitUserInfo, websocketUrl } from '../target-url.ts';
import { tlsOptionsOf } from '../tls-files.ts';
import { readTraces } from '../trace-files.ts';

/** Filters are checked before the target is started or called. @throws UsageError */
export const checkedScenarios = async (
  settings: Pick<RunSettings, 'seed' | 'only' | 'skip'>,
  paths: readonly string[],
): Promise<NonNullable<RunOptions['scenarios']>> => {
  const { websocketCases } = await import('../../suites/websocket/cases.ts');
  const own = await websocketCases({ seed: settings.seed });
  const scenarios = await readTraces('--scenario', paths);
  const taken = scenarios.find(({ id }) => own.some((each) => each.id === id));
  if (taken !== undefined) throw new UsageError(`--scenario: the id ${taken.id} belongs to a case of the suite`);
  const ids = [...requirementsOf('websocket'), ...own, ...scenarios].map(({ id }) => id);
  checkFilters('--only', settings.only, ids);
  checkFilters('--skip', settings.skip, ids);
  return scenarios;
};

/** `websocket <url>`, and a ws or wss URL alone: be Aculab Cloud, call the server, judge it. */
export const websocket: Command = async (args, context) => {
  const given = websocketUrl(String(args.url), COMMAND_NAMES);
  const { url, headers: credentials } = splitUserInfo(given);
  const settings = runSettingsOf(args);
  const tls = tlsOptionsOf(args);
  const headers = { ...credentials, ...headersOf(args) };
  const start = textOf(args, 'start');
  const scenarioPaths = textsOf(args, 'scenario');
  checkNotInside('--scenario', scenarioPaths, settings.out);
  const scenarios = await checkedScenarios(settings, scenarioPaths);
  const { runWebsocketSuite } = await import('../../suites/websocket/run.ts');
  return runAndReport(url, settings, context, (observe) =>
    runWebsocketSuite(
      {
        url,
        out: settings.out,
        only: settings.only,
        skip: settings.skip,
        seed: settings.seed,
        concurrency: settings.concurrency,
        profile: settings.profile,
        timeoutScale: settings.timeoutScale,
        ...(start === undefined ? {} : { start }),
        headers,
        ...(tls === undefined ? {} : { tls }),
        scenarios,
        command: runCommand(['websocket', given], args, WEBSOCKET_OPTIONS, settings.seed),
        signal: context.interruption.signal,
      },
      observe,
    ),
  );
};
