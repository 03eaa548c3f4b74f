import { describe, expect, it } from 'vitest';
import type { Requirement } from '../../specification/types.ts';
import type { CaseResult, Finding } from '../run.ts';
import { caseVerdict, foldFindings, type JudgedCase, requirementResults, signatureOf, summaryOf } from './verdicts.ts';

const finding = (requirement: string, verdict: Finding['verdict'], message = 'wrong'): Finding => ({
  requirement,
  verdict,
  message,
  expected: 'a',
  observed: 'b',
  case: 'c',
});

const requirement = (id: string): Requirement => ({
  id,
  suite: 'websocket',
  level: 'must',
  basis: 'published',
  source: { document: 'd', section: 's' },
  statement: 's',
  remedy: 'r',
  readings: [],
  exercisedBy: 'e',
});

const judged = (
  verdict: CaseResult['verdict'],
  judgements: JudgedCase['judgements'],
  requirements = ['x'],
): JudgedCase => ({
  result: { id: 'c', title: 't', suite: 'websocket', verdict, durationMs: 1, requirements, findings: [] },
  judgements,
});

describe('requirementResults', () => {
  it('passes only what was exercised', () => {
    const cases = [judged('pass', [{ requirement: 'x', exercised: 2, findings: [] }])];
    const results = requirementResults([requirement('x'), requirement('y')], cases);
    expect(results.map(({ verdict, exercised }) => [verdict, exercised])).toEqual([
      ['pass', 2],
      ['not-exercised', 0],
    ]);
  });

  it('takes the worst finding over all cases', () => {
    const cases = [
      judged('pass', [{ requirement: 'x', exercised: 5, findings: [] }]),
      judged('warn', [{ requirement: 'x', exercised: 1, findings: [finding('x', 'warn')] }]),
      judged('fail', [{ requirement: 'x', exercised: 1, findings: [finding('x', 'fail')] }]),
    ];
    expect(requirementResults([requirement('x')], cases)[0]).toMatchObject({ verdict: 'fail', exercised: 7 });
    expect(requirementResults([requirement('x')], cases.slice(0, 2))[0]?.verdict).toBe('warn');
  });

  it('calls a requirement inconclusive where its only case could not be judged', () => {
    const cases = [judged('inconclusive', [{ requirement: 'x', exercised: 0, findings: [] }])];
    expect(requirementResults([requirement('x'), requirement('y')], cases).map(({ verdict }) => verdict)).toEqual([
      'inconclusive',
      'not-exercised',
    ]);
  });
});

describe('caseVerdict', () => {
  it('passes only where something that the case is made for was exercised', () => {
    const other = { requirement: 'y', exercised: 9, findings: [] };
    expect(caseVerdict(['x'], [other], false)).toBe('not-exercised');
    expect(caseVerdict(['x'], [other, { requirement: 'x', exercised: 1, findings: [] }], false)).toBe('pass');
  });

  it('lets a failure stand where the rest could not be judged', () => {
    const failed = { requirement: 'x', exercised: 1, findings: [finding('x', 'fail')] };
    expect(caseVerdict(['x'], [failed], true)).toBe('fail');
    expect(caseVerdict(['x'], [], true)).toBe('inconclusive');
  });
});

describe('summaryOf', () => {
  it('has no verdict where nothing was exercised', () => {
    expect(summaryOf(requirementResults([requirement('x')], []), []).verdict).toBe('none');
  });

  it('passes with warnings, fails with a failure', () => {
    const run = (verdict: Finding['verdict']): string =>
      summaryOf(
        requirementResults(
          [requirement('x')],
          [judged(verdict, [{ requirement: 'x', exercised: 1, findings: [finding('x', verdict)] }])],
        ),
        [],
      ).verdict;
    expect([run('warn'), run('fail')]).toEqual(['pass', 'fail']);
  });
});

describe('signatureOf', () => {
  const said = (message: string, more: Partial<Finding> = {}): string =>
    signatureOf({ ...finding('x', 'fail', message), ...more });

  it('is what a finding says, whatever the numbers and their plural are', () => {
    expect(said('A frame of 1601 bytes')).toBe('fail: A frame of # byte');
    expect(said('accepts 14 forbidden characters')).toBe(said('accepts 1 forbidden character'));
    expect(said('lists 3 files under other names')).toBe(said('lists 1 file under other names'));
    expect(said('4 ms, status 404')).toBe('fail: # ms, status #');
  });

  it('tells verdict and reading apart', () => {
    expect(said('late', { verdict: 'warn', reading: 'R4' })).toBe('warn: late (R4)');
    expect(new Set([said('late'), said('late', { verdict: 'warn' }), said('late', { reading: 'R4' })]).size).toBe(3);
  });
});

describe('the gate', () => {
  it('does not fail for what is known, and fails for a baseline that does not fit', () => {
    const known = { ...finding('x', 'fail'), known: { reason: 'r' } };
    const judgement = { requirement: 'x', exercised: 1, findings: [known] };
    const results = requirementResults([requirement('x')], [judged('fail', [judgement])]);
    const problem = { kind: 'passes', requirement: 'x', case: 'c', message: 'm', change: 'k' } as const;
    expect(summaryOf(results, [])).toMatchObject({ verdict: 'pass', requirements: { fail: 1 } });
    expect(summaryOf(results, [], { problems: [problem] }).verdict).toBe('fail');
  });
});

describe('foldFindings', () => {
  it('folds what differs in numbers alone, keeping the first', () => {
    const folded = foldFindings([
      finding('x', 'fail', 'frame of 1601 bytes'),
      finding('x', 'fail', 'frame of 1700 bytes'),
      finding('x', 'fail', 'another thing'),
    ]);
    expect(folded.map(({ message, count }) => [message, count])).toEqual([
      ['frame of 1601 bytes', 2],
      ['another thing', undefined],
    ]);
  });
});
