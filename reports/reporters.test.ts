import { expect, it } from 'vitest';
import { type ReporterCrash, reporters } from './reporters.ts';
import { fixtureRun } from './run.fixture.ts';

it('goes on without a reporter that throws, and tells of it once', async () => {
  const seen: number[] = [];
  const told: ReporterCrash[] = [];
  const broken = new Error('broken');
  const all = reporters<number>(
    [
      {
        name: 'first',
        observe: () => {
          throw broken;
        },
        finish: () => 'never written',
      },
      { name: 'second', observe: (event) => seen.push(event), finish: () => Promise.resolve('second.txt') },
      { name: 'third', finish: () => Promise.reject(broken) },
      { name: 'fourth', finish: () => undefined },
    ],
    (crash) => told.push(crash),
  );
  all.observe(1);
  all.observe(2);
  expect(seen).toEqual([1, 2]);
  expect(await all.finish(fixtureRun)).toEqual(['second.txt']);
  expect(told).toEqual([
    { reporter: 'first', error: broken },
    { reporter: 'third', error: broken },
  ]);
  expect(all.crashes()).toEqual(told);
});
