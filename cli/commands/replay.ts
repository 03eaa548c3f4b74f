import { UsageError } from '../../harness/engine/options.ts';
import type { RunDocument } from '../../harness/run.ts';
import { quoted } from '../../reports/command.ts';
import { printable } from '../../reports/printable.ts';
import { type Arguments, flagOf, numberOf, textOf } from '../argument.ts';
import { caseNotes } from '../case-notes.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { confirm, SERVICES_CAUTION } from '../confirmation.ts';
import type { ExitCode } from '../exit-code.ts';
import { confirmFiles } from '../file-work.ts';
import { checkFilters } from '../filters.ts';
import { refuseOptions } from '../judged-suites.ts';
import { mediaFilesTargetOf } from '../media-files-target.ts';
import { REPLAY_OPTIONS } from '../option.ts';
import { type OriginRun, originRun } from '../origin-run.ts';
import { checkNotInside } from '../output-folder.ts';
import { workOfTraces } from '../planned-work.ts';
import { runCommand } from '../run-command.ts';
import { type ReportSettings, runOnce, targetOf } from '../run-report.ts';
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

/** The cases to run, and what every suite is told of them. */
const prepared = <T extends { readonly id: string }>(
  { path, traces, settings, origin, args }: Replay<T>,
  /** Options that name the target. */
  target: Arguments,
  context: CommandContext,
) => {
  const cases = repeated(traces, numberOf(args, 'times', { least: 1, most: 10_000, whole: true }) ?? 1);
  const ids = cases.map(({ id }) => id);
  checkFilters('--only', settings.only, ids);
  checkFilters('--skip', settings.skip, ids);
  const command = runCommand(['replay', path], { ...args, ...target }, REPLAY_OPTIONS, settings.seed);
  const started = textOf(args, 'start') === undefined ? origin?.started : undefined;
  const shown: ReportSettings = {
    ...settings,
    notesOn: (run) => [...caseNotes(run, ids, []), ...greenNotes(run)],
    ...(started === undefined
      ? {}
      : { unreachableHint: `The run of this trace started its target: add --start ${quoted(printable(started))}` }),
  };
  const options = {
    ...suiteOptions(settings, command, context),
    only: settings.only.length > 0 ? settings.only : ids,
    cases,
  };
  return { shown, options };
};

const OF_SERVICES = ['user', 'key', 'user2', 'key2', 'rate', 'yes'];
const OF_NAMES = ['exec', 'module', 'binding'];

const replayCalls = async (
  replay: Replay<Traces['websocket'][number]>,
  given: string,
  context: CommandContext,
): Promise<ExitCode> => {
  const { args, settings } = replay;
  refuseOptions(args, OF_SERVICES, 'is for traces of the services suite');
  refuseOptions(args, OF_NAMES, 'is for traces of the media-files suite');
  checkReporters(settings.reporters, { suite: 'websocket' });
  const { url, headers } = splitUserInfo(websocketUrl(given));
  const connection = connectionOf(args, 'handshake', headers);
  const { shown, options } = prepared(replay, { url: given }, context);
  const { runWebsocketSuite } = await import('../../suites/websocket/run.ts');
  return runOnce({ suite: 'websocket', url }, shown, context, (observe) =>
    runWebsocketSuite({ url, ...options, ...connection }, observe),
  );
};

const replayRequests = async (
  replay: Replay<Traces['services'][number]>,
  given: string,
  context: CommandContext,
): Promise<ExitCode> => {
  refuseOptions(replay.args, OF_NAMES, 'is for traces of the media-files suite');
  const target = servicesTargetOf(given, replay.args, context);
  const { shown, options } = prepared(replay, { url: target.url }, context);
  await confirm(SERVICES_CAUTION, target, flagOf(replay.args, 'yes'), () => workOfTraces(options.cases), context);
  const { runServicesSuite } = await import('../../suites/services/run.ts');
  return runOnce({ suite: 'services', url: target.url }, shown, context, (observe) =>
    runServicesSuite({ ...options, ...target }, observe),
  );
};

const replayNames = async (
  replay: Replay<Traces['media-files'][number]>,
  context: CommandContext,
): Promise<ExitCode> => {
  const { path, origin, args, settings } = replay;
  refuseOptions(args, ['user2', 'key2'], 'is for traces of the services suite');
  const isGiven = ['url', 'exec', 'module'].some((name) => args[name] !== undefined);
  const { exec, module, binding } = origin?.names ?? {};
  const program = exec === undefined ? { module } : { exec };
  const original = origin?.url === undefined ? program : { url: origin.url };
  if (!isGiven && Object.values(original).every((value) => value === undefined)) {
    throw new UsageError(`${untold(path)}; give --url, --exec or --module`);
  }
  // Another store may be spoken to in another way.
  const words: Arguments = isGiven
    ? args
    : { ...original, ...(binding === undefined ? {} : { binding }), ...present(args) };
  const { target, ...connection } = await mediaFilesTargetOf(words, context);
  const shownTarget = targetOf(target);
  checkReporters(settings.reporters, shownTarget);
  const { shown, options } = prepared(
    replay,
    { ...words, ...(target.kind === 'store' ? { url: target.url } : {}) },
    context,
  );
  const all = { ...options, ...connection, target };
  await confirmFiles(all, flagOf(args, 'yes'), context);
  const { runMediaFilesSuite } = await import('../../suites/media-files/run.ts');
  return runOnce(shownTarget, shown, context, (observe) => runMediaFilesSuite(all, observe));
};

const present = (args: Arguments): Arguments =>
  Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));

const untold = (path: string): string =>
  `replay ${printable(path)}: there is no run.json above it that names the target`;

/** `replay <file>`: runs stored traces again, those that failed or a user's own, and judges them as any case. */
export const replay: Command = async (args, context) => {
  const path = String(args.file);
  const settings = runSettingsOf(args, context.environment, 'conformance-replay');
  const { websocket, services, ...rest } = await readTraces('replay', [path], ['websocket', 'services', 'media-files']);
  const names = rest['media-files'];
  if ([websocket, services, names].filter(({ length }) => length > 0).length > 1) {
    throw new UsageError(`replay ${printable(path)}: holds traces of several suites; name a folder with those of one`);
  }
  checkNotInside('replay', [path], settings.out);
  const origin = await originRun(path);
  const common = { path, settings, origin, args };
  if (names.length > 0) return replayNames({ ...common, traces: names }, context);
  const given = textOf(args, 'url') ?? origin?.url;
  if (given === undefined) throw new UsageError(`${untold(path)}; give --url`);
  return services.length > 0
    ? replayRequests({ ...common, traces: services }, given, context)
    : replayCalls({ ...common, traces: websocket }, given, context);
};
