import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { UsageError } from '../../harness/engine/options.ts';
import { printable } from '../../reports/printable.ts';
import { type Arguments, choiceOf, flagOf, listOf, numberOf, textOf } from '../argument.ts';
import type { Command } from '../command-context.ts';
import { EXIT_CODES } from '../exit-code.ts';
import { fileProblem } from '../file-problem.ts';
import { refuseOptions } from '../judged-suites.ts';
import type { UrlSuite } from '../target-url.ts';

const KINDS = ['websocket', 'services'] as const satisfies readonly UrlSuite[];

/** A reference that serves, and what is told of it. */
interface Serving {
  readonly lines: readonly string[];
  readonly stop: () => Promise<void>;
}

type Start = () => Promise<Serving>;

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
  refuseOptions(args, ['app', 'tls', 'write-ca'], 'is for the reference websocket');
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

const listenProblem = (error: unknown, port: number): UsageError | undefined => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return new UsageError(`--port ${port} is in use: choose another, or 0 for a free one`);
  if (code === 'EACCES') return new UsageError(`--port ${port} is not permitted: choose one above 1023`);
  return undefined;
};

/** `reference <suite>`: a target that does everything right, or wrong what --fault names. Runs until it is told to stop. */
export const reference: Command = async (args, { terminal, interruption, crashIsWanted }) => {
  const kind = choiceOf('reference', String(args.what), KINDS);
  const port = numberOf(args, 'port', { least: 0, most: 65_535, whole: true }) ?? 0;
  const start = await (kind === 'websocket' ? websocketServer(args, port) : servicesApi(args, port));
  interruption.take();
  if (listOf(args, 'fault').length > 0) crashIsWanted();
  const server = await start().catch((error: unknown) => {
    throw listenProblem(error, port) ?? error;
  });
  // The lines that `demo` and scripts wait for: nothing else goes to stdout.
  terminal.tell(server.lines);
  // A reference of `demo` must not outlive it, however that ends.
  const parentGone = process.connected ? once(process, 'disconnect') : new Promise<never>(() => {});
  const stopped = interruption.signal.aborted ? Promise.resolve() : once(interruption.signal, 'abort');
  await Promise.race([stopped, parentGone]);
  await server.stop();
  return EXIT_CODES.conformant;
};
