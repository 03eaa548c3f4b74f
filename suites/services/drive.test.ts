import { expect, it } from 'vitest';
import { addedLines } from './drive.ts';

it('finds the lines that an output has gained, also where its beginning is gone', () => {
  expect(addedLines([], ['a', 'b'])).toEqual(['a', 'b']);
  expect(addedLines(['a', 'b'], ['a', 'b'])).toEqual([]);
  expect(addedLines(['a', 'b'], ['a', 'b', 'c'])).toEqual(['c']);
  expect(addedLines(['a', 'b', 'b'], ['b', 'b', 'c', 'd'])).toEqual(['c', 'd']);
  expect(addedLines(['a', 'b'], ['x', 'y'])).toEqual(['x', 'y']);
});
