import type { Interruption } from './command-context.ts';

export interface InterruptionOptions {
  /** Shows the line for the user. */
  readonly tell: (line: string) => void;
  /** Ends the process with the code for an interruption. */
  readonly end: () => void;
}

export interface ProcessInterruption extends Interruption {
  /** What a signal does. */
  readonly interrupt: () => void;
}

/**
 * The first Ctrl-C asks a running command to come to its end, the second ends the process at once; so does the first
 * while no command has said that it can come to an end by itself.
 */
export const interruption = ({ tell, end }: InterruptionOptions): ProcessInterruption => {
  const controller = new AbortController();
  let taken = false;
  let line: string | undefined;
  return {
    signal: controller.signal,
    take: (text) => {
      taken = true;
      line = text;
    },
    interrupt: () => {
      if (!taken || controller.signal.aborted) {
        end();
        return;
      }
      if (line !== undefined) tell(line);
      controller.abort();
    },
  };
};
