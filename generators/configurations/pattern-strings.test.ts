import { describe, expect, it } from 'vitest';
import { patternStrings } from './pattern-strings.ts';

const strings = patternStrings();

describe('strings for a pattern', () => {
  it.each([
    '^https?://',
    '^[A-Za-z0-9_-]+$',
    '^\\d{4}$',
    '^[0-9 +]*$',
    '^(?=.*[0-9])[a-z0-9]{6,}$',
    '^(?!_)[a-z_]+$',
    '\\bfoo\\b',
    '^\\S+@\\S+\\.\\S+$',
    '^(GET|POST)$',
    '^\\p{Lu}+$',
  ])('match it: %s', (pattern) => {
    const found = strings(pattern);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((text) => !new RegExp(pattern, 'u').test(text))).toEqual([]);
  });

  it('are the same every time, shortest first', () => {
    const found = strings('^[a-f]{2,9}$');
    expect(patternStrings()('^[a-f]{2,9}$')).toEqual(found);
    expect(found.map((text) => text.length)).toEqual(found.map((text) => text.length).toSorted((a, b) => a - b));
  });

  it('hold no control characters', () => {
    expect(strings('^[^a]{3,}$').filter((text) => /\p{Cc}/u.test(text))).toEqual([]);
  });

  it('are none where none can be found, in bounded time', () => {
    const started = performance.now();
    expect(strings('(')).toEqual([]);
    expect(strings('^(?!.*)$')).toEqual([]);
    expect(strings('^(x+x+)+y{5000}$')).toEqual([]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
