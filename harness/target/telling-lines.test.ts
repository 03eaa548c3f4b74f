import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { tellingLines } from './telling-lines.ts';

/** What Node itself says about a program that dies. */
const deathOf = (program: string): readonly string[] =>
  spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' }).stderr.split('\n');

describe('the telling lines of a process that died', () => {
  it('are the error of Node, not its version', () => {
    expect(tellingLines(deathOf('JSON.parse("{")'))[0]).toMatch(/^SyntaxError: /);
    expect(tellingLines(deathOf('Promise.reject(new TypeError("no type"))'))[0]).toBe('TypeError: no type');
    expect(tellingLines(deathOf('throw Object.assign(new Error("in use"), { code: "EADDRINUSE" })'))[0]).toBe(
      'Error: in use',
    );
    expect(tellingLines(deathOf('class BadCall extends Error {}; throw new BadCall("x")'))[0]).toMatch(/x$/);
  });

  it('name the first frame of its own code', () => {
    const output = [
      'listening',
      '/srv/bot/bot.js:12',
      '    throw new TypeError("x");',
      '    ^',
      '',
      "TypeError: Cannot read properties of undefined (reading 'id')",
      '    at JSON.parse (<anonymous>)',
      '    at Receiver.emit (node:events:519:28)',
      '    at receiverOnMessage (/srv/bot/node_modules/ws/lib/websocket.js:1220:20)',
      '    at onMessage (/srv/bot/bot.js:12:11)',
      '    at main (/srv/bot/bot.js:40:1)',
      '',
      'Node.js v20.20.2',
    ];
    expect(tellingLines(output)).toEqual([
      "TypeError: Cannot read properties of undefined (reading 'id')",
      'at onMessage (/srv/bot/bot.js:12:11)',
    ]);
  });

  it('are the exception of Python and the line of the bot that led to it', () => {
    const output = [
      'Traceback (most recent call last):',
      '  File "/srv/bot.py", line 31, in <module>',
      '    main()',
      '  File "/srv/bot.py", line 12, in main',
      '    json.loads(text)',
      '  File "/usr/lib/python3.12/json/__init__.py", line 346, in loads',
      '    return _default_decoder.decode(s)',
      'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)',
      '',
    ];
    expect(tellingLines(output)).toEqual([
      'json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)',
      'File "/srv/bot.py", line 12, in main',
    ]);
  });

  it('are the last line of anything else, and none of silence', () => {
    expect(tellingLines(['started', 'out of luck', '  ', ''])).toEqual(['out of luck']);
    expect(tellingLines(['', ' '])).toEqual([]);
  });
});
