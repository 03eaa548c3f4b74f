import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseHead } from './case.ts';
import { UsageError } from './options.ts';
import { select } from './select.ts';
import { shardsOf } from './shard.ts';

const head = (id: string, exclusive = false): CaseHead => ({
  id,
  title: id,
  suite: 'websocket',
  requirements: ['ws.play.id'],
  exclusive,
});

const suites = fc
  .uniqueArray(fc.record({ id: fc.stringMatching(/^[a-z]{1,3}\/[a-z]{1,3}$/), exclusive: fc.boolean() }), {
    selector: ({ id }) => id,
    maxLength: 40,
  })
  .map((all) => all.map(({ id, exclusive }) => head(id, exclusive)));
const milliseconds = fc.integer({ min: 1, max: 60_000 });

describe('shardsOf', () => {
  it('gives each case to exactly one shard, in the order of the suite', () => {
    fc.assert(
      fc.property(suites, fc.integer({ min: 1, max: 9 }), fc.array(milliseconds), (cases, of, ms) => {
        const durations = new Map(cases.flatMap(({ id }, index) => (ms[index] === undefined ? [] : [[id, ms[index]]])));
        const shards = shardsOf(cases, of, durations);
        expect(shards).toHaveLength(of);
        expect(
          shards
            .flat()
            .map(({ id }) => id)
            .sort(),
        ).toEqual(cases.map(({ id }) => id).sort());
        for (const shard of shards) {
          const places = shard.map((each) => cases.indexOf(each));
          expect(places).toEqual([...places].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('leaves no shard with more to do than another by more than the longest case, and of what runs alone as well', () => {
    fc.assert(
      fc.property(
        suites.chain((cases) =>
          fc.tuple(fc.constant(cases), fc.array(milliseconds, { minLength: cases.length, maxLength: cases.length })),
        ),
        fc.integer({ min: 1, max: 9 }),
        ([cases, ms], of) => {
          const durations = new Map(cases.map(({ id }, index) => [id, ms[index] ?? 1]));
          const msOf = (each: CaseHead): number => durations.get(each.id) ?? 0;
          for (const counts of [() => true, ({ exclusive }: CaseHead) => exclusive === true]) {
            const loads = shardsOf(cases, of, durations).map((shard) =>
              shard.filter(counts).reduce((sum, each) => sum + msOf(each), 0),
            );
            const longest = Math.max(0, ...cases.filter(counts).map(msOf));
            expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(longest);
          }
        },
      ),
    );
  });

  it('does not depend on the order in which the cases come', () => {
    fc.assert(
      fc.property(suites, fc.integer({ min: 1, max: 5 }), (cases, of) => {
        const ids = (shards: ReadonlyArray<readonly CaseHead[]>) =>
          shards.map((shard) => shard.map(({ id }) => id).sort());
        expect(ids(shardsOf(cases.toReversed(), of))).toEqual(ids(shardsOf(cases, of)));
      }),
    );
  });

  it('counts all alike where nothing is known, and what is new as the median', () => {
    const cases = ['a', 'b', 'c', 'd'].map((id) => head(id));
    expect(shardsOf(cases, 2).map(({ length }) => length)).toEqual([2, 2]);
    const durations = new Map([
      ['a', 9000],
      ['b', 1000],
      ['c', 1000],
    ]);
    expect(shardsOf(cases, 2, durations).map((shard) => shard.map(({ id }) => id))).toEqual([['a'], ['b', 'c', 'd']]);
  });
});

describe('select with a shard', () => {
  const traces = ['a', 'b', 'c', 'd'].map((id) => head(id));
  const of = (index: number, more: object = {}) =>
    select(traces, ['ws.play.id'], { profile: 'standard', shard: { index, of: 2 }, ...more });

  it('filters first and splits then, and says where the rest is', () => {
    const { cases, skipped } = of(2, { only: ['a', 'c', 'd'] });
    expect(cases.map(({ id }) => id)).toEqual(['c']);
    expect(skipped.map(({ trace, reason }) => `${trace.id}: ${reason}`)).toEqual([
      'b: not selected',
      'a: in another shard',
      'd: in another shard',
    ]);
  });

  it('may leave a shard without cases', () => {
    expect(of(2, { only: ['a'] }).cases).toEqual([]);
  });

  it('refuses a shard that there is not, and durations of other cases', () => {
    for (const shard of [
      { index: 3, of: 2 },
      { index: 0, of: 2 },
      { index: 1.5, of: 2 },
    ]) {
      expect(() => of(1, { shard })).toThrow(/from 1 to the number/);
    }
    expect(() => of(1, { durations: new Map([['elsewhere', 1]]) })).toThrow(UsageError);
  });
});
