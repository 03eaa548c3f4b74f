// The reference server as a process of its own, as any target is one: what the demo judges is not in its own memory.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface ReferenceProcess {
  readonly url: string;
  stop(): Promise<void>;
}

const READY_MS = 30_000;

const readyUrl = async (child: ChildProcess, onLine: (line: string) => void): Promise<string> => {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the reference server has no output to read');
  const errors: string[] = [];
  createInterface({ input: stderr }).on('line', (line) => {
    errors.push(line);
    if (errors.length > 50) errors.shift();
    onLine(line);
  });
  const url = new Promise<string>((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      const found = /^listening on (wss?:\/\/\S+)$/.exec(line)?.[1];
      if (found === undefined) onLine(line);
      else resolve(found);
    });
  });
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`the reference server ended with ${signal ?? code} before it listened\n${errors.join('\n')}`);
  });
  // Only the race below is to hear of it.
  ended.catch(() => {});
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the reference server did not listen in time')), READY_MS);
  });
  try {
    return await Promise.race([url, ended, late]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Starts `reference websocket` as a child and waits until it listens. The child ends with this process, also where that
 * is killed: it watches the channel between the two.
 */
export const startReferenceProcess = async (
  self: readonly string[],
  faults: readonly string[],
  onLine: (line: string) => void,
): Promise<ReferenceProcess> => {
  const [command = process.execPath, ...words] = self;
  const child = spawn(
    command,
    [...words, 'reference', 'websocket', '--port', '0', ...faults.flatMap((fault) => ['--fault', fault])],
    // A group of its own: Ctrl-C ends the run first, and the run ends the server.
    { stdio: ['ignore', 'pipe', 'pipe', 'ipc'], detached: true },
  );
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
    await exited;
    clearTimeout(timer);
  };
  try {
    return { url: await readyUrl(child, onLine), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
