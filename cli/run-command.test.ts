import { expect, it } from 'vitest';
import { commandWords } from '../reports/command.ts';
import { firstPositional, SERVICES_OPTIONS, unknownOption, WEBSOCKET_OPTIONS } from './option.ts';
import { runCommand } from './run-command.ts';

it('repeats the run with its seed and without its secrets', () => {
  const args = {
    url: 'ws://bob:secret@h/?token=1',
    header: ['Authorization: Bearer secret', 'X-Key: secret: more'],
    only: ['ws.play.*', 'close/*'],
    insecure: true,
    json: true,
    strict: false,
    start: "python3 bot.py --name 'x y'",
  };
  const command = runCommand(['websocket', args.url], args, WEBSOCKET_OPTIONS, 42);
  expect(command).not.toContain('secret');
  expect(commandWords(command)).toEqual([
    ...['npx', 'aculab-conformance', 'websocket', 'ws://<hidden>@h/?token=1'],
    ...['--only', 'ws.play.*', '--only', 'close/*'],
    ...['--header', 'Authorization: <hidden>', '--header', 'X-Key: <hidden>'],
    ...['--insecure', '--start', "python3 bot.py --name 'x y'", '--seed', '42'],
  ]);
});

it('finds the first word that is no option', () => {
  const unknown = (...words: string[]) => unknownOption(words, WEBSOCKET_OPTIONS);
  expect(unknown('ws://h', '--only', 'x', '--seed=3', '-h', '--seed', '-3', '--', '--more')).toBeUndefined();
  expect(unknown('--onyl=x')).toBe('--onyl');
  expect(unknown('--keyFile', 'x')).toBe('--keyFile');
  expect(unknown('-x')).toBe('-x');
  expect(unknown('--no-json')).toBe('--no-json');
  expect(unknown('--__proto__')).toBe('--__proto__');
  expect(unknown('--constructor')).toBe('--constructor');
});

it('leaves keys to the environment, and keeps users', () => {
  const args = { user: '1-2-0/bob@example.com', key: 'secret', user2: 'b', key2: 'secret', rate: '2', yes: true };
  const command = runCommand(['services', 'https://h/x'], args, SERVICES_OPTIONS, 7);
  expect(commandWords(command).slice(2)).toEqual([
    ...['services', 'https://h/x', '--user', '1-2-0/bob@example.com', '--user2', 'b', '--rate', '2', '--yes'],
    ...['--seed', '7'],
  ]);
});

it('finds the first word that is not the value of an option', () => {
  const first = (...words: string[]) => firstPositional(words, [WEBSOCKET_OPTIONS, SERVICES_OPTIONS]);
  expect(first('--only', 'x', 'ws://h')).toBe('ws://h');
  expect(first('--only=x', '--yes', 'http://h')).toBe('http://h');
  expect(first('--strict', 'demo', 'more')).toBe('demo');
  expect(first('--only', 'x')).toBeUndefined();
});
