import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { guard } from './last-resort.ts';
import { createOutputLines } from './output-lines.ts';
import { type ProcessGroup, processGroup } from './process-group.ts';
import { findListener, type ProcessEntry, readProcess } from './process-table.ts';

const TERM_GRACE_MS = 2000;
const KILL_LIMIT_MS = 5000;
const POLL_MS = 20;
const WATCH_MS = 50;
const FLUSH_MS = 100;

/** The end of a target's process that nobody asked for. */
export interface TargetExit {
  readonly pid: number;
  /** Null where a signal ended it, or where it was no direct child of ours and nobody told. */
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The last lines that it wrote, stdout and stderr interleaved. */
  readonly output: readonly string[];
}

/** One life of the command: from its start to the moment when the last process that came out of it is gone. */
export interface Launched {
  readonly group: ProcessGroup;
  /** The server itself where it is known (see `settle`), else the first process. */
  pid(): number;
  alive(): boolean;
  lastOutput(n?: number): string[];
  /** Settles when the server ended by itself; never after `end` was called first. */
  readonly exited: Promise<TargetExit>;
  /** Tells the launch that the server answers on this port, so that the process to watch can be found. */
  settle(port: number): void;
  /** SIGTERM, SIGKILL after two seconds; returns when no process is left. */
  end(): Promise<void>;
}

/** Runs the command by the shell in a process group of its own. Never throws: a shell that cannot run is an exit. */
export function launch(command: string): Launched {
  const output = createOutputLines();
  const direct = isSimple(command);
  const script = direct ? `exec ${command.trim()}` : command;
  const child = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const leader = child.pid ?? 0;
  const group = leader === 0 ? noGroup : processGroup(leader);
  const release = leader === 0 ? () => undefined : guard(group);
  output.follow(child.stdout);
  output.follow(child.stderr);

  let status: { code: number | null; signal: string | null } | undefined;
  let failure: string | undefined;
  let server: ProcessEntry | undefined;
  let over = false;
  let ending: Promise<void> | undefined;
  let watch: NodeJS.Timeout | undefined;
  const { promise: exited, resolve: report } = deferred<TargetExit>();
  const { promise: closed, resolve: close } = deferred<void>();

  const pid = () => server?.pid ?? leader;

  // A server that is no direct child of ours sends us no event, so it is looked up; a shell that left its server
  // running in the background has not ended the target.
  const alive = (): boolean => {
    if (server !== undefined && server.pid !== leader) return readProcess(server.pid)?.startTicks === server.startTicks;
    if (status === undefined) return true;
    return server === undefined && !group.empty();
  };

  const check = (): void => {
    if (over || ending !== undefined || alive()) return;
    over = true;
    clearInterval(watch);
    // The last words may still be in the pipe, which a surviving child may hold open: hence the limit.
    void Promise.race([closed, delay(FLUSH_MS, undefined, { ref: false })]).then(() => {
      const lines = output.last();
      report({ pid: pid(), ...describe(), output: failure === undefined ? lines : [...lines, failure] });
    });
  };

  // Of a server that is the shell's child we know what the shell tells: 128 + number for a signal, and with 0 nothing,
  // since that may be the status of whatever the shell ran after it.
  const describe = (): Pick<TargetExit, 'exitCode' | 'signal'> => {
    const code = status?.code ?? null;
    const passedOn = direct || code === null ? undefined : signalName(code - 128);
    if (passedOn !== undefined) return { exitCode: null, signal: passedOn };
    const told = server === undefined || server.pid === leader || code !== 0;
    return { exitCode: told ? code : null, signal: status?.signal ?? null };
  };

  const watchByLooking = (): void => {
    watch ??= setInterval(check, WATCH_MS).unref();
  };

  const ended = (code: number | null, signal: string | null): void => {
    status = { code, signal };
    check();
    if (!over && ending === undefined) watchByLooking();
  };
  child.once('exit', ended);
  child.once('close', () => {
    close();
    check();
  });
  child.once('error', (error) => {
    failure = error.message;
    close();
    ended(null, null);
  });

  const empty = () => status !== undefined && group.empty();

  const end = async (): Promise<void> => {
    clearInterval(watch);
    group.signal('SIGTERM');
    if (!(await comesTrue(empty, TERM_GRACE_MS))) {
      await comesTrue(() => {
        group.signal('SIGKILL');
        return empty();
      }, KILL_LIMIT_MS);
    }
    release();
    child.stdout?.destroy();
    child.stderr?.destroy();
  };

  return {
    group,
    pid,
    alive,
    lastOutput: output.last,
    exited,
    settle: (port) => {
      const members = group.members();
      if (members === undefined) return;
      server = findListener(members, port) ?? members.find((entry) => entry.pid === leader) ?? members[0];
      if (server?.pid !== leader) watchByLooking();
      check();
    },
    end: () => {
      ending ??= end();
      return ending;
    },
  };
}

/**
 * A simple command may take the shell's place, so that the first process is the server itself and its exit reaches us
 * as it happened. Anything with shell syntax, an assignment or a built-in is left to the shell.
 */
function isSimple(command: string): boolean {
  const simple = /^\s*[\w./-]+(\s[^;&|<>()`\n]*)?$/.test(command);
  return simple && !SHELL_WORDS.test(command);
}

const SHELL_WORDS =
  /^\s*(\.|cd|command|eval|exec|exit|export|set|trap|ulimit|umask|unset|wait|if|for|while|until|case|time)(\s|$)/;

function signalName(number: number): string | undefined {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0];
}

const noGroup: ProcessGroup = { leader: 0, members: () => [], empty: () => true, signal: () => undefined };

/** Looks until the condition holds; false when the limit passes first. */
async function comesTrue(condition: () => boolean, limitMs: number): Promise<boolean> {
  const until = performance.now() + limitMs;
  while (!condition()) {
    if (performance.now() >= until) return false;
    await delay(POLL_MS);
  }
  return true;
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
