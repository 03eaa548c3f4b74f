import { PassThrough } from 'node:stream';
import { interruption } from '../../cli/interruption.ts';
import { runProgram } from '../../cli/program.ts';
import { terminalOf } from '../../cli/terminal.ts';

export interface Told {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

type Write = (text: string) => unknown;

/** Runs a command without a process of its own, which costs most of a second each time. Rejects as the program does. */
export async function runHere(
  words: readonly string[],
  tell: { readonly stdout?: Write; readonly stderr?: Write } = {},
): Promise<Told> {
  const told = { stdout: '', stderr: '' };
  const streamOf = (name: 'stdout' | 'stderr') => ({
    write: (text: string): void => {
      told[name] += text;
      tell[name]?.(text);
    },
  });
  const { code } = await runProgram(words, 80, ({ json }) => ({
    terminal: terminalOf({ stdout: streamOf('stdout'), stderr: streamOf('stderr') }, {}, { json }),
    pipes: { input: new PassThrough(), output: new PassThrough() },
    interruption: interruption({ tell: () => {}, end: () => {} }),
    crashIsWanted: () => {},
    self: [],
    environment: {},
    ask: undefined,
  }));
  return { code, ...told };
}
