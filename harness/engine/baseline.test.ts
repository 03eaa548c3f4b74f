import { describe, expect, it } from 'vitest';
import { baselineOf, entryOf, finding, resultsOf } from './baseline.fixture.ts';
import { applyBaseline, type BaselineContext, marker } from './baseline.ts';
import type { BaselineEntry } from './baseline-file.ts';
import { summaryOf } from './verdicts.ts';

const now = new Date('2026-11-23T23:59:59Z');
const context: BaselineContext = {
  seed: 7,
  profile: 'standard',
  caseIds: ['a/one', 'a/two', 'a/three', 'extra'],
  now,
};

const half = finding('r.one', 'a/one', 'A frame of 319 bytes ends inside a sample');
const late = finding('r.two', 'a/two', 'Audio comes 7 ms late', { verdict: 'warn', reading: 'R4' });

/** What becomes of the entries, and what the gate says. */
const applied = async (
  entries: readonly BaselineEntry[],
  results: ReturnType<typeof resultsOf>,
  more: Partial<BaselineContext> = {},
) => {
  const marked = applyBaseline(await baselineOf(...entries), results, { ...context, ...more });
  const { problems, ...use } = marked.baseline;
  return {
    use,
    problems: problems.map(({ kind, message, change }) => [kind, message, change]),
    known: marked.requirements.flatMap(({ findings }) => findings.map(({ known }) => known?.reason)),
    gate: summaryOf(marked.requirements, marked.cases, marked.baseline).verdict,
    marked,
  };
};

const fresh = { ...half, message: 'A frame of 0 bytes' };

describe('a finding', () => {
  it('that the baseline lists is known and passes the gate, whatever its numbers', async () => {
    const same = { ...half, message: half.message.replace('319', '5') };
    const { use, problems, gate, marked } = await applied([entryOf(half, { issue: 'https://x/1' })], resultsOf([same]));
    expect([use, problems, gate]).toEqual([{ file: 'known.json', entries: 1, met: 1 }, [], 'pass']);
    expect(marked.requirements[0]?.findings).toEqual([
      { ...same, known: { reason: 'the vendor mends it', issue: 'https://x/1' } },
    ]);
    // It is violated all the same.
    expect([marked.requirements[0]?.verdict, marked.cases[0]?.verdict]).toEqual(['fail', 'fail']);
    expect(marked.cases[0]?.findings[0]).toBe(marked.requirements[0]?.findings[0]);
  });

  it('that it does not list fails the gate beside known ones', async () => {
    const elsewhere = { ...half, case: 'a/two' };
    const { known, problems, gate } = await applied([entryOf(half)], resultsOf([half, elsewhere]));
    expect([known, problems, gate]).toEqual([['the vendor mends it', undefined], [], 'fail']);
  });

  it('that is a warning is listed as such, and is no longer met where it fails', async () => {
    const { known, gate } = await applied([entryOf(late)], resultsOf([late]));
    expect([known, gate]).toEqual([['the vendor mends it'], 'pass']);
    const worse = await applied([entryOf(late)], resultsOf([{ ...late, verdict: 'fail' }]));
    expect([worse.known, worse.problems[0]?.[0], worse.gate]).toEqual([[undefined], 'differs', 'fail']);
  });

  it('that tells of more sorts than are listed is another one', async () => {
    const some = { ...half, message: 'Accepts 1 forbidden character', sorts: ['space'] };
    const more = { ...half, message: 'Accepts 2 forbidden characters', sorts: ['%', 'space'] };
    expect(await applied([entryOf(some)], resultsOf([some]))).toMatchObject({ problems: [], gate: 'pass' });
    const worse = await applied([entryOf(some)], resultsOf([more]));
    expect([worse.known, worse.problems[0]?.[0], worse.gate]).toEqual([[undefined], 'differs', 'fail']);
  });

  it('is marked the same as a case ends', async () => {
    const mark = marker(await baselineOf(entryOf(half)), now);
    expect([mark(half).known?.reason, mark(fresh)]).toEqual(['the vendor mends it', fresh]);
    expect(mark(half)).toBe(mark(half));
  });
});

