import { describe, expect, it } from 'vitest';
import { at, type JsonObject, overlay, withAt, without } from './json.ts';

const parse = (text: string): JsonObject => JSON.parse(text);

describe('overlay', () => {
  it('merges objects at every depth, and takes everything else whole', () => {
    const base = { a: { b: { c: 1, d: [1, 2] }, e: 'e' }, f: null };
    expect(overlay(base, { a: { b: { d: [3] }, e: null }, f: { g: 1 } })).toEqual({
      a: { b: { c: 1, d: [3] }, e: null },
      f: { g: 1 },
    });
    expect(base.a.b.d).toEqual([1, 2]);
  });

  it('takes __proto__ for a key like any other', () => {
    const merged = overlay({ a: 1 }, parse('{"__proto__":{"b":1}}'));
    expect(Object.keys(merged)).toEqual(['a', '__proto__']);
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  });
});

describe('paths', () => {
  it('lead to values, null among them, and nowhere else', () => {
    const value = { a: { b: null } };
    expect(at(value, 'a', 'b')).toBe(null);
    expect(at(value, 'a', 'toString')).toBe(undefined);
    expect(at(value, 'a', 'b', 'c')).toBe(undefined);
    expect(at(value)).toBe(value);
  });

  it('lead to other values in copies that keep the order', () => {
    const value = { a: { b: 1, c: 2 }, d: 3 };
    expect(JSON.stringify(withAt(value, ['a', 'b'], 9))).toBe('{"a":{"b":9,"c":2},"d":3}');
    expect(withAt(value, ['x', 'y'], 1)).toEqual({ ...value, x: { y: 1 } });
    expect(without(value, 'a', 'b')).toEqual({ a: { c: 2 }, d: 3 });
    expect(without(value, 'a', 'x')).toEqual(value);
    expect(without(value, 'd')).toEqual({ a: { b: 1, c: 2 } });
    expect(value).toEqual({ a: { b: 1, c: 2 }, d: 3 });
  });
});
