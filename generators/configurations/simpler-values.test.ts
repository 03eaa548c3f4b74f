import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, jsonKey } from './json.ts';
import { simplerValues } from './simpler-values.ts';

const anyJson = fc
  .jsonValue({ maxDepth: 4, stringUnit: 'binary' })
  .map((value) => JSON.parse(JSON.stringify(value)) as Json);

/** Goes on from the first simpler value that still fails, as a shrinker does; also counts what it tried. */
function shrunk(value: Json, fails: (value: Json) => boolean): { readonly value: Json; readonly tried: number } {
  let smallest = value;
  let tried = 0;
  for (let steps = 0; steps < 10_000; steps++) {
    let next: Json | undefined;
    for (const simpler of simplerValues(smallest)) {
      tried++;
      if (!fails(simpler)) continue;
      next = simpler;
      break;
    }
    if (next === undefined) return { value: smallest, tried };
    smallest = next;
  }
  throw new Error('shrinking does not end');
}

describe('simpler values', () => {
  it('end at null, whatever they start from', () => {
    expect([...simplerValues(null)]).toEqual([]);
    for (const value of fc.sample(anyJson, { seed: 1, numRuns: 200 })) {
      expect(shrunk(value, () => true).value).toBeNull();
    }
  });

  it('are each of a simpler kind or smaller, so that every way ends', () => {
    for (const value of fc.sample(anyJson, { seed: 2, numRuns: 150 })) {
      expect([...simplerValues(value)].filter((simpler) => !isSmaller(simpler, value))).toEqual([]);
    }
  });

  it('are the same every time, and never the value itself', () => {
    for (const value of fc.sample(anyJson, { seed: 3, numRuns: 200 })) {
      const all = [...simplerValues(value)].map(jsonKey);
      expect([...simplerValues(value)].map(jsonKey)).toEqual(all);
      expect(all).not.toContain(jsonKey(value));
    }
  });

  it('leave the value as it was', () => {
    const value = { a: [1, { b: 'text' }], c: null };
    const before = structuredClone(value);
    expect([...simplerValues(value)].length).toBeGreaterThan(10);
    expect(value).toEqual(before);
  });

  it('find the one member and the one character that matter', () => {
    const value = {
      noise: [1, 2, { x: 'y' }],
      deep: { here: { text: 'some x in a haystack', other: true } },
      more: 'x',
    };
    const fails = (at: Json) =>
      isObject(at) && isObject(at.deep) && isObject(at.deep.here) && String(at.deep.here.text).includes('x');
    expect(shrunk(value, fails).value).toEqual({ deep: { here: { text: 'x' } } });
  });

  it('find a bound in few tries', () => {
    const result = shrunk(987_654_321, (value) => typeof value === 'number' && value >= 123_456);
    expect(result.value).toBe(123_456);
    expect(result.tried).toBeLessThan(2000);
  });

  it('find the length that matters, and make the text plain', () => {
    const result = shrunk('\u6f22\u5b57 und \u{1f600} noch viel mehr Text, sehr viel'.repeat(20), (value) => {
      return typeof value === 'string' && [...value].length >= 100;
    });
    expect(result.value).toBe('a'.repeat(100));
    expect(result.tried).toBeLessThan(2000);
  });

  it('start with the boldest', () => {
    expect([...simplerValues({ a: 1 })].slice(0, 5)).toEqual([null, false, 0, '', {}]);
    expect([...simplerValues('text')].slice(0, 4)).toEqual([null, false, 0, '']);
    expect([...simplerValues(-3)]).toEqual([null, false, 0, 3, -2]);
    expect([...simplerValues(true)]).toEqual([null, false]);
  });

  it('never cut a character in half', () => {
    for (const simpler of simplerValues('\u{1f600}\u{1f600}\u{1f600}')) {
      if (typeof simpler === 'string') expect(/\p{Surrogate}/u.test(simpler)).toBe(false);
    }
  });
});

const KINDS = ['null', 'boolean', 'number', 'string', 'array', 'object'];
const kindOf = (value: Json) => KINDS.indexOf(value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

/** An order in which no value has infinitely many below it, so far as numbers are whole or lose their fraction. */
function isSmaller(a: Json, b: Json): boolean {
  if (kindOf(a) !== kindOf(b)) return kindOf(a) < kindOf(b);
  if (typeof a === 'boolean') return !a && b === true;
  if (typeof a === 'number' && typeof b === 'number') {
    if (Math.abs(a) !== Math.abs(b)) return Math.abs(a) < Math.abs(b) && Number.isInteger(a);
    return a > b;
  }
  if (typeof a === 'string' && typeof b === 'string') {
    const oddities = (text: string) => [...text].filter((character) => character !== 'a').length;
    if ([...a].length !== [...b].length) return [...a].length < [...b].length;
    return oddities(a) < oddities(b);
  }
  const [fewer, more] = [Object.entries(a ?? {}), Object.entries(b ?? {})] as [[string, Json][], [string, Json][]];
  if (fewer.length !== more.length) return fewer.length < more.length;
  const changed = fewer.flatMap(([name, member], i) => {
    const [before, old] = more[i] ?? ['', null];
    if (before !== name) return [[name, before] as const];
    return jsonKey(member) === jsonKey(old) ? [] : [[member, old] as const];
  });
  return changed.length === 1 && changed.every(([member, old]) => isSmaller(member, old));
}
