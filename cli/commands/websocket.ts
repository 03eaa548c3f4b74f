import type { RunDocument } from '../../harness/run.ts';
import { textsOf } from '../argument.ts';
import { settingsWithBaseline, withOwnProfile } from '../baseline-settings.ts';
import { caseNotes } from '../case-notes.ts';
import type { Command } from '../command-context.ts';
import { COMMAND_NAMES } from '../command-names.ts';
import { WEBSOCKET_OPTIONS } from '../option.ts';
import { checkNotInside } from '../output-folder.ts';
import { runCommand } from '../run-command.ts';
import { runOnce } from '../run-report.ts';
import { checkReporters } from '../run-settings.ts';
import { checkSelection } from '../selection.ts';
import { connectionOf, suiteOptions } from '../suite-options.ts';
import { splitUserInfo, websocketUrl } from '../target-url.ts';
import { readTraces } from '../trace-files.ts';

/** `websocket <url>`, and a ws or wss URL alone: be Aculab Cloud, call the server, judge it. */
export const websocket: Command = async (args, context) => {
  const given = websocketUrl(String(args.url), COMMAND_NAMES);
  const { url, headers } = splitUserInfo(given);
  const settings = await settingsWithBaseline(args, context, 'websocket');
  checkReporters(settings.reporters, { suite: 'websocket' });
  const connection = connectionOf(args, 'handshake', headers);
  const scenarioPaths = textsOf(args, 'scenario');
  checkNotInside('--scenario', scenarioPaths, settings.out);
  const { websocket: scenarios } = await readTraces('--scenario', scenarioPaths, ['websocket']);
  await checkSelection('websocket', settings, scenarios);
  const { runWebsocketSuite } = await import('../../suites/websocket/run.ts');
  const own = scenarios.map(({ id }) => id);
  const notesOn = (run: RunDocument): readonly string[] => caseNotes(run, own, settings.only);
  const command = runCommand(['websocket', given], withOwnProfile(args, settings), WEBSOCKET_OPTIONS, settings.seed);
  return runOnce({ suite: 'websocket', url }, { ...settings, notesOn }, context, (observe) =>
    runWebsocketSuite({ url, ...suiteOptions(settings, command, context), ...connection, scenarios }, observe),
  );
};
