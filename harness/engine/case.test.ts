import { describe, expect, it } from 'vitest';
import type { Finding } from '../run.ts';
import { type CaseHead, judgedCase, unrunCase } from './case.ts';
import { crashesIn } from './crashes.ts';

const head: CaseHead = {
  id: 'read/all',
  title: 'Read',
  suite: 'services',
  requirements: ['services.read.complete'],
  profile: 'full',
};
const warning: Finding = {
  requirement: 'services.list.shape',
  verdict: 'warn',
  message: 'm',
  expected: 'e',
  observed: 'o',
  case: head.id,
};
const judgements = [
  { requirement: 'services.read.complete', exercised: 1, findings: [] },
  { requirement: 'services.list.shape', exercised: 1, findings: [warning] },
];

describe('judgedCase', () => {
  it('makes the result of a case, its files included', () => {
    expect(judgedCase(head, judgements, { durationMs: 3, transcript: 't', leftOut: 'the end' })).toEqual({
      result: {
        id: 'read/all',
        title: 'Read',
        suite: 'services',
        verdict: 'warn',
        durationMs: 3,
        requirements: head.requirements,
        findings: [warning],
        reason: 'the end',
        transcript: 't',
      },
      judgements,
    });
  });

  it('is inconclusive where it could not be judged, and tells why before anything that was left out', () => {
    const { result } = judgedCase(head, [], { notJudged: 'interrupted', leftOut: 'the end' });
    expect(result).toMatchObject({ verdict: 'inconclusive', reason: 'interrupted', durationMs: 0 });
  });
});

it('a case that did not run is skipped, with its reason', () => {
  expect(unrunCase(head, 'not selected')).toMatchObject({ id: 'read/all', verdict: 'skipped', reason: 'not selected' });
});

it('crashes are the exits of the process among the events of a case', () => {
  const exit = { kind: 'process' as const, event: 'exit', signal: 'SIGSEGV', output: ['last words'] };
  expect(crashesIn('c', [{ kind: 'stall' }, { kind: 'process', event: 'restart' }, exit])).toEqual([
    { case: 'c', exitCode: null, signal: 'SIGSEGV', output: ['last words'] },
  ]);
});
