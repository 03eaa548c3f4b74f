import { expect, it } from 'vitest';
import type { Finding } from '../run.ts';
import { baselineOf, entryOf, finding, resultsOf } from './baseline.fixture.ts';
import { applyBaseline } from './baseline.ts';
import { type BaselineEntry, parseBaseline } from './baseline-file.ts';
import { updatedBaseline } from './baseline-update.ts';

const RUN = { target: { suite: 'websocket' }, seed: 7, profile: 'standard', complete: true } as const;
const options = { reason: 'new', strict: false };

const half = finding('r.two', 'a/one', 'A frame ends inside a sample');
const pause = finding('r.one', 'a/two', 'A pause of 40 ms');
const late = finding('r.one', 'a/one', 'Late', { verdict: 'warn' });

const updated = async (
  before: readonly BaselineEntry[],
  findings: readonly Finding[],
  more: Parameters<typeof resultsOf>[1] = {},
  own: Partial<Parameters<typeof updatedBaseline>[2]> = {},
) => updatedBaseline(await baselineOf(...before), { ...RUN, ...resultsOf(findings, more) }, { ...options, ...own });

it('adds what is new with the reason that is given, sorted, and fits the run from then on', async () => {
  const { document, added } = await updated(
    [],
    [half, pause, late],
    {},
    { issue: 'https://x/2', expires: '2027-01-31' },
  );
  const more = { reason: 'new', issue: 'https://x/2', expires: '2027-01-31' };
  expect(document.entries).toEqual([entryOf(pause, more), entryOf(half, more)]);
  expect(added).toEqual(document.entries);
  const context = { seed: 7, profile: 'standard', caseIds: undefined, now: new Date('2026-11-23') };
  const baseline = await parseBaseline('known.json', JSON.stringify(document));
  expect(applyBaseline(baseline, resultsOf([half, pause]), context).baseline).toMatchObject({ met: 2, problems: [] });
});

it('lists warnings only where they fail', async () => {
  const { document } = await updated([], [late], {}, { strict: true });
  expect(document.entries).toEqual([entryOf(late, { reason: 'new' })]);
});

it('keeps what still holds as it is, warnings too', async () => {
  const before = [entryOf(late, { expires: '2026-12-31' }), entryOf(half, { issue: 'https://x/1' })];
  const { document, added, kept, dropped } = await updated(before, [half, late]);
  expect([document.entries, kept, added, dropped]).toEqual([before, before, [], []]);
});

it('drops what passes or differs, and what there is not', async () => {
  const before = [entryOf(half), entryOf(pause, { requirement: 'r.four' }), entryOf(pause, { case: 'no/case' })];
  const other = { ...half, message: 'A frame is empty' };
  const { document, dropped } = await updated(before, [other]);
  expect(document.entries).toEqual([entryOf(other, { reason: 'new' })]);
  expect(dropped).toEqual(before);
});

it('keeps what was not judged', async () => {
  const skipped = { cases: { 'a/one': { verdict: 'skipped' } } } as const;
  const idle = { requirements: { 'r.two': { exercised: 0, verdict: 'not-exercised' } } } as const;
  for (const more of [skipped, idle]) {
    expect((await updated([entryOf(half)], [], more)).document.entries).toEqual([entryOf(half)]);
  }
});
