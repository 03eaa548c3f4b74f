import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { UsageError } from '../../harness/engine/options.ts';
import { APPS, FAULTS, startReferenceWebsocketServer, TEST_CA_PEM } from '../../reference/websocket/index.ts';
import { printable } from '../../reports/printable.ts';
import { choiceOf, flagOf, listOf, numberOf, textOf } from '../argument.ts';
import type { Command } from '../command-context.ts';
import { EXIT_CODES } from '../exit-code.ts';
import { fileProblem } from '../file-problem.ts';

const KINDS = ['websocket'] as const;

const listenProblem = (error: unknown, port: number): UsageError | undefined => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return new UsageError(`--port ${port} is in use: choose another, or 0 for a free one`);
  if (code === 'EACCES') return new UsageError(`--port ${port} is not permitted: choose one above 1023`);
  return undefined;
};

/** `reference websocket`: a server that does everything right, or wrong what --fault names. Runs until it is told to stop. */
export const reference: Command = async (args, { terminal, interruption, crashIsWanted }) => {
  choiceOf('reference', String(args.what), KINDS);
  const port = numberOf(args, 'port', { least: 0, most: 65_535, whole: true }) ?? 0;
  const app = choiceOf('--app', textOf(args, 'app') ?? 'bot', Object.keys(APPS) as Array<keyof typeof APPS>);
  const ids = FAULTS.map(({ id }) => id);
  const faults = listOf(args, 'fault').map((fault) => choiceOf('--fault', fault, ids));
  const [tls, caFile] = [flagOf(args, 'tls'), textOf(args, 'write-ca')];
  if (caFile !== undefined) {
    if (!tls) throw new UsageError('--write-ca needs --tls');
    try {
      await writeFile(caFile, TEST_CA_PEM);
    } catch (error) {
      throw new UsageError(`--write-ca ${printable(caFile)}: ${fileProblem(error)}`);
    }
  }
  interruption.take();
  if (faults.length > 0) crashIsWanted();
  const server = await startReferenceWebsocketServer({ port, app, faults, tls }).catch((error: unknown) => {
    throw listenProblem(error, port) ?? error;
  });
  // The line that `demo` and scripts wait for: nothing else goes to stdout.
  terminal.tell([`listening on ${server.url}`]);
  // A server of `demo` must not outlive it, however that ends.
  const parentGone = process.connected ? once(process, 'disconnect') : new Promise<never>(() => {});
  const stopped = interruption.signal.aborted ? Promise.resolve() : once(interruption.signal, 'abort');
  await Promise.race([stopped, parentGone]);
  await server.stop();
  return EXIT_CODES.conformant;
};
