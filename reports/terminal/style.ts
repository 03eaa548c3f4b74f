import { styleText } from 'node:util';

/** What a piece of text is, for whoever sees colours. The words say the same without them. */
export type Tone = 'fail' | 'warn' | 'pass' | 'quiet' | 'strong' | 'mark';

/** How the terminal at the other end wants its text. Decided once, passed to everything that renders. */
export interface TerminalStyle {
  readonly columns: number;
  readonly paint: (tone: Tone, text: string) => string;
}

// One style each: on Node 20 an array of styles ignores what was decided about colour.
const STYLES = { fail: 'red', warn: 'yellow', pass: 'green', quiet: 'gray', strong: 'bold', mark: 'cyan' } as const;

// Whether to colour is decided here and not by Node, whose newer releases look at stdout even for text bound elsewhere.
const coloured = (tone: Tone, text: string): string =>
  text === '' ? text : styleText(STYLES[tone], text, { validateStream: false });

/** NO_COLOR and FORCE_COLOR decide, the latter wins as it does in Node; else a terminal that is not dumb has colours. */
export const wantsColour = (
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean => {
  const forced = environment.FORCE_COLOR;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if ((environment.NO_COLOR ?? '') !== '') return false;
  return isTerminal && environment.TERM !== 'dumb';
};

/** A style of so many columns, with or without colours. Narrower than 40 columns nothing can be laid out. */
export const terminalStyle = (columns: number, colour: boolean): TerminalStyle => ({
  columns: Math.max(40, columns),
  paint: colour ? coloured : (_tone, text) => text,
});
