import { join } from 'node:path';
import { printable } from '../../reports/printable.ts';
import { hanging } from '../../reports/terminal/wrap.ts';
import { accountsOf } from '../accounts.ts';
import { flagOf } from '../argument.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { type Conclusion, worstOf } from '../exit-code.ts';
import { JUDGED_SUITES, type JudgedSuiteName, judgedSuite } from '../judged-suites.ts';
import { DEMO_OPTIONS } from '../option.ts';
import { type ReferenceProcess, startReferenceProcess } from '../reference-process.ts';
import { runCommand } from '../run-command.ts';
import { type Report, runAndReport } from '../run-report.ts';
import { checkReporters, type RunSettings, runSettingsOf, speaksHttp } from '../run-settings.ts';
import { filtersBySuite } from '../selection.ts';
import { suiteOptions } from '../suite-options.ts';

/** Mistakes that are easily made and do not hide each other. */
export const DEMO_FAULTS: Readonly<Record<JudgedSuiteName, readonly string[]>> = {
  // In audio, in messages, in what a server must put up with.
  websocket: ['ws.play.whole-samples', 'ws.hangup.cause', 'ws.hangup.last', 'ws.tolerates.overflow-warning'],
  // In a merge, in a list, in an error.
  services: ['services.modify.merges/shallow-depth-2', 'services.list.complete/deleted', 'services.error.datetime'],
  // In a character, in a sequence, in what is kept.
  'media-files': [
    'files.character.forbidden/newline-at-end',
    'files.sequence.dot-dot/segment',
    'files.store.refused-leaves-nothing/sanitised',
  ],
};

/** Options of an account, as the reference prints them. */
const accountsIn = ({ options }: ReferenceProcess): ReturnType<typeof accountsOf> => {
  const pairs = options.flatMap((word, index) => (word.startsWith('--') ? [[word.slice(2), options[index + 1]]] : []));
  return accountsOf(Object.fromEntries(pairs), {});
};

const runSuite = async (
  suite: JudgedSuiteName,
  server: ReferenceProcess,
  settings: RunSettings,
  command: string,
  context: CommandContext,
): Promise<Report> => {
  const { url } = server;
  const options = suiteOptions(settings, command, context);
  const shown = { ...settings, isPart: true };
  if (suite === 'websocket') {
    const { runWebsocketSuite } = await import('../../suites/websocket/run.ts');
    return runAndReport({ suite, url }, shown, context, (observe) => runWebsocketSuite({ url, ...options }, observe));
  }
  if (suite === 'media-files') {
    const { runMediaFilesSuite } = await import('../../suites/media-files/run.ts');
    const target = { kind: 'store', url } as const;
    return runAndReport({ suite, url }, shown, context, (observe) =>
      runMediaFilesSuite({ ...options, target }, observe),
    );
  }
  const { runServicesSuite } = await import('../../suites/services/run.ts');
  const accounts = accountsIn(server);
  return runAndReport({ suite, url }, shown, context, (observe) =>
    runServicesSuite({ url, ...options, ...accounts }, observe),
  );
};

/** `demo`: every suite against its reference, so that green and red can be seen without a target of one's own. */
export const demo: Command = async (args, context) => {
  const settings = runSettingsOf(args, context.environment);
  const { terminal, interruption, self } = context;
  const filters = await filtersBySuite(
    JUDGED_SUITES.map(({ name }) => name),
    settings,
  );
  // HAR is of exchanges; asked for beside calls it is not for these.
  const only = filters.size === 1 ? [...filters.keys()][0] : undefined;
  if (only !== undefined) checkReporters(settings.reporters, { suite: only });
  const command = runCommand(['demo'], args, DEMO_OPTIONS, settings.seed);
  const style = terminal.style();
  const say = (text: string): void => {
    if (!settings.quiet) {
      terminal.tell(hanging({ indent: 0, label: '', labelColumns: 0, text }, style.columns));
    }
  };
  const reports = new Map<JudgedSuiteName, Report>();
  for (const [suite, chosen] of filters) {
    if (interruption.signal.aborted) break;
    const { reference } = judgedSuite(suite);
    const faults = flagOf(args, 'faulty') ? DEMO_FAULTS[suite] : [];
    const server = await startReferenceProcess(self, suite, faults, (line) => {
      if (settings.verbose) terminal.complain(`reference: ${printable(line)}`);
    });
    try {
      if (reports.size > 0) say('');
      if (faults.length > 0) say(`The ${reference} has these faults: ${faults.join(', ')}`);
      const reporters = settings.reporters.filter((name) => name !== 'har' || speaksHttp({ suite }));
      const own = { ...settings, ...chosen, reporters, out: join(settings.out, suite) };
      reports.set(suite, await runSuite(suite, server, own, command, context));
    } finally {
      await server.stop();
    }
  }
  return tellAll(reports, settings, context);
};

/** One line for each suite, and the worst code. */
const tellAll = (
  reports: ReadonlyMap<JudgedSuiteName, Report>,
  settings: RunSettings,
  { terminal }: CommandContext,
): ReturnType<typeof worstOf> => {
  const style = terminal.style();
  const line = (suite: JudgedSuiteName, { sentence, tone }: Conclusion): readonly string[] =>
    hanging({ indent: 0, label: suite, labelColumns: 13, text: sentence }, style.columns).map((text) =>
      style.paint(tone, text),
    );
  if (settings.json) {
    terminal.document(Object.fromEntries([...reports].map(([suite, { document }]) => [suite, document])));
  }
  if (!settings.quiet) terminal.write('\n');
  terminal.tell([...reports].flatMap(([suite, { conclusion }]) => line(suite, conclusion)));
  return worstOf([...reports.values()].map(({ conclusion }) => conclusion.code));
};
