import { describe, expect, it } from 'vitest';
import { jsonLeaves, jsonPart, jsonText } from './json-text.ts';

const value = { a: 1, b: { c: [1, { d: null }], e: {} }, f: 'x' };

describe('JSON as text', () => {
  it('has spaces where a reader expects them', () => {
    expect(jsonText(value)).toBe('{"a": 1, "b": {"c": [1, {"d": null}], "e": {}}, "f": "x"}');
  });

  it('shows only what is wanted, and that there is more', () => {
    expect(jsonPart(value, (path) => path === 'b.c.1.d')).toBe('{"b": {"c": [{"d": null}, …], …}, …}');
    expect(jsonPart(value, (path) => ['a', 'b', 'f'].includes(path))).toBe(jsonText(value));
    expect(jsonPart(value, () => false)).toBeUndefined();
    expect(jsonPart('text', () => true)).toBeUndefined();
  });

  it('has its leaves at dotted paths', () => {
    expect([...jsonLeaves(value)]).toEqual([
      ['a', 1],
      ['b.c.0', 1],
      ['b.c.1.d', null],
      ['b.e', {}],
      ['f', 'x'],
    ]);
  });
});

it('cuts long texts between characters, and says how long they are', () => {
  expect(jsonText({ a: '\u{1f600}'.repeat(4), b: 'short' }, 6)).toBe(
    '{"a": "\u{1f600}…" (8 characters), "b": "short"}',
  );
  expect(jsonPart({ a: 'x'.repeat(9), b: 1 }, (path) => path === 'a', 4)).toBe('{"a": "xx…" (9 characters), …}');
});
