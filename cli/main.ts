#!/usr/bin/env node
// The process: its streams, its signals, its end. Nothing else in this package ends it.
import { UsageError } from '../harness/engine/options.ts';
import { printable } from '../reports/printable.ts';
import type { ExitCode } from './exit-code.ts';
import { interruption } from './interruption.ts';
import { preparedHelp } from './prepared-help.ts';
import { asker } from './question.ts';
import { type Terminal, terminalOf } from './terminal.ts';

const USAGE: ExitCode = 2;
const OUR_BUG: ExitCode = 70;
const INTERRUPTED: ExitCode = 130;

/** Writes to a stream until its reader is gone (`… | head`), then to nowhere: that is no error of ours. */
const survivingPipe = (stream: NodeJS.WriteStream) => {
  let broken = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    broken = true;
  });
  return {
    write: (text: string): void => {
      if (!broken) stream.write(text);
    },
    flushed: (): Promise<void> =>
      broken ? Promise.resolve() : new Promise((resolve) => stream.write('', () => resolve())),
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      // A pseudo terminal without a size says 0.
      return stream.columns || 80;
    },
  };
};

const stdout = survivingPipe(process.stdout);
const stderr = survivingPipe(process.stderr);

const showCursor = (): void => {
  for (const stream of [stdout, stderr]) if (stream.isTTY) stream.write('\x1b[?25h');
};

const stop = interruption({
  tell: (line) => stderr.write(`${line}\n`),
  end: () => {
    showCursor();
    process.exit(INTERRUPTED);
  },
});

const bug = (error: unknown): void => {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stderr.write(
    `This is a bug of aculab-conformance, not of the target. Please report it with these lines.\n${stack}\n`,
  );
  for (let cause = error instanceof Error ? error.cause : undefined; cause !== undefined; ) {
    stderr.write(`caused by ${cause instanceof Error ? cause.stack : String(cause)}\n`);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
};

let wanted = false;
const terminals: Terminal[] = [];

const openTerminal = (json: boolean): Terminal => {
  const terminal = terminalOf({ stdout, stderr }, process.env, { json });
  terminals.push(terminal);
  return terminal;
};

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    showCursor();
    if (wanted) {
      // As Node itself ends a program that crashes.
      stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    }
    bug(error);
    process.exit(OUR_BUG);
  });
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop.interrupt);

const main = async (): Promise<ExitCode> => {
  try {
    const help = preparedHelp(process.argv.slice(2), stdout.columns);
    if (help !== undefined) {
      stdout.write(help);
      return 0;
    }
    const { runProgram } = await import('./program.ts');
    const program = await runProgram(process.argv.slice(2), stdout.columns, ({ json }) => ({
      terminal: openTerminal(json),
      pipes: { input: process.stdin, output: process.stdout },
      interruption: stop,
      crashIsWanted: () => {
        wanted = true;
      },
      self: [process.execPath, ...process.execArgv, process.argv[1] ?? ''],
      environment: process.env,
      ask: asker(process.stdin, stderr),
    }));
    if (program.text !== undefined) stdout.write(`${program.text}\n`);
    return program.code;
  } catch (error) {
    if (error instanceof UsageError) {
      // Several problems are several lines; each is made printable by itself.
      for (const line of error.message.split('\n')) stderr.write(`aculab-conformance: ${printable(line)}\n`);
      return USAGE;
    }
    bug(error);
    return OUR_BUG;
  }
};

const code = await main();
for (const terminal of terminals) terminal.release();
await stdout.flushed();
await stderr.flushed();
process.exit(code);
