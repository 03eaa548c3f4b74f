import { UsageError } from '../../harness/engine/options.ts';
import type { RunDocument } from '../../harness/run.ts';
import { quoted } from '../../reports/command.ts';
import { printable } from '../../reports/printable.ts';
import { headersOf, numberOf, textOf } from '../argument.ts';
import { caseNotes } from '../case-notes.ts';
import type { Command } from '../command-context.ts';
import { checkFilters } from '../filters.ts';
import { REPLAY_OPTIONS } from '../option.ts';
import { originRun } from '../origin-run.ts';
import { checkNotInside } from '../output-folder.ts';
import { runCommand } from '../run-command.ts';
import { runAndReport } from '../run-report.ts';
import { runSettingsOf } from '../run-settings.ts';
import { splitUserInfo, websocketUrl } from '../target-url.ts';
import { tlsOptionsOf } from '../tls-files.ts';
import { readTraces } from '../trace-files.ts';

/** Green is an answer where something failed before. */
const greenNotes = (run: RunDocument): readonly string[] =>
  run.cases.flatMap(({ id, verdict }) => (verdict === 'pass' ? [`${id}: did not fail this time`] : []));

/** `replay <file>`: runs stored traces again, those that failed or a user's own, and judges them as any case. */
export const replay: Command = async (args, context) => {
  const path = String(args.file);
  const settings = runSettingsOf(args, 'conformance-replay');
  const times = numberOf(args, 'times', { least: 1, most: 10_000, whole: true }) ?? 1;
  const tls = tlsOptionsOf(args);
  const start = textOf(args, 'start');
  const traces = await readTraces('replay', [path]);
  checkNotInside('replay', [path], settings.out);
  const origin = await originRun(path);
  const given = textOf(args, 'url') ?? origin?.url;
  if (given === undefined) {
    throw new UsageError(`replay ${printable(path)}: there is no run.json above it that names the server; give --url`);
  }
  const { url, headers: credentials } = splitUserInfo(websocketUrl(given));
  const headers = { ...credentials, ...headersOf(args) };
  const cases = Array.from({ length: times }, (_, index) =>
    traces.map((trace) => (times === 1 ? trace : { ...trace, id: `${trace.id}/replay-${index + 1}` })),
  ).flat();
  const ids = cases.map(({ id }) => id);
  checkFilters('--only', settings.only, ids);
  checkFilters('--skip', settings.skip, ids);
  const { runWebsocketSuite } = await import('../../suites/websocket/run.ts');
  const command = { ...args, url: given };
  const shown = {
    ...settings,
    notesOn: (run: RunDocument) => [...caseNotes(run, ids, []), ...greenNotes(run)],
    ...(start === undefined && origin?.started !== undefined
      ? {
          unreachableHint: `The run of this trace started its server: add --start ${quoted(printable(origin.started))}`,
        }
      : {}),
  };
  return runAndReport(url, shown, context, (observe) =>
    runWebsocketSuite(
      {
        url,
        out: settings.out,
        only: settings.only.length > 0 ? settings.only : ids,
        skip: settings.skip,
        seed: settings.seed,
        concurrency: settings.concurrency,
        profile: settings.profile,
        timeoutScale: settings.timeoutScale,
        ...(start === undefined ? {} : { start }),
        headers,
        ...(tls === undefined ? {} : { tls }),
        cases,
        command: runCommand(['replay', path], command, REPLAY_OPTIONS, settings.seed),
        signal: context.interruption.signal,
      },
      observe,
    ),
  );
};
