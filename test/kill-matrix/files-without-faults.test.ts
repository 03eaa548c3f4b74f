// The reference store and validators without faults are all green, whatever they do where it is left to them.
import { describe, expect, it } from 'vitest';
import { MEDIA_FILES_VARIATIONS } from '../../reference/media-files/index.ts';
import { rowProblems } from './matrix.ts';
import { cheapest, runAgainstNames } from './run-media-files-fault.ts';

describe('the reference store and validators without faults', () => {
  it.each([
    ['http', 17, 0],
    ['exec', 13, 4],
    ['module', 13, 4],
  ] as const)('are all green by %s', async (binding, pass, idle) => {
    const row = await runAgainstNames({ binding, profile: 'standard' });
    expect(rowProblems(row)).toEqual([]);
    const { requirements, cases } = row.run.summary;
    expect(requirements).toMatchObject({ pass, 'not-exercised': idle, inconclusive: 0 });
    expect(cases).toMatchObject({ fail: 0, warn: 0, inconclusive: 0 });
  });

  it.each(MEDIA_FILES_VARIATIONS.map((variation) => [variation.id, cheapest(variation)] as const))(
    'are as green with what is legal: %s, by %s',
    async (variation, binding) => {
      // Of a store those cases that look at what it keeps: each name costs two requests.
      const only = binding === 'http' ? ['common/*', 'store/*', 'sequences/*'] : [];
      expect(rowProblems(await runAgainstNames({ binding, variation, profile: 'standard', only }))).toEqual([]);
    },
  );
});
