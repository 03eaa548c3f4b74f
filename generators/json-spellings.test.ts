import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonValue, jsonSpellings, sampleJsonSpellings } from './json-spellings.ts';

const MESSAGE = { type: 'error', reason: 'a "quoted" \\ / 漢 😀 \u0007', extra: [1, 2.5, null, true, {}, []] };

const anyValue = fc.jsonValue({ stringUnit: 'binary' }) as fc.Arbitrary<JsonValue>;

describe('spellings of a JSON value', () => {
  it('parse to the value, whatever it is', () => {
    const pairs = anyValue.chain((value) => fc.tuple(fc.constant(value), jsonSpellings(value)));
    for (const [value, text] of fc.sample(pairs, { seed: 1, numRuns: 500 })) {
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }
  });

  it('are valid UTF-8 text even of half characters', () => {
    for (const text of sampleJsonSpellings(`half \ud83d a face`, { seed: 1, count: 50 })) {
      expect(Buffer.from(text).toString()).toBe(text);
    }
  });

  it('are the same for the same seed and others for another', () => {
    const ofSeed = (seed: number) => sampleJsonSpellings(MESSAGE, { seed, count: 20 });
    expect(ofSeed(7)).toEqual(ofSeed(7));
    expect(ofSeed(7)).not.toEqual(ofSeed(8));
  });

  it('differ in white space, order of names and escapes', () => {
    const spellings = sampleJsonSpellings(MESSAGE, { seed: 1, count: 50 });
    expect(new Set(spellings).size).toBeGreaterThan(45);
    expect(spellings.some((text) => /^[ \t\r\n]/.test(text))).toBe(true);
    expect(spellings.some((text) => !/^\s*\{\s*"(t|\\u0074)/i.test(text))).toBe(true);
    expect(spellings.some((text) => text.includes('\\u'))).toBe(true);
    expect(spellings.some((text) => text.includes('\\/'))).toBe(true);
  });

  it('shrink to what JSON.stringify writes', () => {
    const message = { type: 'error', reason: 'x' };
    const failed = fc.check(
      fc.property(jsonSpellings(message), () => false),
      { seed: 1, numRuns: 1 },
    );
    expect(failed.counterexample).toEqual([JSON.stringify(message)]);
  });
});
