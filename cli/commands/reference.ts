import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { UsageError } from '../../harness/engine/options.ts';
import { printable } from '../../reports/printable.ts';
import { type Arguments, choiceOf, flagOf, listOf, numberOf, textOf } from '../argument.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { EXIT_CODES, type ExitCode } from '../exit-code.ts';
import { fileProblem } from '../file-problem.ts';
import { type JudgedSuiteName, refuseOptions } from '../judged-suites.ts';

const KINDS = ['websocket', 'services', 'media-files'] as const satisfies readonly JudgedSuiteName[];

/** A reference that serves, and what is told of it. */
interface Serving {
  readonly lines: readonly string[];
  readonly stop: () => Promise<void>;
}

type Start = () => Promise<Serving>;

const OF_WEBSOCKET = ['app', 'tls', 'write-ca'];

const faultsOf = (args: Arguments, known: ReadonlyArray<{ readonly id: string }>): readonly string[] => {
  const ids = known.map(({ id }) => id);
  return listOf(args, 'fault').map((fault) => choiceOf('--fault', fault, ids));
};

const websocketServer = async (args: Arguments, port: number): Promise<Start> => {
  const { APPS, FAULTS, startReferenceWebsocketServer, TEST_CA_PEM } = await import(
    '../../reference/websocket/index.ts'
  );
  const app = choiceOf('--app', textOf(args, 'app') ?? 'bot', Object.keys(APPS) as Array<keyof typeof APPS>);
  const faults = faultsOf(args, FAULTS);
  const [tls, caFile] = [flagOf(args, 'tls'), textOf(args, 'write-ca')];
  if (caFile !== undefined) {
    if (!tls) throw new UsageError('--write-ca needs --tls');
    try {
      await writeFile(caFile, TEST_CA_PEM);
    } catch (error) {
      throw new UsageError(`--write-ca ${printable(caFile)}: ${fileProblem(error)}`);
    }
  }
  return async () => {
    const server = await startReferenceWebsocketServer({ port, app, faults, tls });
    return { lines: [`listening on ${server.url}`], stop: () => server.stop() };
  };
};

const servicesApi = async (args: Arguments, port: number): Promise<Start> => {
  const { SERVICES_FAULTS, startReferenceServicesServer } = await import('../../reference/services/index.ts');
  const faults = faultsOf(args, SERVICES_FAULTS);
  return async () => {
    const server = await startReferenceServicesServer({ port, faults });
    // Keys of nobody: the same in every copy of this program.
    const accounts = server.accounts.map(({ user, key }, index) => {
      const number = index === 0 ? '' : String(index + 1);
      return `--user${number} ${user} --key${number} ${key}`;
    });
    return { lines: [`listening on ${server.baseUrl}`, ...accounts], stop: () => server.stop() };
  };
};

const mediaFilesStore = async (args: Arguments, port: number): Promise<Start> => {
  const { startReferenceMediaFilesStore } = await import('../../reference/media-files/index.ts');
  const faults = await mediaFilesFaults(args, 'http');
  return async () => {
    const store = await startReferenceMediaFilesStore({ port, faults });
    return { lines: [`listening on ${store.url}`], stop: () => store.stop() };
  };
};

const mediaFilesFaults = async (args: Arguments, binding: 'http' | 'exec'): Promise<readonly string[]> => {
  const { MEDIA_FILES_FAULTS } = await import('../../reference/media-files/index.ts');
  const ids = faultsOf(args, MEDIA_FILES_FAULTS);
  const unseen = MEDIA_FILES_FAULTS.find(({ id, bindings }) => ids.includes(id) && !bindings.includes(binding));
  if (unseen === undefined) return ids;
  const where = binding === 'http' ? 'a store' : '--exec';
  throw new UsageError(`--fault ${unseen.id} does not show by ${where}: it does by ${unseen.bindings.join(', ')}`);
};

/** The validator instead of the store: it answers line by line until its input ends. */
const validate = async (args: Arguments, { pipes, interruption, crashIsWanted }: CommandContext): Promise<ExitCode> => {
  refuseOptions(args, ['port'], 'is for a store: leave it out with --exec');
  const faults = await mediaFilesFaults(args, 'exec');
  const { runValidatorLines } = await import('../../reference/media-files/index.ts');
  interruption.take();
  if (faults.length > 0) crashIsWanted();
  await Promise.race([runValidatorLines(pipes.input, pipes.output, faults), aborted(interruption.signal)]);
  return EXIT_CODES.conformant;
};

const aborted = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await once(signal, 'abort');
};

const STARTS: Readonly<Record<JudgedSuiteName, (args: Arguments, port: number) => Promise<Start>>> = {
  websocket: websocketServer,
  services: servicesApi,
  'media-files': mediaFilesStore,
};

const listenProblem = (error: unknown, port: number): UsageError | undefined => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return new UsageError(`--port ${port} is in use: choose another, or 0 for a free one`);
  if (code === 'EACCES') return new UsageError(`--port ${port} is not permitted: choose one above 1023`);
  return undefined;
};

/** `reference <suite>`: a target that does everything right, or wrong what --fault names. Runs until it is told to stop. */
export const reference: Command = async (args, context) => {
  const { terminal, interruption, crashIsWanted } = context;
  const kind = choiceOf('reference', String(args.what), KINDS);
  if (kind !== 'websocket') refuseOptions(args, OF_WEBSOCKET, 'is for the reference websocket');
  if (kind !== 'media-files') refuseOptions(args, ['exec'], 'is for the reference media-files');
  else if (flagOf(args, 'exec')) return validate(args, context);
  const port = numberOf(args, 'port', { least: 0, most: 65_535, whole: true }) ?? 0;
  const start = await STARTS[kind](args, port);
  interruption.take();
  if (listOf(args, 'fault').length > 0) crashIsWanted();
  const server = await start().catch((error: unknown) => {
    throw listenProblem(error, port) ?? error;
  });
  // The lines that `demo` and scripts wait for: nothing else goes to stdout.
  terminal.tell(server.lines);
  // A reference of `demo` must not outlive it, however that ends.
  const parentGone = process.connected ? once(process, 'disconnect') : new Promise<never>(() => {});
  await Promise.race([aborted(interruption.signal), parentGone]);
  await server.stop();
  return EXIT_CODES.conformant;
};
