import type { RunDocument } from '../../harness/run.ts';
import { headersOf, textOf, textsOf } from '../argument.ts';
import { caseNotes } from '../case-notes.ts';
import type { Command } from '../command-context.ts';
import { COMMAND_NAMES } from '../command-names.ts';
import { WEBSOCKET_OPTIONS } from '../option.ts';
import { checkNotInside } from '../output-folder.ts';
import { runCommand } from '../run-command.ts';
import { runAndReport } from '../run-report.ts';
import { runSettingsOf } from '../run-settings.ts';
import { checkSelection } from '../selection.ts';
import { splitUserInfo, websocketUrl } from '../target-url.ts';
import { tlsOptionsOf } from '../tls-files.ts';
import { readTraces } from '../trace-files.ts';

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
  const scenarios = await readTraces('--scenario', scenarioPaths);
  await checkSelection(settings, scenarios);
  const { runWebsocketSuite } = await import('../../suites/websocket/run.ts');
  const own = scenarios.map(({ id }) => id);
  const shown = { ...settings, notesOn: (run: RunDocument) => caseNotes(run, own, settings.only) };
  return runAndReport(url, shown, context, (observe) =>
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
