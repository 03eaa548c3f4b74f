import { printable } from '../../reports/printable.ts';
import { hanging } from '../../reports/terminal/wrap.ts';
import { runWebsocketSuite } from '../../suites/websocket/run.ts';
import { flagOf } from '../argument.ts';
import type { Command } from '../command-context.ts';
import { DEMO_OPTIONS } from '../option.ts';
import { startReferenceProcess } from '../reference-process.ts';
import { runCommand } from '../run-command.ts';
import { runAndReport } from '../run-report.ts';
import { runSettingsOf } from '../run-settings.ts';
import { checkSelection } from '../selection.ts';

/** Mistakes that are easily made and do not hide each other: in audio, in messages, in what a server must put up with. */
export const DEMO_FAULTS: readonly string[] = [
  'ws.play.whole-samples',
  'ws.hangup.cause',
  'ws.hangup.last',
  'ws.tolerates.overflow-warning',
];

/** `demo`: the whole suite against the reference server, so that green and red can be seen without a server of one's own. */
export const demo: Command = async (args, context) => {
  const settings = runSettingsOf(args);
  await checkSelection(settings, []);
  const faults = flagOf(args, 'faulty') ? DEMO_FAULTS : [];
  const { terminal, interruption } = context;
  const onLine = (line: string): void => {
    if (settings.verbose) terminal.complain(`reference: ${printable(line)}`);
  };
  const server = await startReferenceProcess(context.self, faults, onLine);
  try {
    if (!settings.quiet && faults.length > 0)
      terminal.tell(
        hanging(
          {
            indent: 0,
            label: '',
            labelColumns: 0,
            text: `The reference server has these faults: ${faults.join(', ')}`,
          },
          terminal.style().columns,
        ),
      );
    return await runAndReport(server.url, settings, context, (observe) =>
      runWebsocketSuite(
        {
          url: server.url,
          out: settings.out,
          only: settings.only,
          skip: settings.skip,
          seed: settings.seed,
          concurrency: settings.concurrency,
          profile: settings.profile,
          timeoutScale: settings.timeoutScale,
          command: runCommand(['demo'], args, DEMO_OPTIONS, settings.seed),
          signal: interruption.signal,
        },
        observe,
      ),
    );
  } finally {
    await server.stop();
  }
};
