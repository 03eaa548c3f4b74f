import { setTimeout as delay } from 'node:timers/promises';
import { type Launched, launch, type TargetExit } from './launch.ts';
import { withoutLogin } from './preflight-url.ts';
import { readUsage } from './process-table.ts';
import { answers, type TargetPort, targetPort } from './target-port.ts';

export type { TargetExit } from './launch.ts';

const POLL_MS = 50;
const CONNECT_LIMIT_MS = 1000;
const PORT_FREE_LIMIT_MS = 5000;

export interface StartOptions {
  /** A shell command. It runs in the current folder with the environment of this process. */
  readonly command: string;
  /** Where the target will listen; it is ready when a TCP connection to the URL's host and port succeeds. */
  readonly url: string;
  readonly readyTimeoutMs?: number;
  /** Aborted while the target is not yet ready: it is stopped and the start fails. */
  readonly signal?: AbortSignal;
}

/** A running target that the harness started. It is killed at the latest when this process ends, in whatever way. */
export interface StartedTarget {
  /** The server's own process, also where the command is a shell script around it. Changes with `restart`. */
  readonly pid: number;
  /** How many times `restart` brought it back. */
  readonly restarts: number;
  /** Called at once whenever the server's process ends unasked. Returns the function that unsubscribes. */
  onExit(listener: (exit: TargetExit) => void): () => void;
  alive(): boolean;
  /** The last lines of stdout and stderr of the current life, interleaved: at most 50, each at most 400 characters. */
  lastOutput(n?: number): string[];
  /** Ends what is left of the target and starts it again; false when it does not become ready or `stop` came first. */
  restart(): Promise<boolean>;
  /** SIGTERM to all its processes, SIGKILL after two seconds. Returns when none is left; later calls do nothing. */
  stop(): Promise<void>;
  /** Resident memory and open file descriptors, summed over all its processes; undefined off Linux or when it is dead. */
  sample(): Promise<{ readonly rssBytes: number; readonly openFiles: number } | undefined>;
}

export type StartResult =
  | { readonly kind: 'started'; readonly target: StartedTarget }
  | { readonly kind: 'failed'; readonly reason: string; readonly output: readonly string[] };

/** Starts the target and waits until it takes connections. Fails at once when the command ends before that. */
export async function startTarget(options: StartOptions): Promise<StartResult> {
  const { command, url, readyTimeoutMs = 30_000 } = options;
  const port = targetPort(url);
  if (port === undefined) return failed(`no host and port can be read from ${withoutLogin(url)}`);
  if (command.trim() === '') return failed('the command that starts the target is empty');
  if (await answers(port, CONNECT_LIMIT_MS)) {
    return failed(`port ${port.port} of ${port.host} is in use: stop the other process or omit --start`);
  }

  const stopped = new AbortController();
  const given = options.signal === undefined ? [] : [options.signal];
  const first = launch(command);
  const problem = await ready(first, port, readyTimeoutMs, AbortSignal.any([stopped.signal, ...given]));
  if (problem !== undefined) {
    await first.end();
    return { kind: 'failed', reason: problem, output: first.lastOutput() };
  }

  const listeners = new Set<(exit: TargetExit) => void>();
  let current = first;
  let up = true;
  let restarts = 0;
  let restarting: Promise<boolean> | undefined;

  const follow = (launched: Launched): void => {
    void launched.exited.then((exit) => {
      for (const listener of [...listeners]) listener(exit);
    });
  };
  follow(first);

  const restart = async (): Promise<boolean> => {
    up = false;
    await current.end();
    if (stopped.signal.aborted || !(await isFree(port, stopped.signal))) return false;
    const next = launch(command);
    current = next;
    // After an interruption it is started once more only to be cleaned up.
    const patience = AbortSignal.any([stopped.signal, ...given.filter(({ aborted }) => !aborted)]);
    if ((await ready(next, port, readyTimeoutMs, patience)) !== undefined) {
      await next.end();
      return false;
    }
    up = true;
    restarts += 1;
    follow(next);
    return true;
  };

  const target: StartedTarget = {
    get pid() {
      return current.pid();
    },
    get restarts() {
      return restarts;
    },
    onExit: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    alive: () => up && current.alive(),
    lastOutput: (n) => current.lastOutput(n),
    restart: () => {
      // Several cases may see the same crash: they share one restart.
      restarting ??= restart().finally(() => {
        restarting = undefined;
      });
      return restarting;
    },
    stop: async () => {
      up = false;
      stopped.abort();
      await restarting;
      await current.end();
    },
    sample: () => sample(current),
  };
  return { kind: 'started', target };
}

function failed(reason: string): StartResult {
  return { kind: 'failed', reason, output: [] };
}

/** Waits until the port takes connections; returns what went wrong, or undefined. */
async function ready(
  launched: Launched,
  port: TargetPort,
  limitMs: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  const until = performance.now() + limitMs;
  let exit: TargetExit | undefined;
  const exited = launched.exited.then((seen) => {
    exit = seen;
  });
  for (;;) {
    // The members are looked up on the way so that a child that leaves the group is known before its parent ends.
    launched.group.members();
    const connected = await Promise.race([answers(port, CONNECT_LIMIT_MS), exited.then(() => false)]);
    if (signal.aborted) return 'interrupted before the target was ready';
    if (!launched.alive()) await exited;
    if (exit !== undefined) return describeEarlyExit(exit);
    if (connected) {
      launched.settle(port.port);
      return undefined;
    }
    if (performance.now() >= until) {
      return `the target did not listen on ${port.host}:${port.port} within ${limitMs / 1000} s of its start`;
    }
    await Promise.race([delay(POLL_MS), exited]);
  }
}

function describeEarlyExit({ exitCode, signal }: TargetExit): string {
  const how =
    signal === null ? (exitCode === null ? 'ended' : `ended with exit code ${exitCode}`) : `died by ${signal}`;
  const advice =
    exitCode === 0
      ? ': a target that puts itself into the background cannot be watched, let it stay in the foreground'
      : '';
  return `the target's command ${how} before the target took connections${advice}`;
}

/** After a crash the kernel may hold the port for a moment, or a connection may still be open on a dying process. */
async function isFree(port: TargetPort, signal: AbortSignal): Promise<boolean> {
  const until = performance.now() + PORT_FREE_LIMIT_MS;
  while (await answers(port, CONNECT_LIMIT_MS)) {
    if (signal.aborted || performance.now() >= until) return false;
    await delay(POLL_MS);
  }
  return !signal.aborted;
}

async function sample(launched: Launched): ReturnType<StartedTarget['sample']> {
  const members = launched.group.members() ?? [];
  const usages = (await Promise.all(members.map((entry) => readUsage(entry.pid)))).filter(
    (usage) => usage !== undefined,
  );
  if (usages.length === 0) return undefined;
  return {
    rssBytes: usages.reduce((sum, usage) => sum + usage.rssBytes, 0),
    openFiles: usages.reduce((sum, usage) => sum + usage.openFiles, 0),
  };
}
