import { expect, it } from 'vitest';
import { pathPairs } from './path-values.ts';

it('reads what was expected of options, and what they were', () => {
  expect(
    pathPairs('rest.final_page.method: "POST" (as before), g729: true', 'rest.final_page.method: absent, g729: false'),
  ).toEqual([
    { path: 'rest.final_page.method', expected: '"POST" (as before)', observed: 'absent' },
    { path: 'g729', expected: 'true', observed: 'false' },
  ]);
});

it('is nothing where the sides are about different options, or about none', () => {
  expect(pathPairs('a: 1, b: 2', 'a: 1')).toBeUndefined();
  expect(pathPairs('a: 1', 'b: 1')).toBeUndefined();
  expect(pathPairs('a multiple of 2 bytes', '319 bytes')).toBeUndefined();
  expect(pathPairs('either a: 1', 'either a: 2')).toBeUndefined();
});
