import { UsageError } from '../../harness/engine/options.ts';
import type { RunDocument } from '../../harness/run.ts';
import { quoted } from '../../reports/command.ts';
import { printable } from '../../reports/printable.ts';
import { type Arguments, flagOf, numberOf, textOf } from '../argument.ts';
import { caseNotes } from '../case-notes.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { confirm } from '../confirmation.ts';
import type { ExitCode } from '../exit-code.ts';
import { checkFilters } from '../filters.ts';
import { refuseOptions } from '../judged-suites.ts';
import { REPLAY_OPTIONS } from '../option.ts';
import { type OriginRun, originRun } from '../origin-run.ts';
import { checkNotInside } from '../output-folder.ts';
import { workOfTraces } from '../planned-work.ts';
import { runCommand } from '../run-command.ts';
import { type ReportSettings, runOnce } from '../run-report.ts';
import { checkReporters, type RunSettings, runSettingsOf } from '../run-settings.ts';
import { servicesTargetOf } from '../services-target.ts';
import { connectionOf, suiteOptions } from '../suite-options.ts';
import { splitUserInfo, websocketUrl } from '../target-url.ts';
import { readTraces, type Traces } from '../trace-files.ts';

/** Green is an answer where something failed before. */
const greenNotes = (run: RunDocument): readonly string[] =>
  run.cases.flatMap(({ id, verdict }) => (verdict === 'pass' ? [`${id}: did not fail this time`] : []));

/** What is replayed, and how; `T` are traces of one suite. */
interface Replay<T> {
  readonly path: string;
  readonly traces: readonly T[];
  readonly settings: RunSettings;
  readonly origin: OriginRun | undefined;
  readonly args: Arguments;
}

const repeated = <T extends { readonly id: string }>(traces: readonly T[], times: number): readonly T[] =>
  Array.from({ length: times }, (_, index) =>
    traces.map((trace) => (times === 1 ? trace : { ...trace, id: `${trace.id}/replay-${index + 1}` })),
  ).flat();

/** The cases to run, and what both suites are told of them. */
const prepared = <T extends { readonly id: string }>(
  { path, traces, settings, origin, args }: Replay<T>,
  { url, shownUrl }: { readonly url: string; readonly shownUrl: string },
  context: CommandContext,
) => {
  const cases = repeated(traces, numberOf(args, 'times', { least: 1, most: 10_000, whole: true }) ?? 1);
  const ids = cases.map(({ id }) => id);
  checkFilters('--only', settings.only, ids);
  checkFilters('--skip', settings.skip, ids);
  const command = runCommand(['replay', path], { ...args, url: shownUrl }, REPLAY_OPTIONS, settings.seed);
  const started = textOf(args, 'start') === undefined ? origin?.started : undefined;
  const shown: ReportSettings = {
    ...settings,
    notesOn: (run) => [...caseNotes(run, ids, []), ...greenNotes(run)],
    ...(started === undefined
      ? {}
      : { unreachableHint: `The run of this trace started its target: add --start ${quoted(printable(started))}` }),
  };
  const options = {
    ...suiteOptions(settings, { url, command }, context),
    only: settings.only.length > 0 ? settings.only : ids,
    cases,
  };
  return { shown, options };
};

const replayCalls = async (
  replay: Replay<Traces['websocket'][number]>,
  given: string,
  context: CommandContext,
): Promise<ExitCode> => {
  const { args, settings } = replay;
  refuseOptions(args, ['user', 'key', 'user2', 'key2', 'rate', 'yes'], 'is for traces of the services suite');
  checkReporters(settings.reporters, 'websocket');
  const { url, headers } = splitUserInfo(websocketUrl(given));
  const connection = connectionOf(args, 'handshake', headers);
  const { shown, options } = prepared(replay, { url, shownUrl: given }, context);
  const { runWebsocketSuite } = await import('../../suites/websocket/run.ts');
  return runOnce({ suite: 'websocket', url }, shown, context, (observe) =>
    runWebsocketSuite({ ...options, ...connection }, observe),
  );
};

const replayRequests = async (
  replay: Replay<Traces['services'][number]>,
  given: string,
  context: CommandContext,
): Promise<ExitCode> => {
  const target = servicesTargetOf(given, replay.args, context);
  const { shown, options } = prepared(replay, { url: target.url, shownUrl: target.url }, context);
  await confirm(target, flagOf(replay.args, 'yes'), () => workOfTraces(options.cases), context);
  const { runServicesSuite } = await import('../../suites/services/run.ts');
  return runOnce({ suite: 'services', url: target.url }, shown, context, (observe) =>
    runServicesSuite({ ...options, ...target }, observe),
  );
};

/** `replay <file>`: runs stored traces again, those that failed or a user's own, and judges them as any case. */
export const replay: Command = async (args, context) => {
  const path = String(args.file);
  const settings = runSettingsOf(args, 'conformance-replay');
  const { websocket, services } = await readTraces('replay', [path], ['websocket', 'services']);
  if (websocket.length > 0 && services.length > 0) {
    throw new UsageError(`replay ${printable(path)}: holds traces of two suites; name a folder with those of one`);
  }
  checkNotInside('replay', [path], settings.out);
  const origin = await originRun(path);
  const given = textOf(args, 'url') ?? origin?.url;
  if (given === undefined) {
    throw new UsageError(`replay ${printable(path)}: there is no run.json above it that names the target; give --url`);
  }
  const common = { path, settings, origin, args };
  return services.length > 0
    ? replayRequests({ ...common, traces: services }, given, context)
    : replayCalls({ ...common, traces: websocket }, given, context);
};
