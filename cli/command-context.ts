import type { Readable, Writable } from 'node:stream';
import type { Arguments } from './argument.ts';
import type { ExitCode } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Ctrl-C, as a command sees it. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** From now on a first signal is only told through `signal`, with this line for the user; a second ends the process. */
  readonly take: (line?: string) => void;
}

export interface CommandContext {
  readonly terminal: Terminal;
  /** What is read and written where the command is a program that others talk to. */
  readonly pipes: { readonly input: Readable; readonly output: Writable };
  readonly interruption: Interruption;
  /** From now on an exception that nobody catches is no bug of ours: the reference may have a fault that crashes it. */
  readonly crashIsWanted: () => void;
  /** Words that start this program again in a child process. */
  readonly self: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Asks the person at the terminal, who may answer yes; undefined where nobody is there to be asked. */
  readonly ask: ((question: readonly string[]) => Promise<boolean>) | undefined;
}

export type Command = (args: Arguments, context: CommandContext) => Promise<ExitCode>;
