// The streams of the process, and what they can show: decided once per command.
import { type TerminalStyle, terminalStyle, wantsColour } from '../reports/terminal/style.ts';

export interface OutputStream {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Terminal {
  /** Text for people. With `--json` it goes to stderr. */
  readonly tell: (lines: readonly string[]) => void;
  /** The same without line ends added. */
  readonly write: (text: string) => void;
  /** The document on stdout. */
  readonly document: (value: unknown) => void;
  /** Always stderr. */
  readonly complain: (line: string) => void;
  readonly style: () => TerminalStyle;
  /** Lines may be redrawn. */
  readonly live: boolean;
}

const DEFAULT_COLUMNS = 80;

/** The terminal of one command. */
export const terminalOf = (
  streams: { readonly stdout: OutputStream; readonly stderr: OutputStream },
  environment: Readonly<Record<string, string | undefined>>,
  options: { readonly json: boolean },
): Terminal => {
  const people = options.json ? streams.stderr : streams.stdout;
  const isTerminal = people.isTTY === true;
  const colour = wantsColour(environment, isTerminal);
  const write = (text: string): void => {
    people.write(text);
  };
  return {
    write,
    tell: (lines) => {
      if (lines.length > 0) write(`${lines.join('\n')}\n`);
    },
    document: (value) => {
      streams.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
    },
    complain: (line) => {
      streams.stderr.write(`${line}\n`);
    },
    style: () => terminalStyle(isTerminal ? people.columns || DEFAULT_COLUMNS : DEFAULT_COLUMNS, colour),
    live: isTerminal && (environment.CI ?? '') === '' && environment.TERM !== 'dumb',
  };
};
