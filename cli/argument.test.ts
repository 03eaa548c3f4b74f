import { describe, expect, it } from 'vitest';
import { UsageError } from '../harness/engine/options.ts';
import { choiceOf, flagOf, headersOf, listOf, numberOf, textOf } from './argument.ts';

describe('numbers', () => {
  const range = { least: 1, most: 1000, whole: true };

  it('are taken in any usual spelling', () => {
    expect(['16', '+2', '1e3', '4.0'].map((text) => numberOf({ n: text }, 'n', range))).toEqual([16, 2, 1000, 4]);
    expect(numberOf({}, 'n', range)).toBeUndefined();
  });

  it('are refused with what would be right', () => {
    for (const text of ['0', '1001', '1.5', 'many', '0x10', '-1', 'NaN', 'Infinity', '1e', '1 2', '１']) {
      expect(() => numberOf({ n: text }, 'n', range)).toThrow(
        new UsageError(`--n ${text}: give a whole number from 1 to 1000`),
      );
    }
  });
});

describe('texts', () => {
  it('are refused when they are given twice or are empty', () => {
    expect(() => textOf({ out: ['a', 'b'] }, 'out')).toThrow('--out is given more than once');
    expect(() => textOf({ out: '' }, 'out')).toThrow('--out needs a value');
  });

  it('may be comma lists and may be repeated', () => {
    expect(listOf({ only: ['a, b', 'c', 'a'] }, 'only')).toEqual(['a', 'b', 'c']);
    expect(() => listOf({ only: 'a,,b' }, 'only')).toThrow('--only has an empty item in its list');
  });

  it('name the nearest choice, or all of them', () => {
    expect(choiceOf('--profile', 'full', ['smoke', 'full'])).toBe('full');
    expect(() => choiceOf('--profile', 'fulll', ['smoke', 'full'])).toThrow('did you mean full?');
    expect(() => choiceOf('--profile', 'xyz', ['smoke', 'full'])).toThrow('choose from smoke, full');
  });

  it('count a flag once, however often it is given', () => {
    expect([flagOf({ a: true }, 'a'), flagOf({ a: [true, true] }, 'a'), flagOf({}, 'a')]).toEqual([true, true, false]);
  });
});

describe('headers', () => {
  it('are a name, a colon and a value', () => {
    expect(headersOf({ header: ['Authorization: Bearer a:b', 'X-Empty:'] }, 'handshake')).toEqual({
      Authorization: 'Bearer a:b',
      'X-Empty': '',
    });
  });

  it('are refused without a word of their value', () => {
    for (const header of ['secret', 'Bad Name: secret', 'X: secret\r\nY: 1', ': secret', 'X: s\u0000']) {
      expect(() => headersOf({ header }, 'handshake')).toThrow(
        new UsageError("--header has no valid header; write it as 'Name: value' on one line"),
      );
    }
  });

  it('cannot replace what makes a request', () => {
    for (const name of ['Authorization', 'content-type', 'Accept', 'Content-Length']) {
      expect(() => headersOf({ header: `${name}: x` }, 'request')).toThrow(`--header ${name} belongs to the request`);
    }
  });

  it('cannot replace the handshake that is judged', () => {
    for (const name of ['Host', 'upgrade', 'Sec-WebSocket-Key', 'sec-websocket-protocol']) {
      expect(() => headersOf({ header: `${name}: x` }, 'handshake')).toThrow(
        `--header ${name} belongs to the handshake`,
      );
    }
  });
});
