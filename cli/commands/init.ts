import type { Command } from '../command-context.ts';
import { EXIT_CODES } from '../exit-code.ts';
import { initialise } from '../init-files.ts';

/** `init`: writes a configuration file and, asked for, a job of CI into the current folder. */
export const init: Command = async (args, { terminal }) => {
  const { written, next } = await initialise(args, process.cwd());
  terminal.tell([...written.map((path) => `Wrote ${path}`), '', 'Next:', ...next.map((line) => `  ${line}`)]);
  return EXIT_CODES.conformant;
};
