import { createInterface } from 'node:readline';

interface Answers extends NodeJS.ReadableStream {
  readonly isTTY?: boolean;
}

/**
 * Asks yes or no on a terminal: the lines and a prompt go to `output`, `y` or `yes` is a yes, anything else and the end of
 * input a no. Undefined where `input` is no terminal, since then nobody sees the question.
 */
export const asker = (
  input: Answers,
  output: { readonly write: (text: string) => unknown },
): ((question: readonly string[]) => Promise<boolean>) | undefined => {
  if (input.isTTY !== true) return undefined;
  return (question) =>
    new Promise((resolve) => {
      output.write(`${question.join('\n')} [y/N] `);
      // Not as a terminal of its own: Ctrl-C then stays a signal.
      const lines = createInterface({ input, terminal: false });
      let answer = '';
      lines.once('line', (line) => {
        answer = line.trim().toLowerCase();
        lines.close();
      });
      lines.once('close', () => {
        // A terminal that is still read would keep the process alive.
        input.pause();
        resolve(answer === 'y' || answer === 'yes');
      });
    });
};
