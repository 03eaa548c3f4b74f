// Starts the command line as users do: as a process, as it is published.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The words that start it. */
export const CLI: readonly string[] = [
  process.execPath,
  fileURLToPath(new URL('../dist/cli/main.js', import.meta.url)),
];

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliProcess {
  readonly child: ChildProcess;
  /** Resolves with the first line of stdout that matches. */
  readonly line: (pattern: RegExp) => Promise<string>;
  readonly ended: Promise<CliResult>;
}

/** Starts it. `env` is added to an environment without colours, without CI and its runners. */
export const startCli = (words: readonly string[], env: Readonly<Record<string, string>> = {}): CliProcess => {
  const {
    CI: _ci,
    FORCE_COLOR: _colour,
    GITHUB_ACTIONS: _runner,
    GITHUB_STEP_SUMMARY: _summary,
    ...inherited
  } = process.env;
  const [node = '', ...main] = CLI;
  const child = spawn(node, [...main, ...words], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const waiting = new Set<(line: string) => void>();
  const seen: string[] = [];
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  createInterface({ input: child.stdout }).on('line', (text) => {
    seen.push(text);
    for (const tell of waiting) tell(text);
  });
  const ended = once(child, 'close').then(([code]) => ({ code, stdout, stderr }));
  const line = (pattern: RegExp): Promise<string> => {
    const known = seen.find((text) => pattern.test(text));
    if (known !== undefined) return Promise.resolve(known);
    const found = new Promise<string>((resolve) => {
      waiting.add((text) => {
        if (pattern.test(text)) resolve(text);
      });
    });
    const gone = ended.then((result): never => {
      throw new Error(`ended with ${result.code} before ${pattern}: ${result.stdout}${result.stderr}`);
    });
    return Promise.race([found, gone]);
  };
  return { child, line, ended };
};

/** Runs it to its end. */
export const runCli = (words: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliResult> =>
  startCli(words, env).ended;

/** The reference server as a process; `stop` resolves with how it ended. */
export const startReference = async (
  ...words: readonly string[]
): Promise<{ readonly url: string; stop(): Promise<CliResult> }> => {
  const server = startCli(['reference', 'websocket', ...words]);
  const line = await server.line(/^listening on /);
  return {
    url: line.replace('listening on ', ''),
    stop: () => {
      server.child.kill('SIGTERM');
      return server.ended;
    },
  };
};
