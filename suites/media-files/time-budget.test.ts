import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type SmallStore, startSmallStore } from '../../harness/roles/file-client/small-store.fixture.ts';
import { runMediaFilesSuite } from './run.ts';
import { createTimeBudget } from './time-budget.ts';

let folder: string;
let store: SmallStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-budget-'));
  store = await startSmallStore();
});

afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

it('begins with the first case and ends with its time', () => {
  const budget = createTimeBudget('standard', 0.1);
  expect([5000, 6000].map(budget.isSpent)).toEqual([undefined, undefined]);
  expect(budget.isSpent(6001)).toMatch(/^random names had the 1 s /);
});

it('leaves out the random names for which a slow store has no time, and says so', async () => {
  const outcome = await runMediaFilesSuite(
    {
      target: { kind: 'store', url: store.url, rate: 100 },
      seed: 7,
      profile: 'standard',
      concurrency: 1,
      timeoutScale: 0.1,
      only: ['properties/legal-*', 'properties/illegal-*'],
      skip: [],
      out: join(folder, 'out'),
      command: 'npx aculab-conformance media-files',
    },
    () => {},
  );
  const ran = outcome.run?.cases.filter(({ verdict }) => verdict !== 'skipped');
  const leftOut = ran?.filter(({ reason = '' }) => reason.startsWith('random names had the 1 s '));
  expect(leftOut?.length).toBeGreaterThan(5);
  expect(new Set(leftOut?.map(({ verdict }) => verdict))).toEqual(new Set(['not-exercised']));
  expect(ran?.length).toBeGreaterThan(leftOut?.length ?? 0);
});
