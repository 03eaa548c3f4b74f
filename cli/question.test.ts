import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { asker } from './question.ts';

const terminal = (): PassThrough & { isTTY: boolean } => Object.assign(new PassThrough(), { isTTY: true });

const answered = async (answer: string): Promise<readonly [boolean | undefined, string]> => {
  let shown = '';
  const input = terminal();
  const ask = asker(input, { write: (text) => (shown += text) });
  input.end(answer);
  return [await ask?.(['One', 'Go on?']), shown];
};

describe('a question', () => {
  it('is shown with its choice, and yes is a yes', async () => {
    expect(await answered('y\n')).toEqual([true, 'One\nGo on? [y/N] ']);
    expect((await answered(' YES \n'))[0]).toBe(true);
  });

  it.each(['\n', 'n\n', 'yeah\n', ''])('is answered with no by %j', async (answer) => {
    expect((await answered(answer))[0]).toBe(false);
  });

  it('is asked of nobody where there is no terminal', () => {
    expect(asker(new PassThrough(), { write: () => {} })).toBeUndefined();
  });
});
