// A reference as a process of its own, as any target is one: what the demo judges is not in its own memory.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { JudgedSuiteName } from './judged-suites.ts';

export interface ReferenceProcess {
  readonly url: string;
  /** What it says of itself besides, as options of the command that judges it. */
  readonly options: readonly string[];
  stop(): Promise<void>;
}

const READY_MS = 30_000;

// An API tells of its two accounts.
const FIRST_LINES: Readonly<Record<JudgedSuiteName, number>> = { websocket: 1, services: 3, 'media-files': 1 };

const firstLines = async (
  child: ChildProcess,
  count: number,
  onLine: (line: string) => void,
): Promise<readonly string[]> => {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('the reference has no output to read');
  const errors: string[] = [];
  createInterface({ input: stderr }).on('line', (line) => {
    errors.push(line);
    if (errors.length > 50) errors.shift();
    onLine(line);
  });
  const lines: string[] = [];
  const ready = new Promise<readonly string[]>((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      if (lines.length >= count) onLine(line);
      else if (lines.push(line) === count) resolve(lines);
    });
  });
  const ended = once(child, 'exit').then(([code, signal]) => {
    throw new Error(`the reference ended with ${signal ?? code} before it listened\n${errors.join('\n')}`);
  });
  // Only the race below is to hear of it.
  ended.catch(() => {});
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the reference did not listen in time')), READY_MS);
  });
  try {
    return await Promise.race([ready, ended, late]);
  } finally {
    clearTimeout(timer);
  }
};

/**
 * Starts `reference <suite>` as a child and waits until it listens. The child ends with this process, also where that is
 * killed: it watches the channel between the two.
 */
export const startReferenceProcess = async (
  self: readonly string[],
  suite: JudgedSuiteName,
  faults: readonly string[],
  onLine: (line: string) => void,
): Promise<ReferenceProcess> => {
  const [command = process.execPath, ...words] = self;
  const child = spawn(
    command,
    [...words, 'reference', suite, '--port', '0', ...faults.flatMap((fault) => ['--fault', fault])],
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
    const [first = '', ...options] = await firstLines(child, FIRST_LINES[suite], onLine);
    return { url: first.replace(/^listening on /, ''), options: options.flatMap((line) => line.split(' ')), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
