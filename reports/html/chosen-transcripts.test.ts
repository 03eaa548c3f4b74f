import { describe, expect, it } from 'vitest';
import type { CaseResult, Finding, RunDocument } from '../../harness/run.ts';
import { fixtureRun } from '../run.fixture.ts';
import { chooseTranscripts } from './chosen-transcripts.ts';

const finding = (caseId: string, requirement: string): Finding => ({
  requirement,
  verdict: 'fail',
  message: `${requirement} is violated`,
  expected: '',
  observed: '',
  case: caseId,
});

const testCase = (id: string, requirements: readonly string[], found: readonly string[] = []): CaseResult => ({
  id,
  title: id,
  suite: 'websocket',
  verdict: found.length > 0 ? 'fail' : 'pass',
  durationMs: 1,
  requirements,
  findings: found.map((requirement) => finding(id, requirement)),
  transcript: id,
});

const cases = [
  testCase('passes-1', ['a']),
  testCase('passes-2', ['a']),
  testCase('fails-1', ['b'], ['b']),
  testCase('fails-as-1', ['b'], ['b']),
  testCase('fails-2', ['c'], ['c']),
];

const run: RunDocument = {
  ...fixtureRun,
  cases,
  requirements: ['a', 'b', 'c'].map((id) => ({
    id,
    level: 'must',
    basis: 'published',
    verdict: 'pass',
    exercised: 1,
    findings: [],
  })),
};

/** Text that takes about 10,000 octets when it is compressed, which are 13,300 characters. */
const noise = (): string => Buffer.from(globalThis.crypto.getRandomValues(new Uint8Array(10_000))).toString('base64');

const PLENTY = 1_000_000;

const chosen = async (limits: { readonly all: number; readonly more: number; readonly one: number }) => {
  const found = await chooseTranscripts(run, async () => noise(), { whole: limits.all, ...limits });
  return [...found.keys()].sort().map((index) => cases[index]?.id);
};

describe('the transcripts in a report', () => {
  it('are all of a small run', async () => {
    expect(await chosen({ all: PLENTY, more: PLENTY, one: PLENTY })).toEqual(cases.map(({ id }) => id));
  });

  it('leave out first what passed and shows nothing new', async () => {
    expect(await chosen({ all: PLENTY, more: 0, one: PLENTY })).toEqual([
      'passes-1',
      'fails-1',
      'fails-as-1',
      'fails-2',
    ]);
  });

  it('are of each kind of finding before they are of the same again', async () => {
    expect(await chosen({ all: 30_000, more: 0, one: PLENTY })).toEqual(['fails-1', 'fails-2']);
  });

  it('are not those that cannot be read, or that are too long by themselves', async () => {
    expect((await chooseTranscripts(run, async () => undefined)).size).toBe(0);
    expect(await chosen({ all: PLENTY, more: PLENTY, one: 1000 })).toEqual([]);
  });
});