describe('an entry', () => {
  it('whose finding does not come where its case was judged has to go', async () => {
    const { use, problems, gate } = await applied([entryOf(late), entryOf(half)], resultsOf([late]));
    expect(problems).toEqual([['passes', 'the case ran and did not show it', 'known.json:8: remove this entry']]);
    expect([use.met, gate]).toEqual([1, 'fail']);
  });

  it('whose case fails differently has to be looked at', async () => {
    const { problems, gate } = await applied([entryOf(half)], resultsOf([fresh]));
    const [old, other] = ['fail: A frame of # byte ends inside a sample', 'fail: A frame of # byte'];
    expect(problems).toEqual([
      [
        'differs',
        `it differs: "${other}" instead of "${old}"`,
        `known.json:7: write "${other}" if that is the same, and why`,
      ],
    ]);
    expect(gate).toBe('fail');
  });

  it('passes, and does not differ, where what else came is listed too', async () => {
    const { problems } = await applied([entryOf(half), entryOf(fresh)], resultsOf([fresh]));
    expect(problems.map(([kind]) => kind)).toEqual(['passes']);
  });

  it('holds on its last day, and fails again on the next', async () => {
    const today = await applied([entryOf(half, { expires: '2026-11-23' })], resultsOf([half]));
    expect([today.problems, today.known, today.gate]).toEqual([[], ['the vendor mends it'], 'pass']);
    const { problems, known, gate } = await applied([entryOf(half, { expires: '2026-11-22' })], resultsOf([half]));
    expect(problems).toEqual([
      [
        'expired',
        'it was put up with until 2026-11-22: the vendor mends it',
        'known.json:7: mend the target, or write a later day and why',
      ],
    ]);
    expect([known, gate]).toEqual([[undefined], 'fail']);
  });

  it('of a requirement or a case that there is not is answered by the nearest', async () => {
    const entries = [
      entryOf(half, { requirement: 'r.ones' }),
      entryOf(half, { case: 'a/oen' }),
      entryOf(half, { case: 'something/else/entirely' }),
    ];
    const { problems, gate } = await applied(entries, resultsOf([]));
    expect(problems).toEqual([
      ['unknown-requirement', 'there is no requirement r.ones', 'known.json:7: write r.one, or remove this entry'],
      ['unknown-case', 'there is no case a/oen', 'known.json:8: write a/one, or remove this entry'],
      ['unknown-case', 'there is no case something/else/entirely', 'known.json:9: remove this entry'],
    ]);
    expect(gate).toBe('fail');
  });

  const absent = [
    ['was skipped', { cases: { 'a/one': { verdict: 'skipped' } } }, {}],
    ['could not be judged', { cases: { 'a/one': { verdict: 'inconclusive' } } }, {}],
    ['failed before it could be judged to its end', { cases: { 'a/one': { verdict: 'fail', reason: 'r' } } }, {}],
    ['did not put it to the test', { requirements: { 'r.one': { exercised: 0, verdict: 'not-exercised' } } }, {}],
    ['did not tell', { requirements: { 'r.one': { verdict: 'inconclusive' } } }, {}],
    ['ran under another seed', {}, { seed: 8 }],
    ['ran in another profile', {}, { profile: 'smoke' }],
  ] as const;
  it.each(absent)('is neither met nor out of date where its case %s', async (_what, results, more) => {
    const { use, problems, gate } = await applied([entryOf(half)], resultsOf([], results), more);
    expect([use.met, problems, gate]).toEqual([0, [], 'pass']);
  });

  it.each(absent)(
    'that has expired is told of where its case, under the same seed, %s',
    async (what, results, more) => {
      const old = entryOf(half, { expires: '2026-11-22' });
      const { problems, gate } = await applied([old], resultsOf([], results), more);
      const ranElsewhere = what.startsWith('ran ') || what === 'was skipped';
      const change = 'known.json:7: remove this entry, or write a later day and why';
      const told = ['expired', 'it was put up with until 2026-11-22: the vendor mends it', change];
      expect([problems, gate]).toEqual(ranElsewhere ? [[], 'pass'] : [[told], 'fail']);
    },
  );

  it('may name a case that only some runs have, and any case where not all are known', async () => {
    const { problems } = await applied([entryOf(half, { case: 'extra' })], resultsOf([]));
    expect(problems).toEqual([]);
    const replayed = await applied([entryOf(half, { case: 'no/such' })], resultsOf([]), { caseIds: undefined });
    expect(replayed.problems).toEqual([]);
  });
});
