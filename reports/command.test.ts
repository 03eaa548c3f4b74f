import { expect, it } from 'vitest';
import { commandLine, commandWords, repetition } from './command.ts';

it('gives back the words that it was made of', () => {
  for (const words of [
    ['a', 'b c'],
    ["it's", ''],
    ['ws://h/p?a=1&b=$x', '--only', 'ws.*'],
    ["'", "''", '\\', '"'],
  ]) {
    expect(commandWords(commandLine(words))).toEqual(words);
  }
});

it('quotes what a shell would take for something else', () => {
  expect(commandLine(['ws://h/?a&b', '--only', 'ws.*', 'plain'])).toBe("'ws://h/?a&b' --only 'ws.*' plain");
});

it('repeats one case with the same target, connection and seed', () => {
  const line = "npx aculab-conformance websocket ws://h --only 'ws.*' --out r --json --ca ca.pem --seed 1";
  expect(commandLine(repetition(line, 'close/normal', 7))).toBe(
    'npx aculab-conformance websocket ws://h --ca ca.pem --only close/normal --seed 7',
  );
});
