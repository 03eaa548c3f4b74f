// The streams of the process, and what they can show: decided once per command.
import { randomBytes } from 'node:crypto';
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
  /**
   * From now on nothing that is printed is taken for a workflow command of GitHub Actions: what a target says is printed
   * too, and a runner would obey any line of it that begins with `::`.
   */
  readonly guard: () => void;
  /** Prints workflow commands, one a line, where people read; behind a guard too. */
  readonly command: (lines: readonly string[]) => void;
  /** Ends what `guard` began; to be called before the process ends, as the step may go on. */
  readonly release: () => void;
  readonly style: () => TerminalStyle;
  /** Lines may be redrawn. */
  readonly live: boolean;
}

const DEFAULT_COLUMNS = 80;

// Runners know two spellings: `::name::` at the start of a line, white space aside, and an old one, `##[name]`, anywhere.
const harmless = (text: string): string => text.replace(/^(?=[^\p{L}\p{N}\n]*::)/gmu, '| ').replaceAll('##[', '## [');

/** The same JSON without the one spelling of a command that JSON can hold. */
const harmlessJson = (json: string): string => json.replaceAll('##[', '#\\u0023[');

/** The terminal of one command. */
export const terminalOf = (
  streams: { readonly stdout: OutputStream; readonly stderr: OutputStream },
  environment: Readonly<Record<string, string | undefined>>,
  options: { readonly json: boolean },
): Terminal => {
  const people = options.json ? streams.stderr : streams.stdout;
  const isTerminal = people.isTTY === true;
  const colour = wantsColour(environment, isTerminal);
  // Random, so that no target can say it.
  const token = randomBytes(16).toString('hex');
  let guarded = false;
  let midLine = false;
  const write = (text: string): void => {
    if (text === '') return;
    people.write(text);
    midLine = !text.endsWith('\n');
  };
  const writeCommands = (lines: readonly string[]): void => {
    write(`${midLine ? '\n' : ''}${lines.map((line) => `${line}\n`).join('')}`);
  };
  return {
    write,
    guard: () => {
      if (!guarded) writeCommands([`::stop-commands::${token}`]);
      guarded = true;
    },
    command: (lines) => {
      if (lines.length === 0) return;
      writeCommands(guarded ? [`::${token}::`, ...lines, `::stop-commands::${token}`] : lines);
    },
    release: () => {
      if (guarded) writeCommands([`::${token}::`]);
      guarded = false;
    },
    tell: (lines) => {
      if (lines.length > 0) write(`${lines.join('\n')}\n`);
    },
    document: (value) => {
      const json = JSON.stringify(value, undefined, 2);
      // Nothing can be put around the document; and runners read the two streams each at its own pace.
      streams.stdout.write(`${guarded ? harmlessJson(json) : json}\n`);
    },
    complain: (line) => {
      streams.stderr.write(`${guarded ? harmless(line) : line}\n`);
    },
    style: () => terminalStyle(isTerminal ? people.columns || DEFAULT_COLUMNS : DEFAULT_COLUMNS, colour),
    live: isTerminal && (environment.CI ?? '') === '' && environment.TERM !== 'dumb',
  };
};
