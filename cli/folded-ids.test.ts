import { expect, it } from 'vitest';
import { foldedIds } from './folded-ids.ts';

it('tells many numbered ids as a range, and few as they are', () => {
  const numbered = (group: string, count: number) => Array.from({ length: count }, (_, index) => `${group}-0${index}`);
  expect(foldedIds(['a/b', ...numbered('a/x', 5), ...numbered('a/y', 3), 'a/z-7'])).toBe(
    'a/b, a/x-00 to 04, a/y-00, a/y-01, a/y-02, a/z-7',
  );
  expect(foldedIds([])).toBe('');
});
