import { describe, expect, it } from 'vitest';
import type { Requirement } from '../../specification/types.ts';
import type { CaseResult, Finding } from '../run.ts';
import { caseVerdict, foldFindings, type JudgedCase, requirementResults, summaryOf } from './verdicts.ts';

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
