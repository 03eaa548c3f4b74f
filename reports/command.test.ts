import { expect, it } from 'vitest';
import { commandLine, commandWords, neededVariables, repetition, storedTrace, writtenWords } from './command.ts';
import { fixtureRun } from './run.fixture.ts';
import { servicesRun } from './services-run.fixture.ts';

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

const [tested = fixtureRun.cases[0]] = fixtureRun.cases.filter(({ transcript }) => transcript !== undefined);
const command =
  "npx aculab-conformance websocket ws://h --only 'ws.*' --out r --json --baseline known.json --ca ca.pem --seed 7";

it('repeats one case with the same target, connection and seed', () => {
  expect(commandLine(repetition({ ...fixtureRun, command }, tested?.id ?? ''))).toBe(
    `npx aculab-conformance websocket ws://h --ca ca.pem --only ${tested?.id} --seed 7 --out conformance-repeat`,
  );
});

it('repeats the run where a finding belongs to no case of its own', () => {
  expect(commandLine(repetition({ ...fixtureRun, command }, 'concurrent-calls'))).toBe(
    `${command.replace('--out r ', '')} --out conformance-repeat`,
  );
});

it('never repeats into the folder whose report is being read', () => {
  const again = commandLine(repetition({ ...fixtureRun, command }, tested?.id ?? ''));
  expect(commandLine(repetition({ ...fixtureRun, command: again }, tested?.id ?? ''))).toBe(`${again}-2`);
  expect(commandLine(repetition({ ...fixtureRun, command: `${again}-2` }, tested?.id ?? ''))).toBe(again);
});

it('names the variables that lines need', () => {
  expect(
    neededVariables(['npx a services u --user me --user2 you --seed 7', 'npx a websocket --user-agent x']),
  ).toEqual([...['ACULAB_KEY', 'ACULAB_KEY2']]);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: for the shell.
  expect(neededVariables(['curl --user "$ACULAB_USER2:${ACULAB_KEY%?}" u', 'curl --user x:y u'])).toEqual([
    ...['ACULAB_KEY', 'ACULAB_USER2'],
  ]);
});

it('replays what was stored of a services case, and of nothing else', () => {
  expect(storedTrace(servicesRun, 'modify/depth-3', 'my results')).toEqual([
    ...['npx', 'aculab-conformance', 'replay', 'my results/traces/modify/depth-3.json'],
    ...['--user', '1-2-0/bob@example.com'],
  ]);
  expect(storedTrace(servicesRun, 'other/case', 'r')).toBeUndefined();
  const demo = { ...servicesRun, command: 'npx aculab-conformance demo --seed 7' };
  expect(storedTrace(demo, 'modify/depth-3', 'r')).toBeUndefined();
});

it('takes written words apart and leaves them as they are written', () => {
  expect(writtenWords(`curl --user "$A:$B" $'it\\'s' 'a '\\''b' --x # no`)).toEqual([
    ...['curl', '--user', '"$A:$B"', `$'it\\'s'`, `'a '\\''b'`, '--x', '#', 'no'],
  ]);
});
