import { describe, expect, it } from 'vitest';
import { type JsonMarks, jsonLines } from './json-lines.ts';

const SIGNS = { plain: ' ', expected: '-', observed: '+', changed: '*' } as const;

const lines = (value: unknown, marks?: JsonMarks): readonly string[] =>
  jsonLines(value, marks).map(({ depth, text, kind }) => `${SIGNS[kind]}${'  '.repeat(depth)}${text}`);

describe('JSON in lines', () => {
  it('reads as JSON', () => {
    const value = { a: [1, { b: null }], 'c d': {}, e: [], f: 'x"' };
    expect(JSON.parse(lines(value).join('\n'))).toEqual(value);
  });

  it('has what was expected before what was there', () => {
    expect(lines({ a: { b: 1 }, c: 2 }, { expected: new Map([['a.b', '3 (as before)']]) })).toEqual([
      ' {',
      '   "a": {',
      '-    "b": 3 (as before)',
      '+    "b": 1',
      '   },',
      '   "c": 2',
      ' }',
    ]);
  });

  it('has what is missing where it ought to be, as deep as there is a place for it', () => {
    const expected = new Map([
      ['a.x.y', '1'],
      ['z', '2'],
    ]);
    expect(lines({ a: {} }, { expected })).toEqual([' {', '   "a": {', '-    "x.y": 1', '   }', '-  "z": 2', ' }']);
  });

  it('marks all of a member that is new', () => {
    expect(lines({ a: [1] }, { changed: new Set(['a']) })).toEqual([' {', '*  "a": [', '*    1', '*  ]', ' }']);
  });

  it('ends in time for what is nested without end, and knows no prototypes', () => {
    const nested = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) as unknown;
    expect(lines(nested).length).toBeLessThan(300);
    expect(lines(JSON.parse('{"__proto__": {"x": 1}}'))).toEqual([
      ' {',
      '   "__proto__": {',
      '     "x": 1',
      '   }',
      ' }',
    ]);
  });
});
